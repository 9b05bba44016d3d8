"""The one generic registry behind every port: lend under a name, refuse duplicates, list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

PORTS: dict[str, Port[object]] = {}


class AlreadyLentError(RuntimeError):
    """Two packages lend the same name to one port: a fault of assembly, not of a person."""


class Port(Generic[T]):
    """A place where packages lend what another package asks for.

    A port is declared by the lowest package that asks; what a package lends stands in its
    `offers.py`, which is imported when the application starts.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lent: dict[str, T] = {}
        PORTS[name] = self  # type: ignore[assignment]  # the list is read-only for the reference

    def lend(self, name: str, value: T) -> T:
        """Takes what a package lends. Raises AlreadyLentError on the second of one name."""
        if name in self._lent:
            raise AlreadyLentError(f"Port {self.name!r} already has a lender for {name!r}.")
        self._lent[name] = value
        return value

    def get(self, name: str) -> T | None:
        """Gives what was lent under the name, or nothing."""
        return self._lent.get(name)

    def the_only(self) -> T | None:
        """Gives the one lender of a port that has exactly one; nothing before assembly."""
        if len(self._lent) > 1:
            raise AlreadyLentError(f"Port {self.name!r} takes one lender: {sorted(self._lent)}.")
        return next(iter(self._lent.values()), None)

    def values(self) -> Iterator[T]:
        """Gives what was lent in the order of the names."""
        return (value for _, value in self.items())

    def items(self) -> Iterator[tuple[str, T]]:
        """Gives names and values in the order of their names."""
        return iter(sorted(self._lent.items(), key=lambda pair: pair[0]))
