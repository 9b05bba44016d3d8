"""The agenda: what falls due by the clock. The worker ticks; tests tick by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import CLOCK, Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Ref

BATCH = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda: what is due by now, and what to do with each of it.

    `act` is safe to repeat: two workers may tick at once.
    """

    due: Callable[[dt.datetime, int], Sequence[Ref]]
    act: Callable[[Ref, dt.datetime, Actor], None]


AGENDA: Port[Item] = Port("agenda")


@dataclasses.dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: how many acts, and which were refused with what code."""

    done: int
    refused: tuple[tuple[str, str, str], ...]


def tick(limit: int = BATCH) -> Ticked:
    """Does what is due now. A refusal of one thing (a veto, say) never stops the others."""
    now = clock.now()
    done, refused = 0, []
    for name, item in AGENDA.items():
        for ref in item.due(now, limit):
            try:
                item.act(ref, now, CLOCK)
                done += 1
            except OneWindowError as error:
                refused.append((name, str(ref), error.code))
    return Ticked(done, tuple(refused))
