"""Folding: text becomes the words under which it is kept and asked for. Pure.

Latin, Greek, Cyrillic, Arabic and Hebrew lose their accents and points; scripts written without
spaces (Chinese, Japanese, Korean, Yi) become overlapping pairs of characters, so that any piece
of two or more characters is found. The same folding is used on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST_WORD = 100
MOST_WORDS = 12_000
MOST_ASKED = 16
LAST_POSITION = 16_383

_PAIRED = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640"
_TOKEN = re.compile(f"[{_PAIRED}]+|[^\\W_{_PAIRED}]+")
_IS_PAIRED = re.compile(f"[{_PAIRED}]")
_STRIPPED = re.compile(f"[{_MARKS}]")
_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "'": None, "\u2019": None,
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Gives the text in small letters without accents, widths and apostrophes."""
    bare = _STRIPPED.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def _singular(word: str) -> str:
    """Takes off a plural's s, so that "certificates" finds "certificate". Source: Harman 1991."""
    if len(word) < 4 or not word.isascii() or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else word[:-3] + "y"
    if word.endswith("es"):
        return word if word.endswith(("aes", "ees", "oes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Gives the runs of signs in order: (folded run, whether it is written without spaces)."""
    for match in _TOKEN.finditer(folded(text)):
        run = match.group()
        paired = bool(_IS_PAIRED.match(run))
        yield (run, True) if paired else (_singular(run[:LONGEST_WORD]), False)


def words(text: str) -> Iterator[str]:
    """Gives the words under which a text is kept.

    A run without spaces gives its pairs and at last its last character, so that a single
    character asked for as the beginning of a word is found anywhere.
    """
    for run, paired in runs(text):
        if paired:
            yield from (run[place : place + 2] for place in range(len(run)))
        else:
            yield run


def vector(title: str, body: str) -> str:
    """Gives the text form of a tsvector: words of the title weigh A, those of the body D."""
    kept: dict[str, list[str]] = {}
    position = 0
    for text, weight in ((title, "A"), (body, "D")):
        position += 1  # a phrase does not reach from the title into the body
        for word in words(text):
            position += 1
            if position > MOST_WORDS:
                break
            kept.setdefault(word, []).append(f"{min(position, LAST_POSITION)}{weight}")
    return " ".join(f"{_quoted(word)}:{','.join(places[:255])}" for word, places in kept.items())


def question(text: str) -> str:
    """Gives the text form of a tsquery: all words, the last one also as a beginning.

    A run without spaces is asked for as a phrase of its pairs. Empty where nothing is asked.
    """
    asked = [run for run, _ in zip(runs(text), range(MOST_ASKED), strict=False)]
    parts = []
    for place, (run, paired) in enumerate(asked):
        is_last = place == len(asked) - 1
        parts.append(_phrase(run) if paired else _quoted(run) + (":*" if is_last else ""))
    return " & ".join(parts)


def _phrase(run: str) -> str:
    """Gives a run without spaces as neighbouring pairs; one character as a beginning."""
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    pairs = [run[place : place + 2] for place in range(min(len(run) - 1, MOST_ASKED))]
    return f"({' <-> '.join(_quoted(pair) for pair in pairs)})"


def _quoted(word: str) -> str:
    """Gives a word as a lexeme of a tsvector or tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
