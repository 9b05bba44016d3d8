"""The budget of one evaluation, so that a hostile expression ends."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import BudgetSpentError

MAX_SOURCE = 50_000
"""Characters of one expression."""
MAX_NESTING = 60
"""How deep brackets and operators may nest in the text."""
MAX_HEIGHT = 120
"""How high the syntax tree may grow."""


@dataclass(slots=True)
class Budget:
    """What one evaluation may use.

    Units: `steps` counts closures that loop, call or filter; `depth` counts nested function
    calls; `size` counts the characters and list items made during the evaluation.
    """

    steps: int = 200_000
    depth: int = 30
    size: int = 2_000_000
    _steps: int = 0
    _depth: int = 0
    _size: int = 0

    def step(self, count: int = 1) -> None:
        """Count steps. Raises: BudgetSpentError."""
        self._steps += count
        if self._steps > self.steps:
            raise BudgetSpentError("steps", self.steps)

    def grow(self, count: int) -> None:
        """Count characters or list items before they are made. Raises: BudgetSpentError."""
        self._size += count
        if self._size > self.size:
            raise BudgetSpentError("characters and list items", self.size)

    def enter(self) -> None:
        """Go one function call deeper. Raises: BudgetSpentError."""
        self._depth += 1
        if self._depth > self.depth:
            raise BudgetSpentError("nested calls", self.depth)

    def leave(self) -> None:
        """Come back from a function call."""
        self._depth -= 1
