"""`reading(actor)`: the frame of every read that is not open to all.

The gate is asked as for a command; lists inside start from `.visible_to(actor)`, and row security
stands behind them, because its settings are set for this transaction only.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.frames import Frame
from onewindow.ground.kernel.refs import Matter, Ref


@contextlib.contextmanager
def reading(actor: Actor, action: str, on: Callable[[], Matter] | None = None) -> Iterator[Frame]:
    """Frames a read under the name `action`; `on` is found inside the transaction.

    Raises what the gate raises; a refusal of a read leaves an audit line like that of a write.
    """
    about: list[Ref] = []
    outermost = frames.current() is None
    try:
        with frames.framed(actor, action, durable=False) as frame:
            matter = on() if on else None
            about += [matter.ref] if matter else []
            frames.admit(frame, matter)
            yield frame
    except OneWindowError as error:
        if outermost and error.status == 403:
            frames.witness_refusal(actor, action, about[0] if about else None, error)
        raise
