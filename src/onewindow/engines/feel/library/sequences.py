"""List functions that give a list (DMN 1.5, sections 10.3.4.4 and 10.3.4.6 `sort`)."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key

from onewindow.engines.feel.budget import Budget
from onewindow.engines.feel.compare import equal
from onewindow.engines.feel.values import Function, Value

from .lists import has
from .registry import built_in


@built_in("sublist(list: list, start position: number, length?: number)")
def sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    first = int(start)
    if first == 0 or abs(first) > len(items):
        return None
    begin = first - 1 if first > 0 else len(items) + first
    if length is None:
        return items[begin:]
    return items[begin : begin + int(length)] if 1 <= length <= len(items) - begin else None


def _place(items: list[Value], position: Decimal) -> int | None:
    """The index of a position counted from 1, or from the end with -1."""
    place = int(position)
    if place == 0 or abs(place) > len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


@built_in("append(list: list, item*: any)", budget=True)
def append(budget: Budget, items: list[Value], more: list[Value]) -> Value:
    budget.grow(len(items) + len(more))
    return [*items, *more]


def _joined(budget: Budget, lists: list[Value]) -> list[Value]:
    made: list[Value] = []
    for one in lists:
        part = one if isinstance(one, list) else [one]
        budget.grow(len(part))
        made.extend(part)
    return made


@built_in("concatenate(list*: list)", budget=True)
def concatenate(budget: Budget, lists: list[Value]) -> Value:
    return _joined(budget, lists)


@built_in("union(list*: list)", budget=True)
def union(budget: Budget, lists: list[Value]) -> Value:
    return distinct_values(budget, _joined(budget, lists))


@built_in("distinct values(list: list)", budget=True)
def distinct_values(budget: Budget, items: list[Value]) -> Value:
    made: list[Value] = []
    for item in items:
        budget.step(len(made) + 1)
        if not has(made, item):
            made.append(item)
    return made


@built_in("insert before(list: list, position: number, newItem: any)")
def insert_before(items: list[Value], position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return None if place is None else [*items[:place], item, *items[place:]]


@built_in("remove(list: list, position: number)")
def remove(items: list[Value], position: Decimal) -> Value:
    place = _place(items, position)
    return None if place is None else [*items[:place], *items[place + 1 :]]


@built_in("list replace(list: list, position: number, newItem: any)")
def list_replace(items: list[Value], position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return None if place is None else [*items[:place], item, *items[place + 1 :]]


@built_in("list replace(list: list, match: function, newItem: any)", budget=True)
def list_replace_matching(
    budget: Budget, items: list[Value], match: Function, item: Value
) -> Value:
    made: list[Value] = []
    for old in items:
        budget.step()
        verdict = match.call([old, item], budget)
        if not isinstance(verdict, bool):
            return None
        made.append(item if verdict else old)
    return made


@built_in("reverse(list: list)")
def reverse(items: list[Value]) -> Value:
    return items[::-1]


@built_in("index of(list: list, match: any)")
def index_of(items: list[Value], match: Value) -> Value:
    return [Decimal(i) for i, item in enumerate(items, 1) if equal(item, match) is True]


@built_in("flatten(list: list)", budget=True)
def flatten(budget: Budget, items: list[Value]) -> Value:
    made: list[Value] = []
    for item in items:
        budget.grow(1)
        inner = flatten(budget, item) if isinstance(item, list) else [item]
        made.extend(inner if isinstance(inner, list) else [])
    return made


@built_in("sort(list: list, precedes: function)", budget=True)
def sort(budget: Budget, items: list[Value], precedes: Function) -> Value:
    def order(left: Value, right: Value) -> int:
        budget.step()
        if precedes.call([left, right], budget) is True:
            return -1
        return 1 if precedes.call([right, left], budget) is True else 0

    return sorted(items, key=cmp_to_key(order))
