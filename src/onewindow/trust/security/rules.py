"""The law of the gate, as pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from onewindow.ground.kernel.actor import Actor, Assurance
from onewindow.ground.kernel.permissions import Holding, Permission, Role, Scope
from onewindow.ground.kernel.refs import Matter
from onewindow.trust.security.types import Hindrance, Obstacle

Span = tuple[dt.datetime, dt.datetime | None]

FOR_ALL = frozenset({Role.PUBLIC, Role.APPLICANT})
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    {
        frozenset({"imposer", "lifter"}),
        frozenset({"preparer", "signer"}),
        frozenset({"namer", "confirmer"}),
        frozenset({"importer", "approver"}),
    }
)
STOP_HOURS = 72
_ORDER = tuple(Obstacle)


def usable(actor: Actor, holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Gives the holdings that count at this assurance: staff roles need a second factor."""
    if actor.assurance.rank >= Assurance.SUBSTANTIAL.rank:
        return tuple(holdings)
    return tuple(h for h in holdings if h.role in FOR_ALL)


def reaches(permission: Permission, holding: Holding, actor: Actor, on: Matter | None) -> bool:
    """Says whether a holding of the role reaches as far as the matter lies."""
    if permission.role != holding.role:
        return False
    if permission.scope == Scope.ALL or on is None:
        return True
    if permission.scope == Scope.OWN:
        return on.owner is not None and on.owner == actor.id
    if permission.scope == Scope.BODY:
        return on.body is not None and on.body == holding.body
    return on.region is not None and on.region == holding.region


def conflicting_duty(wanted: str, held: Iterable[str]) -> str | None:
    """Gives the duty already held that forbids the wanted one (INV-33)."""
    return next((duty for duty in held if frozenset({duty, wanted}) in INCOMPATIBLE), None)


def worst(hindrances: Sequence[Hindrance]) -> Hindrance | None:
    """Gives the hindrance to name first: a veto before a stop before a lapse."""
    return max(hindrances, key=lambda h: _ORDER.index(h.obstacle), default=None)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Joins overlapping and touching spans; an open end swallows all that follows."""
    result: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if result and (result[-1][1] is None or result[-1][1] >= start):
            last_start, last_end = result[-1]
            later = None if last_end is None or end is None else max(last_end, end)
            result[-1] = (last_start, later)
        else:
            result.append((start, end))
    return result


def lapses(clearances: Sequence[tuple[dt.datetime, dt.datetime, bool]]) -> list[Span]:
    """Gives the spans in which no clearance held, from the first clearance on.

    Shape: (valid from, expires at, allows) in the order in which they were signed; from its
    start on a later decision governs, a denial included.
    """
    spans: list[Span] = []
    for number, (start, end, allows) in enumerate(clearances):
        until = clearances[number + 1][0] if number + 1 < len(clearances) else None
        gap_from = start if not allows else end
        if until is None or gap_from < until:
            spans.append((gap_from, until))
    return merged(spans)
