"""Reads of the jurisdiction; small tables, plain queries, open to everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from onewindow.ground.jurisdiction import rules
from onewindow.ground.jurisdiction.errors import (
    LegalBasisUnknown,
    PeriodUnknown,
    RegionUnknown,
)
from onewindow.ground.jurisdiction.models import LegalBasis, Region
from onewindow.ground.jurisdiction.types import (
    Basis,
    Calendar,
    LegalPeriod,
    RegionFacts,
    RegionLevel,
    Unit,
)
from onewindow.ground.kernel import clock, frames, rows

_CALENDAR = """
    SELECT near,
           (SELECT r.time_zone FROM ground_jurisdiction_region r WHERE r.code = near[1]),
           ARRAY(SELECT h.day FROM ground_jurisdiction_holiday h WHERE h.region_id = ANY(near))
    FROM (SELECT onewindow_region_line(%s) AS near) l
"""
_PERIOD = """
    SELECT p.value, p.unit, b.code
    FROM (SELECT onewindow_region_line(%(region)s) AS near) l
    CROSS JOIN ground_jurisdiction_period p
    JOIN ground_jurisdiction_legalbasis b ON b.id = p.legal_basis_id
    WHERE p.code = %(code)s
      AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to > %(on)s)
      AND (p.region_id IS NULL OR p.region_id = ANY(l.near))
    ORDER BY array_position(l.near, p.region_id) NULLS LAST LIMIT 1
"""


def region(code: str) -> RegionFacts:
    """Gives the facts of a region. Raises RegionUnknown."""
    return frames.once(("region", code), lambda: _region(code))


def _region(code: str) -> RegionFacts:
    found = rows.one(Region, "code = %s", [code])
    if found is None:
        raise RegionUnknown(region=code)
    return _facts(found)


def regions(parent: str | None = None) -> list[RegionFacts]:
    """Gives all regions, or those right under a parent, in the order of their codes."""
    found = Region.objects.filter(parent=parent) if parent else Region.objects.all()
    return [_facts(row) for row in found.order_by("code")]


def line(code: str) -> tuple[str, ...]:
    """Gives the region and all that it lies in, nearest first. Raises RegionUnknown."""
    return frames.once(("region line", code), lambda: _line(code))


def _line(code: str) -> tuple[str, ...]:
    row = rows.first("SELECT onewindow_region_line(%s)", [code])
    if not (row and row[0]):
        raise RegionUnknown(region=code)
    return tuple(row[0])


def covers(outer: str, inner: str) -> bool:
    """Says whether `inner` is `outer` or lies in it."""
    return outer in line(inner)


def day(code: str, at: dt.datetime | None = None) -> dt.date:
    """Gives the calendar day of an instant (now without one) in the region's time zone."""
    return (at or clock.now()).astimezone(ZoneInfo(calendar(code).time_zone)).date()


def calendar(code: str) -> Calendar:
    """Gives the region's calendar: its own holidays and those of all that it lies in."""
    return frames.once(("calendar", code), lambda: _calendar(code))


def _calendar(code: str) -> Calendar:
    near, zone, days = rows.first(_CALENDAR, [code]) or (None, "", None)
    if not near:
        raise RegionUnknown(region=code)
    return Calendar(code, frozenset(days or ()), zone)


def holidays(code: str) -> frozenset[dt.date]:
    """Gives the holidays that hold in the region, inherited ones included."""
    return calendar(code).holidays


def add_days(code: str, start: dt.date, count: int) -> dt.date:
    """Gives the day that is `count` working days of the region after `start`."""
    return calendar(code).add(start, count)


def due(
    code: str, start: dt.date, working_days: int, stopped: Iterable[rules.Span] = ()
) -> dt.date:
    """Gives the day by which a clock of working days runs out in the region.

    Shape: `stopped` holds (first day, day of resumption); `stopped_spans` makes them of instants.
    """
    return rules.due_day(calendar(code), start, working_days, stopped)


def stopped_spans(
    code: str, spans: Iterable[tuple[dt.datetime, dt.datetime | None]]
) -> Sequence[rules.Span]:
    """Turns spans of instants (an open one ends now) into days of the region for `due`."""
    return rules.spans_by_day(region(code).time_zone, spans, clock.now())


def legal_period(code: str, region: str, on: dt.date) -> LegalPeriod:
    """Gives the period that holds in the region on that day; the nearest region's wins.

    Raises PeriodUnknown, RegionUnknown.
    """
    row = rows.first(_PERIOD, {"code": code, "region": region, "on": on})
    if row is None:
        line(region)  # an unknown region is another mistake
        raise PeriodUnknown(period=code, region=region, on=on)
    value, unit, basis = row
    return LegalPeriod(code, value, Unit(unit), basis)


def period(code: str, region: str, on: dt.date) -> int:
    """Gives the bare value of `legal_period`, in the unit that the law sets."""
    return legal_period(code, region, on).value


def legal_basis(code: str) -> Basis:
    """Gives an article of an act. Raises LegalBasisUnknown."""
    row = LegalBasis.objects.filter(code=code).first()
    if row is None:
        raise LegalBasisUnknown(basis=code)
    return Basis(
        row.id,
        row.code,
        row.title,
        row.article,
        row.issuer,
        row.uri,
        row.in_force_from,
        row.in_force_to,
    )


def _facts(row: Region) -> RegionFacts:
    """Gives a region's row as plain data."""
    return RegionFacts(
        row.code,
        row.name,
        RegionLevel(row.level),
        row.parent_id,
        row.time_zone,
        tuple(row.languages),
        row.assisted,
    )
