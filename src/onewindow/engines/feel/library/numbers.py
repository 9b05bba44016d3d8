"""Numeric functions and `number` (DMN 1.5, sections 10.3.4.1 and 10.3.4.5)."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from onewindow.engines.feel.arithmetic import CONTEXT
from onewindow.engines.feel.values import Value, YearsMonths

from .registry import built_in

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_SCALES = (-6111, 6176)


def _rounded(number: Decimal, scale: Decimal, mode: str) -> Decimal | None:
    places = int(scale)
    if not _SCALES[0] <= places <= _SCALES[1]:
        return None
    if -number.as_tuple().exponent <= places:  # type: ignore[operator]  # finite, always
        return number
    wide = CONTEXT.copy()
    wide.prec = max(34, number.adjusted() + places + 2)
    return number.quantize(Decimal(1).scaleb(-places, wide), rounding=mode, context=wide)


@built_in("decimal(n: number, scale: number)")
def decimal(n: Decimal, scale: Decimal) -> Value:
    return _rounded(n, scale, ROUND_HALF_EVEN)


@built_in("floor(n: number, scale?: number)")
def floor(n: Decimal, scale: Decimal | None = None) -> Value:
    return _rounded(n, scale or Decimal(0), ROUND_FLOOR)


@built_in("ceiling(n: number, scale?: number)")
def ceiling(n: Decimal, scale: Decimal | None = None) -> Value:
    return _rounded(n, scale or Decimal(0), ROUND_CEILING)


@built_in("round up(n: number, scale: number)")
def round_up(n: Decimal, scale: Decimal) -> Value:
    return _rounded(n, scale, ROUND_UP)


@built_in("round down(n: number, scale: number)")
def round_down(n: Decimal, scale: Decimal) -> Value:
    return _rounded(n, scale, ROUND_DOWN)


@built_in("round half up(n: number, scale: number)")
def round_half_up(n: Decimal, scale: Decimal) -> Value:
    return _rounded(n, scale, ROUND_HALF_UP)


@built_in("round half down(n: number, scale: number)")
def round_half_down(n: Decimal, scale: Decimal) -> Value:
    return _rounded(n, scale, ROUND_HALF_DOWN)


@built_in("abs(n: number)")
def absolute(n: Decimal) -> Value:
    return CONTEXT.abs(n)


@built_in("abs(n: days)")
def absolute_days(n: timedelta) -> Value:
    return abs(n)


@built_in("abs(n: months)")
def absolute_months(n: YearsMonths) -> Value:
    return YearsMonths(abs(n.months))


@built_in("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    whole = CONTEXT.divide(dividend, divisor).to_integral_value(ROUND_FLOOR)
    return CONTEXT.subtract(dividend, CONTEXT.multiply(divisor, whole))


@built_in("sqrt(number: number)")
def sqrt(number: Decimal) -> Value:
    return CONTEXT.sqrt(number)


@built_in("log(number: number)")
def log(number: Decimal) -> Value:
    return CONTEXT.ln(number) if number > 0 else None


@built_in("exp(number: number)")
def exp(number: Decimal) -> Value:
    return CONTEXT.exp(number)


@built_in("odd(number: number)")
def odd(number: Decimal) -> Value:
    return (
        CONTEXT.remainder(number, Decimal(2)) != 0 if number == number.to_integral_value() else None
    )


@built_in("even(number: number)")
def even(number: Decimal) -> Value:
    return (
        CONTEXT.remainder(number, Decimal(2)) == 0 if number == number.to_integral_value() else None
    )


@built_in("number(from: string)")
def number_plain(text: str) -> Value:
    return CONTEXT.create_decimal(text) if _NUMBER.fullmatch(text) else None


@built_in("number(from: string, grouping separator: string|null, decimal separator: string|null)")
def number_written(text: str, grouping: str | None, point: str | None) -> Value:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return None
    if grouping is not None and grouping == point:
        return None
    text = text.replace(grouping, "") if grouping else text
    return number_plain(text.replace(point, ".") if point else text)
