"""The parts of a value by name (DMN 1.5, section 10.3.2.3, tables 60 and following)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .values import Range, Value, YearsMonths


def part(value: Value, name: str) -> Value:
    """`value.name`: of a context its entry, of a list the part of each item, else null."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list):
        return [part(item, name) for item in value]
    return _parts(value, name)


def _parts(value: Value, name: str) -> Value:
    if isinstance(value, date):
        return _of_date(value, name)
    if isinstance(value, time):
        return _of_time(value, name)
    if isinstance(value, timedelta):
        return _of_days(value, name)
    if isinstance(value, YearsMonths):
        return _of_months(value, name)
    return _of_range(value, name) if isinstance(value, Range) else None


def _of_date(value: date, name: str) -> Value:
    if name in ("year", "month", "day"):
        return Decimal(getattr(value, name))
    if name == "weekday":
        return Decimal(value.isoweekday())
    return _of_time(value, name) if isinstance(value, datetime) else None


def _of_time(value: time | datetime, name: str) -> Value:
    if name in ("hour", "minute", "second"):
        return Decimal(getattr(value, name))
    if name == "time offset":
        return value.utcoffset()
    if name == "timezone":
        return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
    return None


def _of_days(value: timedelta, name: str) -> Value:
    sign = -1 if value < timedelta(0) else 1
    length = abs(value)
    minutes, seconds = divmod(length.seconds, 60)
    numbers = {
        "days": length.days,
        "hours": minutes // 60,
        "minutes": minutes % 60,
        "seconds": seconds,
    }
    return Decimal(sign * numbers[name]) if name in numbers else None


def _of_months(value: YearsMonths, name: str) -> Value:
    sign = -1 if value.months < 0 else 1
    years, months = divmod(abs(value.months), 12)
    numbers = {"years": years, "months": months}
    return Decimal(sign * numbers[name]) if name in numbers else None


def _of_range(value: Range, name: str) -> Value:
    return {
        "start": value.low,
        "end": value.high,
        "start included": value.low_closed,
        "end included": value.high_closed,
    }.get(name)
