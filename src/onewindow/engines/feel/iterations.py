"""Closures that repeat or call: for, some, every, filters, calls, function literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from . import nodes as n
from .arithmetic import CONTEXT
from .budget import Budget
from .compare import all_of, any_of
from .compiler import compiled
from .frames import Code, Frame
from .types import conforms
from .values import Function, Range, Value

_Loop = tuple[str, Code, Code | None]


@compiled.register
def _for(node: n.For) -> Code:
    loops, body = _loops(node.iterations), compiled(node.body)

    def run(frame: Frame) -> Value:
        first = _domain(loops[0], frame)
        if first is None:
            return None
        partial: list[Value] = []
        for inner in _scopes(loops, frame.inner({"partial": partial}), first):
            frame.budget.grow(1)
            partial.append(body(inner))
        return partial

    return run


@compiled.register
def _quantified(node: n.Quantified) -> Code:
    loops, body = _loops(node.iterations), compiled(node.body)
    combine = all_of if node.every else any_of

    def run(frame: Frame) -> Value:
        first = _domain(loops[0], frame)
        if first is None:
            return None
        return combine(body(inner) for inner in _scopes(loops, frame, first))

    return run


def _loops(iterations: tuple[n.Iteration, ...]) -> list[_Loop]:
    return [
        (it.name, compiled(it.domain), None if it.until is None else compiled(it.until))
        for it in iterations
    ]


def _scopes(loops: list[_Loop], frame: Frame, domain: Iterable[Value]) -> Iterator[Frame]:
    """A frame for each combination; the first loop is outermost."""
    for value in domain:
        frame.budget.step()
        inner = frame.inner({loops[0][0]: value})
        if len(loops) == 1:
            yield inner
        else:
            yield from _scopes(loops[1:], inner, _domain(loops[1], inner) or ())


def _domain(loop: _Loop, frame: Frame) -> Iterable[Value] | None:
    """The values of one iteration; a single value counts as a list of one."""
    _, start, until = loop
    value = start(frame)
    if until is not None:
        return _span(value, until(frame))
    if isinstance(value, list):
        return value
    if isinstance(value, Range):
        return _of_range(value)
    return None if value is None else [value]


def _of_range(value: Range) -> Iterable[Value] | None:
    steps = _span(value.low, value.high)
    if steps is None:
        return None
    drop = [end for end, closed in _ends(value) if not closed]
    return (step for step in steps if step not in drop)


def _ends(value: Range) -> tuple[tuple[Value, bool], tuple[Value, bool]]:
    return (value.low, value.low_closed), (value.high, value.high_closed)


def _span(low: Value, high: Value) -> Iterable[Value] | None:
    """From low to high, up or down, by one or by one day."""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return _numbers(low, high)
    if _is_day(low) and _is_day(high):
        return _days(low, high)
    return None


def _is_day(value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _numbers(low: Decimal, high: Decimal) -> Iterator[Value]:
    step = Decimal(1 if low <= high else -1)
    while CONTEXT.compare(low, high) * step <= 0:
        yield low
        low = CONTEXT.add(low, step)


def _days(low: Value, high: Value) -> Iterator[Value]:
    if isinstance(low, date) and isinstance(high, date):
        step = 1 if low <= high else -1
        for number in range(abs((high - low).days) + 1):
            yield low + timedelta(days=number * step)


@compiled.register
def _filter(node: n.Filter) -> Code:
    subject, test = compiled(node.subject), compiled(node.test)

    def run(frame: Frame) -> Value:
        value = subject(frame)
        items = _items(value)
        first = test(_item(frame, items[0] if items else None))
        if isinstance(first, Decimal):
            return _at(items, first)
        if value is None or isinstance(first, str):
            return None
        return [item for item in items if test(_item(frame, item)) is True]

    return run


def _items(value: Value) -> list[Value]:
    """A list as it is, null as no item, any other value as one item."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _item(frame: Frame, item: Value) -> Frame:
    entries = dict(item) if isinstance(item, dict) else {}
    frame.budget.step(1 + len(entries) // 8)
    return frame.inner({"item": item, **entries})


def _at(items: list[Value], place: Decimal) -> Value:
    """The item at a place counted from 1, or from the end with -1."""
    if place != place.to_integral_value() or not 1 <= abs(place) <= len(items):
        return None
    return items[int(place) - 1 if place > 0 else int(place)]


@compiled.register
def _call(node: n.Call) -> Code:
    function = compiled(node.function)
    values = [compiled(argument) for argument in node.positional]
    named = [(argument.name, compiled(argument.value)) for argument in node.named]

    def run(frame: Frame) -> Value:
        target = function(frame)
        frame.budget.step()
        if not isinstance(target, Function):
            return None
        if named:
            given = {name: value(frame) for name, value in named}
            return target.call_named(given, frame.budget) if len(given) == len(named) else None
        return target.call([value(frame) for value in values], frame.budget)

    return run


@compiled.register
def _function(node: n.FunctionOf) -> Code:
    names, body = tuple(parameter.name for parameter in node.parameters), compiled(node.body)
    types = [parameter.type for parameter in node.parameters]

    def run(frame: Frame) -> Value:
        def call(values: list[Value], budget: Budget) -> Value:
            if len(values) != len(names):
                return None
            for value, kind in zip(values, types, strict=True):
                if kind is not None and not conforms(value, kind):
                    return None
            budget.enter()
            result = body(frame.inner(dict(zip(names, values, strict=True))))
            budget.leave()
            return result

        def call_named(given: dict[str, Value], budget: Budget) -> Value:
            if set(given) != set(names):
                return None
            return call([given[name] for name in names], budget)

        return Function("function", (names,), call, call_named)

    return run
