"""List functions that give one value (DMN 1.5, section 10.3.4.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from onewindow.engines.feel.arithmetic import CONTEXT, add
from onewindow.engines.feel.budget import Budget
from onewindow.engines.feel.compare import all_of, any_of, equal, less
from onewindow.engines.feel.values import Value

from .registry import built_in


def has(items: list[Value], element: Value) -> bool:
    """Whether the list has an equal item."""
    return any(equal(item, element) is True for item in items)


def _numbers(items: list[Value]) -> list[Decimal] | None:
    found = [item for item in items if isinstance(item, Decimal)]
    return found if found and len(found) == len(items) else None


def _spread(name: str) -> Callable[[Callable[[list[Value]], Value]], Callable[..., Value]]:
    """Register `name(list)` and `name(a, b, c)`."""

    def register(body: Callable[[list[Value]], Value]) -> Callable[..., Value]:
        built_in(f"{name}(list: list)")(body)
        built_in(f"{name}(items*: list)")(body)
        return body

    return register


@built_in("list contains(list: list, element: any)")
def list_contains(items: list[Value], element: Value) -> Value:
    return has(items, element)


@built_in("count(list: list)")
def count(items: list[Value]) -> Value:
    return Decimal(len(items))


def _extreme(items: list[Value], before: Callable[[Value, Value], Value]) -> Value:
    best = items[0] if items else None
    for item in items[1:]:
        order = before(item, best)
        if order is None:
            return None
        best = item if order else best
    return best


@_spread("min")
def smallest(items: list[Value]) -> Value:
    return _extreme(items, less)


@_spread("max")
def largest(items: list[Value]) -> Value:
    return _extreme(items, lambda item, best: less(best, item))


@_spread("sum")
def total(items: list[Value]) -> Value:
    if not items:
        return None
    budget = Budget()
    same = {type(item) for item in items}
    if len(same) != 1 or isinstance(items[0], str):
        return None
    return reduce(lambda left, right: add(left, right, budget), items)


@_spread("product")
def product(items: list[Value]) -> Value:
    numbers = _numbers(items)
    return reduce(CONTEXT.multiply, numbers) if numbers else None


@_spread("mean")
def mean(items: list[Value]) -> Value:
    numbers = _numbers(items)
    return CONTEXT.divide(reduce(CONTEXT.add, numbers), Decimal(len(numbers))) if numbers else None


@_spread("median")
def median(items: list[Value]) -> Value:
    numbers = sorted(_numbers(items) or [])
    if not numbers:
        return None
    low, high = numbers[(len(numbers) - 1) // 2], numbers[len(numbers) // 2]
    return CONTEXT.divide(CONTEXT.add(low, high), Decimal(2))


@_spread("stddev")
def stddev(items: list[Value]) -> Value:
    numbers = _numbers(items)
    if not numbers or len(numbers) < 2:
        return None
    middle = CONTEXT.divide(reduce(CONTEXT.add, numbers), Decimal(len(numbers)))
    squares = [CONTEXT.power(CONTEXT.subtract(number, middle), 2) for number in numbers]
    return CONTEXT.sqrt(CONTEXT.divide(reduce(CONTEXT.add, squares), Decimal(len(numbers) - 1)))


@_spread("mode")
def mode(items: list[Value]) -> Value:
    numbers = _numbers(items)
    if numbers is None:
        return [] if not items else None
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values())
    return [number for number in sorted(counts) if counts[number] == most]


@_spread("all")
def every(items: list[Value]) -> Value:
    return all_of(items)


@_spread("any")
def some(items: list[Value]) -> Value:
    return any_of(items)
