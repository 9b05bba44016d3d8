"""The law of functions. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from onewindow.registers.functions.types import (
    Doubt,
    FunctionFacts,
    FunctionState,
    Holding,
    Mode,
    Reason,
)

Days = tuple[dt.date, dt.date | None]

_NEXT = {
    FunctionState.PROPOSED: {FunctionState.ACTIVE, FunctionState.ENDED},
    FunctionState.ACTIVE: {FunctionState.ORPHANED, FunctionState.ENDED},
    FunctionState.ORPHANED: {FunctionState.ACTIVE, FunctionState.ENDED},
    FunctionState.ENDED: set[FunctionState](),
}


def may_become(now: FunctionState, then: FunctionState) -> bool:
    """Says whether a function may go from one state to the other."""
    return then in _NEXT[now]


def overlap(one: Days, other: Days) -> bool:
    """Says whether two times share a day; an end is the first day outside."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def uncovered(needed: Days, held: Iterable[Days]) -> dt.date | None:
    """Gives the first day of the needed time on which nobody holds, or none (INV-01)."""
    day, until = needed
    for begins, ends in sorted(held, key=lambda days: days[0]):
        if until is not None and day >= until:
            return None
        if begins > day:
            return day
        if ends is None:
            return None
        day = max(day, ends)
    return day if until is None or day < until else None


def in_the_way(wanted: Days, holdings: Sequence[Holding]) -> Holding | None:
    """Gives the first responsible body whose time meets the wanted one (INV-01)."""
    owners = [h for h in holdings if h.mode is Mode.RESPONSIBLE]
    met = [h for h in owners if overlap(wanted, (h.begins, h.ends))]
    return min(met, key=lambda h: h.begins, default=None)


def is_fit(body: tuple[dt.date | None, dt.date | None], during: Days, *, covers: bool) -> bool:
    """Says whether a body exists all that time and its region covers the function's (INV-02)."""
    begins, ends = body
    begun = begins is None or begins <= during[0]
    goes_on = ends is None or (during[1] is not None and during[1] <= ends)
    return covers and begun and goes_on


def doubts(
    asked: Sequence[UUID],
    known: Mapping[UUID, tuple[FunctionFacts, str]],
    owned: Mapping[UUID, UUID],
    findings: Mapping[UUID, Sequence[UUID]],
    on: dt.date,
) -> list[Reason]:
    """Gives why functions are not clear for a process on a day (INV-05); empty where they are.

    Shape: `known` holds facts and the title to show, `owned` the responsible body of the day,
    `findings` the open findings of each function.
    """
    reasons: list[Reason] = []
    for function in asked:
        if function not in known:
            reasons.append(Reason(function, str(function), Doubt.UNKNOWN))
            continue
        facts, title = known[function]
        if not facts.is_active(on):
            reasons.append(Reason(function, title, Doubt.NOT_ACTIVE))
        if function not in owned:
            reasons.append(Reason(function, title, Doubt.UNOWNED))
        reasons.extend(
            Reason(function, title, Doubt.OPEN_FINDING, finding)
            for finding in findings.get(function, ())
        )
    return reasons
