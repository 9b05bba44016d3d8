"""The values of FEEL (DMN 1.5, section 10.3.2) and what they are in Python.

number `Decimal`, string `str`, boolean `bool`, null `None`, list `list`, context `dict`,
date, time, date and time: the types of `datetime`; days and time duration `timedelta`;
years and months duration `YearsMonths`; range `Range`; function `Function`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias, Union

from .budget import Budget


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A years and months duration, counted in months."""

    months: int


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two ends; an end that is None is unbounded and open."""

    low: Value
    high: Value
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value. `signatures` are the parameter names a call by name may use."""

    name: str
    signatures: tuple[tuple[str, ...], ...]
    call: Callable[[list[Value], Budget], Value]
    """Gives null where the arguments do not fit."""
    call_named: Callable[[dict[str, Value], Budget], Value]


Value: TypeAlias = Union[  # noqa: UP007 - a recursive alias needs quoted members at run time
    bool,
    Decimal,
    str,
    list["Value"],
    dict[str, "Value"],
    date,
    time,
    datetime,
    timedelta,
    YearsMonths,
    Range,
    Function,
    None,
]
_READY = (bool, Decimal, str, date, time, timedelta, YearsMonths, Range, Function)


def to_value(given: object) -> Value:
    """The FEEL value of a Python object: int and float become numbers, mappings contexts.

    Raises: TypeError where the object has no place in FEEL.
    """
    if given is None or isinstance(given, _READY):
        return given
    if isinstance(given, int):
        return Decimal(given)
    if isinstance(given, float):
        number = Decimal(repr(given))
        return number if number.is_finite() else None
    if isinstance(given, Mapping):
        return {str(key): to_value(value) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [to_value(item) for item in given]
    raise TypeError(f"{type(given).__name__} is not a FEEL value.")


def weigh(value: Value, budget: Budget) -> None:
    """Count what it costs to walk through a value, as comparing or writing it does.

    A list may hold the same list many times; it is counted each time, for it is walked each
    time. Raises: BudgetSpentError.
    """
    if isinstance(value, str | list | dict):
        budget.step(len(value) // 8 + isinstance(value, list | dict))
    if isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            weigh(item, budget)


def type_of(value: Value) -> str:
    """The FEEL type name of a value."""
    for kind, name in _TYPES:
        if isinstance(value, kind):
            return name
    return "null"


_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (Decimal, "number"),
    (str, "string"),
    (list, "list"),
    (dict, "context"),
    (datetime, "date and time"),
    (date, "date"),
    (time, "time"),
    (timedelta, "days and time duration"),
    (YearsMonths, "years and months duration"),
    (Range, "range"),
    (Function, "function"),
)
