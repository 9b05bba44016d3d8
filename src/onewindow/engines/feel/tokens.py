"""Text to tokens (DMN 1.5, section 10.3.1.2): words, numbers, texts and symbols.

Names with spaces are not put together here: the cursor does that, for it knows the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from .budget import MAX_SOURCE
from .errors import BudgetSpentError, FeelSyntaxError


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    TEXT = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text (of a TEXT: the content, unescaped) and where it stands."""

    kind: Kind
    text: str
    position: int

    @property
    def shown(self) -> str:
        """The token as an error message names it."""
        return "the end of the expression" if self.kind is Kind.END else f"“{self.text}”"


_SPACES = "\\s\u0085\u180e\u200b\ufeff"
_START = "A-Za-z_?\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d"
_START += "\u037f-\u167f\u1681-\u180d\u180f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
_START += "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U000effff"
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_TOKEN = re.compile(
    rf"""(?P<skip>[{_SPACES}]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"\\]|\\.)*+")
    |(?P<word>[{_START}][{_PART}]*)
    |(?P<symbol>\*\*|\.\.|->|<=|>=|!=|[^\s"])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def tokenize(source: str) -> tuple[Token, ...]:
    """The tokens of a FEEL text, closed by an END token. Raises: FeelSyntaxError."""
    if len(source) > MAX_SOURCE:
        raise BudgetSpentError("characters", MAX_SOURCE)
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise FeelSyntaxError("a text without an end", position, "a closing quotation mark")
        if match.lastgroup != "skip":
            tokens.append(_token(match))
        position = match.end()
    tokens.append(Token(Kind.END, "", len(source)))
    return tuple(tokens)


def _token(match: re.Match[str]) -> Token:
    text, position = match.group(), match.start()
    if match.lastgroup == "text":
        return Token(Kind.TEXT, _unescape(text[1:-1], position), position)
    if match.lastgroup == "word":
        return Token(Kind.WORD, text, position)
    return Token(Kind.NUMBER if match.lastgroup == "number" else Kind.SYMBOL, text, position)


def _unescape(raw: str, position: int) -> str:
    """The characters a text literal stands for; other escapes stay as they are written."""

    def one(match: re.Match[str]) -> str:
        if code := match[1] or match[2]:
            if int(code, 16) > 0x10FFFF:
                raise FeelSyntaxError(f"“{match[0]}”", position, "a Unicode character")
            return chr(int(code, 16))
        return _ESCAPED.get(match[3], match[0])

    joined = _ESCAPE.sub(one, raw)
    return _PAIR.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), joined)


@lru_cache(maxsize=4096)
def spelling(name: str) -> tuple[str, ...]:
    """The token texts of a name, which is how a name is recognised whatever its spacing."""
    return tuple(token.text for token in tokenize(name) if token.kind is not Kind.END)
