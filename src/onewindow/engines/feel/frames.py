"""Where a compiled expression finds its variables while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .budget import Budget
from .values import Value, to_value


class Frame:
    """One scope of variables above another; the lowest one reads the caller's context."""

    __slots__ = ("budget", "given", "outer", "values")

    def __init__(
        self,
        values: dict[str, Value],
        budget: Budget,
        outer: Frame | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self.values = values
        self.outer = outer
        self.given = given
        self.budget = budget

    def inner(self, values: dict[str, Value]) -> Frame:
        """A scope above this one."""
        return Frame(values, self.budget, self)

    def find(self, name: str, default: Value = None) -> Value:
        """The variable's value, or the default where no scope has it."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.values:
                return frame.values[name]
            if frame.given is not None and name in frame.given:
                value = frame.values[name] = to_value(frame.given[name])
                return value
            frame = frame.outer
        return default


Code: TypeAlias = Callable[[Frame], Value]
"""A compiled expression."""
