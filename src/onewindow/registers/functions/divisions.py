"""Reads of the division of functions: the boundary between two bodies, and the map of all."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import queries, rules
from onewindow.registers.functions.models import OverlapFinding
from onewindow.registers.functions.types import Atlas, Drawn, FunctionFacts, Mode, Part, Related
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts


@dataclasses.dataclass(frozen=True, slots=True)
class BoundaryLine:
    """A function at the boundary of two bodies, with the part that each takes in it, if any."""

    function: FunctionFacts
    one: Mode | None
    other: Mode | None
    findings: int


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbours:
    """Two bodies with how many functions lie at their boundary."""

    one: BodyFacts
    other: BodyFacts
    functions: int


def boundary(one: UUID, other: UUID, on: dt.date) -> list[BoundaryLine]:
    """Gives the functions at the boundary of two bodies on a day, by object and code (F-FUN-1).

    These are the functions in which both take part, and those of one whose object is also that of
    a function of the other, where their territories meet.
    """
    parts = queries.parts(on, bodies=[one, other])
    facts = _exercised(on, {part.function for part in parts})
    modes = {(part.function, part.body): part.mode for part in parts}
    met = rules.at_boundary(_related(facts.values(), parts), one, other)
    findings = _findings(met)
    lines = [
        BoundaryLine(facts[key], modes.get((key, one)), modes.get((key, other)), findings[key])
        for key in met
    ]
    return sorted(lines, key=lambda line: (line.function.object, line.function.code))


def neighbours(on: dt.date) -> list[Neighbours]:
    """Gives every two bodies that have a boundary on a day, those with the most functions first."""
    parts = queries.parts(on)
    facts = _exercised(on, {part.function for part in parts})
    bodies = {one.id: one for one in institutions.bodies(on)}
    related = _related(facts.values(), parts)
    there = sorted({row.body for row in related} & set(bodies), key=lambda key: bodies[key].code)
    pairs = [(a, b) for at, a in enumerate(there) for b in there[at + 1 :]]
    counted = [(a, b, len(rules.at_boundary(related, a, b))) for a, b in pairs]
    found = [Neighbours(bodies[a], bodies[b], count) for a, b, count in counted if count]
    return sorted(found, key=lambda row: (-row.functions, row.one.code, row.other.code))


def atlas(on: dt.date, *, region: str = "", organ: str = "") -> Atlas:
    """Gives who does what on a day: in a region, by a kind of organ, or everywhere by all.

    With a filter there are the functions that a body of it owns or helps in; without one, also
    those that nobody is responsible for.
    """
    parts = queries.parts(on)
    chosen = {
        one.id: one
        for one in institutions.bodies(on)
        if (not region or one.region == region) and (not organ or one.organ_type == organ)
    }
    facts = _exercised(on, None)
    owners = {part.function: part.body for part in parts if part.mode is Mode.RESPONSIBLE}
    helpers: dict[UUID, list[tuple[UUID, Mode]]] = {}
    for part in parts:
        if part.mode is not Mode.RESPONSIBLE:
            helpers.setdefault(part.function, []).append((part.body, part.mode))
    findings = _findings(facts)
    drawn = [
        Drawn(one, owners.get(key), tuple(helpers.get(key, ())), findings[key])
        for key, one in facts.items()
    ]
    is_all = not (region or organ)
    kept = [one for one in drawn if is_all or _takes_part(one, chosen)]
    named = {one.owner for one in kept} | {body for one in kept for body, _mode in one.helpers}
    others = [one for one in institutions.bodies(on) if one.id in named - set(chosen)]
    return Atlas(sorted([*chosen.values(), *others], key=lambda one: one.code), kept)


def _takes_part(drawn: Drawn, bodies: Mapping[UUID, BodyFacts]) -> bool:
    return drawn.owner in bodies or any(body in bodies for body, _mode in drawn.helpers)


def _exercised(on: dt.date, ids: Iterable[UUID] | None) -> dict[UUID, FunctionFacts]:
    """Gives the functions that are exercised on a day, or have lost their owner by then."""
    return {
        one.id: one
        for one in queries.functions(ids)
        if one.active_from is not None
        and one.active_from <= on
        and (one.ends_on is None or on < one.ends_on)
    }


def _related(facts: Iterable[FunctionFacts], parts: Iterable[Part]) -> list[Related]:
    """Gives the parts with object and the line of regions above the territory of each function."""
    known = {one.id: one for one in facts}
    lines = {code: jurisdiction.line(code) for code in {one.territory for one in known.values()}}
    return [
        Related(
            part.function,
            part.body,
            part.mode,
            known[part.function].object,
            known[part.function].territory,
            frozenset(lines[known[part.function].territory]),
        )
        for part in parts
        if part.function in known
    ]


def _findings(functions: Iterable[UUID]) -> Counter[UUID]:
    """Counts the open findings that name each function; one query."""
    names = {str(Ref.to("function", key)): key for key in functions}
    rows = OverlapFinding.objects.filter(decision="", items__overlap=list(names)) if names else ()
    return Counter(names[item] for row in rows for item in row.items if item in names)
