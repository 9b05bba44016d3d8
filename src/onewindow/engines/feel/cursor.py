"""The cursor: where the parser stands in the tokens, and which names it knows there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from .errors import FeelSyntaxError
from .nodes import Node
from .tokens import Kind, Token, spelling, tokenize

KEYWORDS = frozenset(
    (
        *("if", "then", "else", "for", "in", "return", "some", "every", "satisfies"),
        *("and", "or", "between", "instance", "of", "true", "false", "null"),
        *("function", "external"),
    )
)
_OPERATOR_WORDS = frozenset(
    ("and", "or", "in", "between", "instance", "then", "else", "return", "satisfies")
)


class Cursor(ABC):
    """Reads tokens one by one; names with spaces are read as the longest one known."""

    def __init__(self, source: str, names: Iterable[str]) -> None:
        self.tokens = tokenize(source)
        self.index = 0
        self.in_endpoint = False
        self._names: dict[str, dict[tuple[str, ...], str]] = {}
        for name in names:
            self.know(name)

    @abstractmethod
    def expression(self, power: int = 0) -> Node:
        """Parse an expression whose operators bind tighter than `power`."""

    def know(self, name: str) -> None:
        """Make a name known; one word needs no learning."""
        parts = spelling(name)
        if len(parts) > 1:
            self._names.setdefault(parts[0], {}).setdefault(parts, name)

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def ahead(self, count: int = 1) -> Token:
        """The token `count` places further, or the last one."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The present token; go to the next."""
        token = self.token
        if token.kind is not Kind.END:
            self.index += 1
        return token

    def at(self, *texts: str) -> bool:
        """Whether the present token is one of these words or symbols."""
        token = self.token
        return token.kind in (Kind.WORD, Kind.SYMBOL) and token.text in texts

    def accept(self, *texts: str) -> bool:
        """Take the token if it is one of these."""
        if self.at(*texts):
            self.index += 1
            return True
        return False

    def expect(self, *texts: str) -> Token:
        """Take one of these tokens. Raises: FeelSyntaxError."""
        if not self.at(*texts):
            raise self.fault(" or ".join(f"“{text}”" for text in texts))
        return self.take()

    def fault(self, expected: str) -> FeelSyntaxError:
        """The error for the present token."""
        return FeelSyntaxError(self.token.shown, self.token.position, expected)

    def known_name(self) -> str | None:
        """Take the longest known name of several tokens that starts here."""
        known = self._names.get(self.token.text)
        if not known or self.token.kind is Kind.TEXT:
            return None
        for parts in sorted(known, key=len, reverse=True):
            end = self.index + len(parts)
            if self._spelled(end) == parts:
                self.index = end
                return known[parts]
        return None

    def _spelled(self, end: int) -> tuple[str, ...]:
        tokens = self.tokens[self.index : end]
        return tuple(t.text for t in tokens if t.kind is not Kind.TEXT)

    def name(self, what: str = "a name") -> str:
        """Take a name: a known one, or one word. Raises: FeelSyntaxError."""
        known = self.known_name()
        if known is not None:
            return known
        if self.token.kind is not Kind.WORD or self.token.text in KEYWORDS:
            raise self.fault(what)
        return self.take().text

    def words(self, what: str = "a name") -> str:
        """Take a name where unknown words in a row are one name, as after a full stop."""
        known = self.known_name()
        if known is not None:
            return known
        if self.token.kind is not Kind.WORD:
            raise self.fault(what)
        parts = [self.take().text]
        while self.token.kind is Kind.WORD and self.token.text not in _OPERATOR_WORDS:
            parts.append(self.take().text)
        return join(parts)

    def name_until(self, *stops: str) -> str:
        """Take a new name, all tokens up to a stop, and make it known."""
        parts: list[str] = []
        while not self.at(*stops):
            if self.token.kind is Kind.END or self.token.text in "{}()[],:":
                raise self.fault(" or ".join(f"“{stop}”" for stop in stops))
            parts.append(self.take().text)
        if not parts:
            raise self.fault("a name")
        name = join(parts)
        self.know(name)
        return name


def join(parts: Iterable[str]) -> str:
    """A name from its token texts: one space between words, none around other signs."""
    name = ""
    for part in parts:
        glue = " " if name and _wordy(name[-1]) and _wordy(part[0]) else ""
        name += glue + part
    return name


def _wordy(sign: str) -> bool:
    return sign.isalnum() or sign not in "+-*/.'"
