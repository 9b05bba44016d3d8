"""Dates, times and durations as text (DMN 1.5, section 10.3.2.3, ISO 8601 and XML Schema)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from .values import Value, YearsMonths

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]+)?", re.ASCII
)
_MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
_DAYS = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", re.ASCII)


def temporal(text: str) -> Value:
    """The value of an at-literal, or null."""
    readers = (to_date, to_time, to_datetime, to_months, to_days)
    return next((value for read in readers if (value := read(text)) is not None), None)


def to_date(text: str) -> date | None:
    """The date written as YYYY-MM-DD; years beyond 9999 have no value here."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def to_time(text: str) -> time | None:
    """The time written as hh:mm:ss with an optional fraction and zone."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        hour, minute, second = (int(match[group]) for group in (1, 2, 3))
        return time(hour, minute, second, _micro(match[4]), to_zone(match[5]))
    except (ValueError, OSError, KeyError):
        return None


def to_datetime(text: str) -> datetime | None:
    """The date and time written as date, T, time; a date alone begins its day."""
    day_text, mark, time_text = text.partition("T")
    day = to_date(day_text)
    clock = to_time(time_text) if mark else None
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock)


def to_months(text: str) -> YearsMonths | None:
    """The years and months duration written as P1Y2M."""
    match = _MONTHS.fullmatch(text)
    if match is None or (match[2] is None and match[3] is None):
        return None
    months = int(match[2] or 0) * 12 + int(match[3] or 0)
    return YearsMonths(-months if match[1] else months)


def to_days(text: str) -> timedelta | None:
    """The days and time duration written as P1DT2H3M4S."""
    match = _DAYS.fullmatch(text)
    if match is None or not any(match[group] for group in (2, 3, 4, 5)) or text.endswith("T"):
        return None
    days, hours, minutes, seconds = (int(match[group] or 0) for group in (2, 3, 4, 5))
    try:
        length = timedelta(days, seconds, _micro(match[6]), 0, minutes, hours)
        return -length if match[1] else length
    except OverflowError:
        return None


def _micro(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))


def to_zone(text: str | None) -> tzinfo | None:
    """The zone written as Z, +hh:mm or @Area/Place. Raises: ValueError, KeyError, OSError."""
    if not text:
        return None
    if text == "Z":
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    sign = -1 if text[0] == "-" else 1
    hours, minutes, *rest = (int(part) for part in text[1:].split(":"))
    if hours > 14 or minutes > 59 or (rest and rest[0] > 59):
        raise ValueError(text)
    return timezone(sign * timedelta(hours=hours, minutes=minutes, seconds=sum(rest)))
