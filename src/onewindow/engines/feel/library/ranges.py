"""Range functions (DMN 1.5, section 10.3.4.9, table 78); a point is a range of one."""

from __future__ import annotations

from onewindow.engines.feel.compare import contains, equal, less
from onewindow.engines.feel.values import Range, Value, type_of

from .registry import built_in, ends


def _before(one: Value, other: Value) -> bool | None:
    _, high, _, high_closed = ends(one)
    low, _, low_closed, _ = ends(other)
    order = less(high, low)
    if order is None:
        return None
    return order or (equal(high, low) is True and not (high_closed and low_closed))


@built_in("before(a: any, b: any)")
def before(a: Value, b: Value) -> Value:
    return _before(a, b)


@built_in("after(a: any, b: any)")
def after(a: Value, b: Value) -> Value:
    return _before(b, a)


@built_in("meets(range1: range, range2: range)")
def meets(a: Range, b: Range) -> Value:
    return a.high_closed and b.low_closed and equal(a.high, b.low)


@built_in("met by(range1: range, range2: range)")
def met_by(a: Range, b: Range) -> Value:
    return meets(b, a)


def _starts_first(a: Range, b: Range) -> bool:
    if equal(a.low, b.low) is True:
        return a.low_closed and not b.low_closed
    return less(a.low, b.low) is True


def _ends_first(a: Range, b: Range) -> bool:
    if equal(a.high, b.high) is True:
        return b.high_closed and not a.high_closed
    return less(a.high, b.high) is True


@built_in("overlaps(range1: range, range2: range)")
def overlaps(a: Range, b: Range) -> Value:
    apart = (_before(a, b), _before(b, a))
    return None if None in apart else not any(apart)


@built_in("overlaps before(range1: range, range2: range)")
def overlaps_before(a: Range, b: Range) -> Value:
    common = overlaps(a, b)
    return common and (_starts_first(a, b) and not _ends_first(b, a))


@built_in("overlaps after(range1: range, range2: range)")
def overlaps_after(a: Range, b: Range) -> Value:
    common = overlaps(a, b)
    return common and (_ends_first(b, a) and not _starts_first(a, b))


@built_in("includes(range: range, other: any)")
def includes(a: Range, b: Value) -> Value:
    if not isinstance(b, Range):
        return contains(a, b)
    if _before(a, b) is None:
        return None
    return not _starts_first(b, a) and not _ends_first(a, b)


@built_in("during(a: any, range: range)")
def during(a: Value, b: Range) -> Value:
    return includes(b, a)


@built_in("starts(a: any, range: range)")
def starts(a: Value, b: Range) -> Value:
    low, _, low_closed, _ = ends(a)
    same = equal(low, b.low)
    return same and low_closed == b.low_closed and includes(b, a)


@built_in("started by(range: range, other: any)")
def started_by(a: Range, b: Value) -> Value:
    return starts(b, a)


@built_in("finishes(a: any, range: range)")
def finishes(a: Value, b: Range) -> Value:
    _, high, _, high_closed = ends(a)
    same = equal(high, b.high)
    return same and high_closed == b.high_closed and includes(b, a)


@built_in("finished by(range: range, other: any)")
def finished_by(a: Range, b: Value) -> Value:
    return finishes(b, a)


@built_in("coincides(a: any, b: any)")
def coincides(a: Value, b: Value) -> Value:
    return equal(a, b) if type_of(a) == type_of(b) else None
