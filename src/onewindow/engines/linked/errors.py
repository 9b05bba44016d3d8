"""What can be wrong with linked data that comes in, or cannot be said on the way out."""

from __future__ import annotations


class LinkedError(ValueError):
    """The data cannot be read or written."""


class Malformed(LinkedError):
    """What was given is no linked data of the kind it claims to be.

    Shape: `line` counts from 1, 0 where no line can be named; `about` is the subject of the
    statement that could not be read, as far as it can be told, for N-Triples alone.
    """

    def __init__(self, sentence: str, line: int = 0, about: str = "") -> None:
        self.line, self.about = line, about
        super().__init__(f"Line {line}: {sentence}" if line else sentence)


class Unwritable(LinkedError):
    """The graph holds what this way of writing cannot say."""
