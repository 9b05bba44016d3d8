"""What can go wrong with a FEEL text: every error says where, and what was expected."""

from __future__ import annotations


class FeelError(ValueError):
    """The FEEL expression cannot be used."""

    def __init__(self, message: str, position: int = 0, expected: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.expected = expected


class FeelSyntaxError(FeelError):
    """The text is not a FEEL expression: something else was expected at this position."""

    def __init__(self, found: str, position: int, expected: str) -> None:
        super().__init__(
            f"At character {position + 1}: expected {expected}, found {found}.", position, expected
        )
        self.found = found


class BudgetSpentError(FeelError):
    """The expression asks for more steps, depth or size than it may have."""

    def __init__(self, what: str, limit: int, position: int = 0) -> None:
        super().__init__(
            f"The expression needs more {what} than the limit of {limit}.",
            position,
            f"at most {limit} {what}",
        )
        self.what = what
        self.limit = limit
