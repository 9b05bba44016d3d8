"""Temporal functions (DMN 1.5, sections 10.3.4.1, 10.3.4.7 and 10.3.4.8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from onewindow.engines.feel import temporal
from onewindow.engines.feel.compare import equal
from onewindow.engines.feel.values import Value, YearsMonths, type_of

from .registry import built_in

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _whole(number: Decimal) -> int:
    """The integer. Raises: ValueError, which the registry turns into null."""
    if number != number.to_integral_value():
        raise ValueError(number)
    return int(number)


@built_in("date(from: string)")
def date_read(text: str) -> Value:
    return temporal.to_date(text)


@built_in("date(from: date|datetime)")
def date_of(moment: date) -> Value:
    return moment.date() if isinstance(moment, datetime) else moment


@built_in("date(year: number, month: number, day: number)")
def date_made(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return date(_whole(year), _whole(month), _whole(day))


@built_in("date and time(from: string)")
def datetime_read(text: str) -> Value:
    day = temporal.to_date(text)
    return temporal.to_datetime(text) if day is None else datetime.combine(day, time())


@built_in("date and time(date: date|datetime, time: time)")
def datetime_made(day: date, clock: time) -> Value:
    return datetime.combine(day.date() if isinstance(day, datetime) else day, clock)


@built_in("time(from: string)")
def time_read(text: str) -> Value:
    return temporal.to_time(text)


@built_in("time(from: time|datetime|date)")
def time_of(moment: Value) -> Value:
    if isinstance(moment, datetime):
        return moment.timetz()
    return moment if isinstance(moment, time) else time(tzinfo=UTC)


@built_in("time(hour: number, minute: number, second: number, offset?: days|null)")
def time_made(
    hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None
) -> Value:
    micro = int((second % 1) * 1_000_000)
    zone = None if offset is None else timezone(offset) if offset else UTC
    return time(_whole(hour), _whole(minute), int(second), micro, zone)


@built_in("duration(from: string)")
def duration(text: str) -> Value:
    months = temporal.to_months(text)
    return temporal.to_days(text) if months is None else months


@built_in("duration(from: days|months)")
def duration_of(length: Value) -> Value:
    return length


@built_in("years and months duration(from: date|datetime, to: date|datetime)")
def years_and_months(start: date, end: date) -> Value:
    sign = 1 if start.timetuple()[:3] <= end.timetuple()[:3] else -1
    first, last = (start, end) if sign > 0 else (end, start)
    months = (last.year - first.year) * 12 + last.month - first.month
    return YearsMonths(sign * (months - (last.day < first.day)))


@built_in("day of year(date: date|datetime)")
def day_of_year(day: date) -> Value:
    return Decimal(day.timetuple().tm_yday)


@built_in("day of week(date: date|datetime)")
def day_of_week(day: date) -> Value:
    return _WEEKDAYS[day.weekday()]


@built_in("month of year(date: date|datetime)")
def month_of_year(day: date) -> Value:
    return _MONTHS[day.month - 1]


@built_in("week of year(date: date|datetime)")
def week_of_year(day: date) -> Value:
    return Decimal(day.isocalendar().week)


@built_in("is(value1: any, value2: any)")
def is_same(value1: Value, value2: Value) -> Value:
    """Same value and, for times, written in the same zone."""
    if type_of(value1) != type_of(value2):
        return False
    if isinstance(value1, time | datetime) and isinstance(value2, time | datetime):
        return equal(value1, value2) is True and value1.utcoffset() == value2.utcoffset()
    return equal(value1, value2)
