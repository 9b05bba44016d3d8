"""Money: integer minor units with a currency (ISO 4217). No floats, no silent mixing."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units, for example 1050 fen."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added.")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        whole, part = divmod(abs(self.minor), 100)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:02d} {self.currency}"
