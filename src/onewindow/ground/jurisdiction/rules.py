"""The arithmetic of the law: due days and the form of numbers. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from onewindow.ground.jurisdiction.types import Calendar, RegionLevel
from onewindow.ground.kernel import days
from onewindow.ground.kernel.ids import check_character

LAST_NUMBER = 999_999
_SERIES = re.compile(r"[A-Z0-9]{3}")

Span = tuple[dt.date, dt.date]


def lies_under(level: RegionLevel, parent: RegionLevel | None) -> bool:
    """Says whether a region may lie under a parent: only a state has none, a parent is wider."""
    if parent is None:
        return level is RegionLevel.STATE
    order = list(RegionLevel)
    return order.index(parent) < order.index(level)


def due_day(
    calendar: Calendar, start: dt.date, working_days: int, stopped: Iterable[Span] = ()
) -> dt.date:
    """Gives the day by which a clock of working days runs out, stops and freezes added.

    Shape: a span is (first day, day of resumption), counted by date; overlapping spans count
    once; what lies before the start or begins after the due day adds nothing.
    Source: `domain.md` 2.4, due(case, now); SC-04.
    """
    counted: list[Span] = []
    due = calendar.add(start, working_days)
    for first, resumed in sorted(stopped):
        if first > due:
            break
        counted.append((max(first, start), max(resumed, start)))
        standing = days.stopped_days(counted, calendar.holidays)
        due = calendar.add(start, working_days + standing)
    return due


def spans_by_day(
    zone: str, spans: Iterable[tuple[dt.datetime, dt.datetime | None]], now: dt.datetime
) -> Sequence[Span]:
    """Turns instants into days of a time zone; a span that is still open ends now."""
    place = ZoneInfo(zone)
    return [
        (begun.astimezone(place).date(), (ended or now).astimezone(place).date())
        for begun, ended in spans
    ]


def is_series(series: str) -> bool:
    """Says whether the text can name a series: three capital letters or digits."""
    return bool(_SERIES.fullmatch(series))


def numbered(region: str, year: int, series: str, ordinal: int) -> str:
    """Gives RR-YYYY-SSS-NNNNNN-C; C checks all signs before it. Source: ISO/IEC 7064."""
    digits = f"{ordinal:06d}"
    check = check_character(f"{region}{year}{series}{digits}")
    return f"{region}-{year}-{series}-{digits}-{check}"
