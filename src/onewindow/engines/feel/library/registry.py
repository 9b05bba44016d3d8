"""Built-in functions by their signature: binding, conversion of arguments, null on misfit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from onewindow.engines.feel.budget import Budget
from onewindow.engines.feel.errors import BudgetSpentError
from onewindow.engines.feel.values import Function, Range, Value, type_of, weigh

BUILTINS: dict[str, Function] = {}
_OVERLOADS: dict[str, list[_Overload]] = {}
Body = TypeVar("Body", bound=Callable[..., Value])
_SHORT: Mapping[str, str] = {
    "date and time": "datetime",
    "days and time duration": "days",
    "years and months duration": "months",
}


@dataclass(frozen=True, slots=True)
class _Parameter:
    name: str
    types: tuple[str, ...]
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True)
class _Overload:
    parameters: tuple[_Parameter, ...]
    body: Callable[..., Value]
    budget: bool

    def positional(self, values: list[Value]) -> list[Value] | None:
        """The converted arguments, or None where they do not fit."""
        last = self.parameters[-1] if self.parameters else None
        if last is not None and last.many:
            fixed = len(self.parameters) - 1
            if len(values) <= fixed:
                return None
            values = [*values[:fixed], list(values[fixed:])]
        needed = sum(not parameter.optional for parameter in self.parameters)
        if not needed <= len(values) <= len(self.parameters):
            return None
        pairs = zip(self.parameters, values, strict=False)
        return _converted([(parameter, value) for parameter, value in pairs])

    def named(self, given: dict[str, Value]) -> list[Value] | None:
        """The converted arguments in their order, or None where they do not fit."""
        names = {parameter.name for parameter in self.parameters}
        needed = {parameter.name for parameter in self.parameters if not parameter.optional}
        if not needed <= given.keys() <= names:
            return None
        pairs = [(p, given[p.name]) for p in self.parameters if p.name in given]
        values = _converted(pairs)
        if values is None:
            return None
        found = dict(zip((parameter.name for parameter, _ in pairs), values, strict=True))
        return [found.get(parameter.name) for parameter in self.parameters]

    def run(self, values: list[Value], budget: Budget) -> Value:
        """The result; null where the function has none."""
        for value in values:
            weigh(value, budget)
        try:
            return self.body(budget, *values) if self.budget else self.body(*values)
        except BudgetSpentError:
            raise
        except (ArithmeticError, ValueError, TypeError):
            return None


def built_in(signature: str, *, budget: bool = False) -> Callable[[Body], Body]:
    """Register a function: `name(parameter: type|type, optional?: type, many*: type)`.

    Types: string, number, boolean, list, context, date, time, datetime, days, months, range,
    function, any. Null fits `any` and `null` only. A function with several signatures is
    registered once for each; the first that fits is called.
    """
    name, _, rest = signature.partition("(")

    def register(body: Body) -> Body:
        overloads = _OVERLOADS.setdefault(name, [])
        overloads.append(_Overload(_parameters(rest.removesuffix(")")), body, budget))
        BUILTINS[name] = _function(name, overloads)
        return body

    return register


def _parameters(text: str) -> tuple[_Parameter, ...]:
    made = []
    for piece in filter(None, text.split(", ")):
        name, _, types = piece.partition(": ")
        bare = name.rstrip("?*")
        made.append(_Parameter(bare, tuple(types.split("|")), "?" in name, "*" in name))
    return tuple(made)


def _function(name: str, overloads: list[_Overload]) -> Function:
    def call(values: list[Value], budget: Budget) -> Value:
        for overload in overloads:
            if (bound := overload.positional(values)) is not None:
                return overload.run(bound, budget)
        return None

    def call_named(given: dict[str, Value], budget: Budget) -> Value:
        for overload in overloads:
            if (bound := overload.named(given)) is not None:
                return overload.run(bound, budget)
        return None

    signatures = tuple(tuple(p.name for p in overload.parameters) for overload in overloads)
    return Function(name, signatures, call, call_named)


def _converted(pairs: list[tuple[_Parameter, Value]]) -> list[Value] | None:
    values: list[Value] = []
    for parameter, value in pairs:
        fitting = _fit(value, parameter.types)
        if not fitting:
            return None
        values.append(fitting[0])
    return values


def _fit(value: Value, types: tuple[str, ...]) -> tuple[Value] | None:
    """The value as the parameter wants it (DMN 1.5, section 10.3.2.9.4), in a tuple of one."""
    kind = type_of(value)
    if "any" in types or _SHORT.get(kind, kind) in types:
        return (value,)
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list):
        return _fit(value[0], types)
    if "list" in types and value is not None:
        return ([value],)
    return None


def ends(value: Value) -> tuple[Value, Value, bool, bool]:
    """A range by its ends; a point is a range of one."""
    if isinstance(value, Range):
        return value.low, value.high, value.low_closed, value.high_closed
    return value, value, True, True
