"""Reads of measures: definitions of a day, kept values, and values computed afresh."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.refs import KINDS, Ref
from onewindow.insight.measures import facts, rules
from onewindow.insight.measures.errors import NoSuchMeasure, NoSuchValue
from onewindow.insight.measures.models import MeasureDefinition, MeasureQuery, MeasureValue
from onewindow.insight.measures.schema import as_data, read_formula
from onewindow.insight.measures.types import (
    Definition,
    Difference,
    Differs,
    Direction,
    Outcome,
    Period,
    PeriodKind,
    Unit,
    Window,
)

COMPUTED_AT = (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY)
FIRST = 50


def definitions(on: dt.date) -> dict[str, Definition]:
    """Gives the definition of each measure that holds on a day, in the order of their codes."""
    rows = MeasureDefinition.objects.filter(valid_from__lte=on)
    return {row.code: _definition(row) for row in rows.order_by("code", "valid_from")}


def definition(definition_id: UUID) -> Definition:
    """Gives one definition. Raises NoSuchMeasure."""
    row = MeasureDefinition.objects.filter(id=definition_id).first()
    if row is None:
        raise NoSuchMeasure(code=definition_id)
    return _definition(row)


def _definition(row: MeasureDefinition) -> Definition:
    return Definition(
        id=row.id,
        code=row.code,
        valid_from=row.valid_from,
        title=row.title,
        about=row.about,
        unit=Unit(row.unit),
        direction=Direction(row.direction),
        period=PeriodKind(row.period),
        target=row.target,
        formula=read_formula(row.formula, row.code),
    )


def computed_regions() -> list[str]:
    """Gives the regions for which measures are computed by the clock: province, city, county."""
    return [one.code for one in jurisdiction.regions() if one.level in COMPUTED_AT]


def zone_of(region: str) -> str:
    """Gives the time zone by whose days a region (the country without one) is measured."""
    if region:
        return jurisdiction.region(region).time_zone
    everywhere = jurisdiction.regions()
    top = [one.time_zone for one in everywhere if one.level is RegionLevel.STATE]
    return top[0] if top else "UTC"


def window(period: Period, region: str, body: UUID | None, as_of: dt.datetime) -> Window:
    """Gives what is counted. Raises RegionUnknown."""
    inside = _lying_in(region) if region else None
    begins = rules.midnight(period.begins, zone_of(region))
    return Window(period, region, inside, body, begins, as_of)


def _lying_in(region: str) -> tuple[str, ...]:
    """Gives the region and those that lie in it. Raises RegionUnknown."""
    inside = [jurisdiction.region(region).code]
    below: dict[str | None, list[str]] = {}
    for one in jurisdiction.regions():
        below.setdefault(one.parent, []).append(one.code)
    for code in inside:
        inside += below.get(code, [])
    return tuple(inside)


class Computing:
    """The computing of measures in one window: each set is counted once, each measure made once."""

    def __init__(self, within: Window, known: dict[str, Definition]) -> None:
        """Refuses a reader whose lists are filtered: a part of the rows would pass for all."""
        if not frames.standing().sees_all:
            raise Refused
        self.within = within
        self.known = known
        self._rows: dict[str, facts.Narrowed | None] = {}
        self._digests: dict[str, str] = {}
        self._outcomes: dict[str, Outcome] = {}

    def of(self, code: str, asking: tuple[str, ...] = ()) -> Outcome:
        """Gives the outcome of a measure that is defined in this window. Raises NoSuchMeasure."""
        if code not in self.known or code in asking:
            raise NoSuchMeasure(code=code)
        if code not in self._outcomes:
            self._outcomes[code] = self.made(self.known[code], asking)
        return self._outcomes[code]

    def made(self, one: Definition, asking: tuple[str, ...] = ()) -> Outcome:
        """Computes a measure by one definition, those that it refers to included."""
        formula, known = one.formula, dict[str, Decimal | None]()
        unlent: list[str] = []
        sets: dict[str, facts.Narrowed] = {}
        for label, aggregate, rows in facts.counted(formula, self.within, self._rows):
            known[label] = facts.aggregated(aggregate, rows) if rows else None
            if rows is None:
                unlent.append(aggregate.of)
            else:
                sets[rows.name] = rows
        parts = {code: self.of(code, (*asking, one.code)) for code in formula.measures.values()}
        known.update({name: parts[code].value for name, code in formula.measures.items()})
        value = rules.evaluated(formula.value, known)
        value = rules.capped(value, formula, known)
        reason, detail = ("", "")
        if value is None:
            reason, detail = rules.why_none(formula, known, sorted(set(unlent)))
        query = _query(one, sets.values(), parts)
        return Outcome(
            value=value,
            numerator=rules.evaluated(formula.numerator, known),
            denominator=rules.evaluated(formula.denominator, known),
            count=sum(rows.count for rows in sets.values()),
            reason=reason,
            detail=detail,
            cap=rules.rounded(known[formula.cap]) if formula.cap else None,
            query=query,
            query_hash=hashlib.sha256(query.encode()).hexdigest(),
            input_digest=self._input(sets.values(), parts),
        )

    def _input(self, sets: Iterable[facts.Narrowed], parts: dict[str, Outcome]) -> str:
        """Gives the digest over all that was counted in, the inputs of other measures included."""
        lines = []
        for rows in sorted(sets, key=lambda one: one.name):
            if rows.name not in self._digests:
                self._digests[rows.name] = facts.digest(rows)
            lines.append(self._digests[rows.name])
        lines += [f"{code} {part.input_digest}" for code, part in sorted(parts.items())]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _query(one: Definition, sets: Iterable[facts.Narrowed], parts: dict[str, Outcome]) -> str:
    """Gives the text that a value names: formula, statements, and the queries it refers to."""
    told = {
        "measure": one.code,
        "formula": as_data(one.formula),
        "sets": [facts.described(rows) for rows in sorted(sets, key=lambda s: s.name)],
        "measures": {code: part.query_hash for code, part in sorted(parts.items())},
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)


def _of_period(period: Period) -> QuerySet[MeasureValue]:
    return MeasureValue.objects.filter(period=period.label)


def latest(region: str) -> list[MeasureValue]:
    """Gives the newest value of each measure for a region as a whole, by code."""
    rows = MeasureValue.objects.filter(region=region or None, body=None)
    return list(rows.order_by("code", "-begins", "-as_of", "-revision").distinct("code"))


def series(code: str, region: str, limit: int = 12) -> list[MeasureValue]:
    """Gives the values of a measure for a region, one for each period, oldest first."""
    rows = MeasureValue.objects.filter(code=code, region=region or None, body=None)
    found = rows.order_by("-begins", "period", "-as_of", "-revision").distinct("begins", "period")
    return list(found[:limit])[::-1]


def value(value_id: UUID) -> MeasureValue:
    """Gives one kept value. Raises NoSuchValue."""
    row = MeasureValue.objects.filter(id=value_id).first()
    if row is None:
        raise NoSuchValue
    return row


def measured_regions() -> list[str]:
    """Gives the regions that have values; an empty code stands for the whole country."""
    rows = MeasureValue.objects.filter(body=None).order_by("region").distinct("region")
    return sorted(code or "" for code in rows.values_list("region", flat=True))


def kept_window(row: MeasureValue) -> Window:
    """Gives the window in which a kept value was counted."""
    period = rules.read_period(row.period)
    return window(period, row.region_id or "", row.body_id, row.as_of)


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """One aggregate behind a value: its name, set, condition and unit, and things the reader may
    see; their number is no more than a part of what was counted."""

    label: str
    of: str
    where: str
    unit: str
    shown: Sequence[tuple[Ref, str]]


def behind(row: MeasureValue) -> list[Counted]:
    """Gives what a value was counted from, as far as the reader sees: rows pass the policies of
    their tables, and a thing is named only where its owner gives the reader a title."""
    formula = definition(row.definition_id).formula
    found = []
    for label, one, rows in facts.counted(formula, kept_window(row), {}):
        if rows is None:
            found.append(Counted(label, one.of, one.where, "", ()))
            continue
        refs = [Ref.parse(text) for text in facts.ids(one, rows, FIRST)]
        shown = [(ref, title) for ref in refs if (title := _title(ref))]
        found.append(Counted(label, one.of, one.where, rows.lent.unit, shown))
    return found


def _title(ref: Ref) -> str | None:
    kind = KINDS.get(ref.kind)
    return kind.title(ref.id) if kind else None


def differences(period: Period | None = None) -> tuple[int, list[Difference]]:
    """Computes kept values afresh out of stored records; gives how many, and those that differ.

    Of each measure, region and period every instant is looked at in its last revision (INV-52).
    """
    rows = MeasureValue.objects.all() if period is None else _of_period(period)
    order = ("region", "body", "period", "as_of", "code")
    works: dict[tuple[object, ...], Computing] = {}
    found, count = [], 0
    for row in rows.order_by(*order, "-revision").distinct(*order):
        count += 1
        key = (row.region_id, row.body_id, row.period, row.as_of)
        if key not in works:
            works = {key: Computing(kept_window(row), definitions(row.as_of.date()))}
        differs, now = _compared(row, works[key])
        if differs:
            region = row.region_id or ""
            found.append(
                Difference(row.id, row.code, row.period, region, differs, row.value, now.value)
            )
    return count, found


def _compared(row: MeasureValue, work: Computing) -> tuple[tuple[Differs, ...], Outcome]:
    known = work.known.get(row.code)
    one = definition(row.definition_id)
    is_same = known is not None and known.id == one.id
    now = work.of(row.code) if is_same else work.made(one)
    bounded = now.value is not None and now.cap is not None
    result = (row.value, row.numerator, row.denominator, row.count, row.reason, row.cap)
    again = (
        now.value,
        now.numerator,
        now.denominator,
        now.count,
        now.reason,
        now.cap if bounded else None,
    )
    tests = (
        (Differs.DEFINITION, not is_same),
        (Differs.QUERY, row.query_hash != now.query_hash),
        (Differs.INPUT, row.input_digest != now.input_digest),
        (Differs.RESULT, result != again),
    )
    return tuple(what for what, holds in tests if holds), now


def query_text(digest: str) -> str:
    """Gives the text behind a query hash, to be read; empty where it is not kept."""
    return MeasureQuery.objects.filter(digest=digest).values_list("text", flat=True).first() or ""
