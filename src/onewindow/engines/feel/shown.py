"""Values as text (DMN 1.5, section 10.3.4.1, `string`)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from .values import Range, Value, YearsMonths


def shown(value: Value) -> str:
    """The text of a value as `string()` gives it."""
    return value if isinstance(value, str) else _written(value)


def _written(value: Value) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, list):
        return "[" + ", ".join(_written(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(item)}" for key, item in value.items()) + "}"
    return _range(value) if isinstance(value, Range) else _temporal(value)


def number_text(value: Decimal) -> str:
    """The number without an exponent and without closing zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _range(value: Range) -> str:
    low, high = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
    ends = (_written(end) if end is not None else "" for end in (value.low, value.high))
    return low + "..".join(ends) + high


def _temporal(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.date().isoformat()}T{_clock(value.timetz())}{_zone(value)}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value) + _zone(value)
    if isinstance(value, YearsMonths):
        return _months(value)
    return _days(value) if isinstance(value, timedelta) else "function"


def _clock(value: time) -> str:
    text = value.replace(tzinfo=None).isoformat()
    return text.rstrip("0") if "." in text else text


def _zone(value: time | datetime) -> str:
    zone = value.tzinfo
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    offset = value.utcoffset()
    if offset is None:
        return ""
    if not offset:
        return "Z"
    seconds = int(abs(offset).total_seconds())
    tail = f":{seconds % 60:02}" if seconds % 60 else ""
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}{tail}"


def _months(value: YearsMonths) -> str:
    years, months = divmod(abs(value.months), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return ("-P" if value.months < 0 else "P") + text


def _days(value: timedelta) -> str:
    length = abs(value)
    minutes, seconds = divmod(length.seconds, 60)
    clock = f"{minutes // 60}H" if minutes >= 60 else ""
    clock += f"{minutes % 60}M" if minutes % 60 else ""
    if seconds or length.microseconds:
        fraction = f".{length.microseconds:06}".rstrip("0") if length.microseconds else ""
        clock += f"{seconds}{fraction}S"
    text = (f"{length.days}D" if length.days else "") + (f"T{clock}" if clock else "")
    return ("-P" if value < timedelta(0) else "P") + (text or "T0S")
