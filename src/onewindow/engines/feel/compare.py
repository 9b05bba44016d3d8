"""Equality, order and membership, three-valued (DMN 1.5, section 10.3.2.4, tables 42 and 53)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from .values import Function, Range, Value, YearsMonths, type_of

Truth = bool | None
_ORDERED = (Decimal, str, timedelta, YearsMonths, datetime, date, time)


def negate(value: Value) -> Truth:
    """Three-valued not."""
    return not value if isinstance(value, bool) else None


def all_of(truths: Iterable[Value]) -> Truth:
    """Three-valued and: false if one is false, else null if one is no truth value."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            result = None
    return result


def any_of(truths: Iterable[Value]) -> Truth:
    """Three-valued or: true if one is true, else null if one is no truth value."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            result = None
    return result


def equal(left: Value, right: Value) -> Truth:
    """Whether two values are equal; null where their types differ."""
    if left is None or right is None:
        return left is right
    if type_of(left) != type_of(right):
        return None
    if isinstance(left, Function):
        return left is right
    return _equal_parts(left, right)


def _equal_parts(left: Value, right: Value) -> Truth:
    """Equality of two values of one type."""
    if isinstance(left, list) and isinstance(right, list):
        return _equal_all(left, right) if len(left) == len(right) else False
    if isinstance(left, dict) and isinstance(right, dict):
        same = left.keys() == right.keys()
        return same and _equal_all(list(left.values()), [right.get(key) for key in left])
    if isinstance(left, Range) and isinstance(right, Range):
        return _equal_ranges(left, right)
    return bool(left == right)


def _equal_all(left: list[Value], right: list[Value]) -> Truth:
    return all_of(equal(one, other) is True for one, other in zip(left, right, strict=True))


def _equal_ranges(left: Range, right: Range) -> Truth:
    closed = (left.low_closed, left.high_closed) == (right.low_closed, right.high_closed)
    return closed and _equal_all([left.low, left.high], [right.low, right.high])


def less(left: Value, right: Value) -> Truth:
    """Whether left is before right; null where the two have no order."""
    if not isinstance(left, _ORDERED) or type_of(left) != type_of(right):
        return None
    try:
        return bool(left < right)  # type: ignore[operator]  # same type, checked above
    except TypeError:  # a time with a zone against one without
        return None


def at_most(left: Value, right: Value) -> Truth:
    """Whether left is before right or equal to it."""
    before = less(left, right)
    return None if before is None else before or bool(left == right)


def between(value: Value, low: Value, high: Value) -> Truth:
    """Whether low <= value <= high."""
    return all_of((at_most(low, value), at_most(value, high)))


def contains(interval: Range, value: Value) -> Truth:
    """Whether the value is in the range."""
    above: Truth = True
    below: Truth = True
    if interval.low is not None:
        above = (at_most if interval.low_closed else less)(interval.low, value)
    if interval.high is not None:
        below = (at_most if interval.high_closed else less)(value, interval.high)
    return all_of((above, below))


def matches(value: Value, test: Value) -> Truth:
    """Whether the value passes a unary test: in the range, in the list, or equal."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return contains(test, value)
    if isinstance(test, list):
        if isinstance(value, list) and equal(value, test) is True:
            return True
        return any_of(matches(value, item) is True for item in test)
    return equal(value, test)


def half_range(operator: str, value: Value) -> Range | None:
    """The range of all values for which `? operator value` holds, or null."""
    if not isinstance(value, _ORDERED) or operator == "!=":
        return None
    if operator == "=":
        return Range(value, value, True, True)
    if operator in ("<", "<="):
        return Range(None, value, False, operator == "<=")
    return Range(value, None, operator == ">=", False)


def valid_range(interval: Range) -> bool:
    """Whether both ends are of one ordered type and the low end is not above the high end."""
    return at_most(interval.low, interval.high) is True


def _not_equal(left: Value, right: Value) -> Truth:
    return negate(equal(left, right))


COMPARISONS: Mapping[str, Callable[[Value, Value], Truth]] = {
    "=": equal,
    "!=": _not_equal,
    "<": less,
    "<=": at_most,
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: at_most(right, left),
}
