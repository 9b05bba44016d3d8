"""The arithmetic of measures: periods, and a value out of what was counted. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

from onewindow.engines import feel
from onewindow.insight.measures.errors import PeriodNotBegun, PeriodUnreadable
from onewindow.insight.measures.types import Formula, NoValue, Period, PeriodKind

PLACES = Decimal("0.0001")
_LABEL = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
Known = Mapping[str, Decimal | None]


def read_period(label: str) -> Period:
    """Reads 2026-11, 2026-Q4 or 2026. Raises PeriodUnreadable."""
    found = _LABEL.fullmatch(label)
    if found is None or not 1000 <= int(found[1]) < 9999:
        raise PeriodUnreadable(given=label)
    year, quarter, month = int(found[1]), found[2], found[3]
    if month:
        return _period(PeriodKind.MONTH, year, int(month))
    if quarter:
        return _period(PeriodKind.QUARTER, year, int(quarter) * 3 - 2)
    return _period(PeriodKind.YEAR, year, 1)


def period_of(kind: PeriodKind, day: dt.date) -> Period:
    """Gives the period of a kind in which a day lies."""
    length = _MONTHS[kind]
    return _period(kind, day.year, (day.month - 1) // length * length + 1)


def before(period: Period) -> Period:
    """Gives the period of the same kind before this one."""
    return period_of(period.kind, period.begins - dt.timedelta(days=1))


def months_until(day: dt.date, count: int) -> list[Period]:
    """Gives so many months, oldest first, the last of them that of the day."""
    found = [period_of(PeriodKind.MONTH, day)]
    while len(found) < count:
        found.insert(0, before(found[0]))
    return found


def _period(kind: PeriodKind, year: int, month: int) -> Period:
    begins = dt.date(year, month, 1)
    months = year * 12 + month - 1 + _MONTHS[kind]
    labels = {
        PeriodKind.MONTH: f"{year:04}-{month:02}",
        PeriodKind.QUARTER: f"{year:04}-Q{month // 3 + 1}",
        PeriodKind.YEAR: f"{year:04}",
    }
    return Period(labels[kind], kind, begins, dt.date(months // 12, months % 12 + 1, 1))


def midnight(day: dt.date, zone: str) -> dt.datetime:
    """Gives the instant at which a day begins in a time zone."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)


def settled(period: Period, zone: str, now: dt.datetime) -> dt.datetime:
    """Gives the instant as of which a period is counted: its end, or today's midnight before.

    Whole days only, so that what is counted can be counted again. Raises PeriodNotBegun.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    if today <= period.begins:
        raise PeriodNotBegun(period=period.label, day=period.begins + dt.timedelta(days=1))
    return midnight(min(period.ends, today), zone)


def rounded(number: Decimal | None) -> Decimal | None:
    """Gives a number as it is kept: four places, half to even."""
    return None if number is None else number.quantize(PLACES, ROUND_HALF_EVEN)


def evaluated(text: str, known: Known) -> Decimal | None:
    """Gives the number of an expression; nothing where FEEL says null, as in a division by zero."""
    if not text:
        return None
    found = feel.compile(text).evaluate(dict(known))
    is_number = isinstance(found, Decimal | int) and not isinstance(found, bool)
    return rounded(Decimal(found)) if is_number else None  # type: ignore[arg-type]  # is a number


def capped(value: Decimal | None, formula: Formula, known: Known) -> Decimal | None:
    """Gives the value below its cap (INV-51); without a known cap there is no value."""
    if not formula.cap or value is None:
        return value
    cap = rounded(known[formula.cap])
    return None if cap is None else min(value, cap)


def why_none(formula: Formula, known: Known, unlent: list[str]) -> tuple[str, str]:
    """Gives why a value is missing: facts that nobody lends, a measure without value, or nothing
    that was counted; with the names of what is missing."""
    if unlent:
        return NoValue.NO_FACTS, ", ".join(unlent)
    missing = [code for name, code in formula.measures.items() if known[name] is None]
    if missing:
        return NoValue.PART_MISSING, ", ".join(sorted(missing))
    return NoValue.NOTHING_COUNTED, ""
