"""`@command`: the frame of every write.

One transaction, the gate first, one audit line with the fact or nothing; a refusal is recorded
after the rollback, so it survives. One name serves as command, permission, audit event, BPMN
verb and line in `docs/reference/actions.md`.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.refs import Matter, Ref

P = ParamSpec("P")
R = TypeVar("R")


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """What the reference prints of a command."""

    action: str
    package: str
    summary: str
    duty: str | None
    verb: bool
    function: Callable[..., object]
    on: Callable[..., Matter] | None


COMMANDS: dict[str, Command] = {}


def command(
    action: str,
    *,
    on: Callable[..., Matter] | None = None,
    duty: str | None = None,
    verb: bool = False,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Frames a write under the name `action`.

    `on` is called with the command's own arguments inside the transaction and tells the gate
    what it is about; without it only actions that concern no registered thing are admitted. It
    names those of the arguments that it needs; tests/architecture holds the two together.
    `duty` names a duty that may be incompatible with another on the same thing (INV-33).
    """

    def decorate(
        function: Callable[Concatenate[Actor, P], R],
    ) -> Callable[Concatenate[Actor, P], R]:
        _register(action, function, on, duty, verb)

        @functools.wraps(function)
        def framed(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            about: list[Ref] = []
            outermost = frames.current() is None
            try:
                with frames.framed(actor, action, durable=True) as frame:
                    matter = on(*args, **kwargs) if on else None
                    about += [matter.ref] if matter else []
                    frames.admit(frame, matter, duty)
                    result = function(frame.actor, *args, **kwargs)
                    frames.write_witness(frame)
                    return result
            except OneWindowError as error:
                if outermost:
                    frames.witness_refusal(actor, action, about[0] if about else None, error)
                raise

        return framed

    return decorate


def _register(
    action: str,
    function: Callable[..., object],
    on: Callable[..., Matter] | None,
    duty: str | None,
    verb: bool,
) -> None:
    """Remembers the command for the reference. Raises RuntimeError on a second of one name."""
    if action in COMMANDS:
        raise RuntimeError(f"Two commands are called {action!r}.")
    summary = (function.__doc__ or "").strip().partition("\n")[0]
    COMMANDS[action] = Command(action, function.__module__, summary, duty, verb, function, on)
