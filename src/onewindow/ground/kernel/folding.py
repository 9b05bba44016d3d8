"""Folding: text becomes the words under which it is kept, asked for and compared. Pure.

Latin, Greek, Cyrillic, Arabic and Hebrew lose their accents and points; scripts written without
spaces (Chinese, Japanese, Korean, Yi) become overlapping pairs of characters, so that any piece
of two or more characters is found. Search and the detector of overlaps stand on the same folding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST_WORD = 100

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
    if text.isascii():  # nothing of it has an accent or a width
        return text.lower().replace("'", "")
    bare = _STRIPPED.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def _singular(word: str) -> str:
    """Takes off a plural's s, so that "certificates" finds "certificate". Source: Harman 1991."""
    if not word.endswith("s") or len(word) < 4 or not word.isascii():
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
        if not run.isascii() and _IS_PAIRED.match(run):
            yield run, True
        else:
            yield _singular(run[:LONGEST_WORD]), False


def words(text: str) -> Iterator[str]:
    """Gives the words under which a text is kept.

    A run without spaces gives its pairs and at last its last character, so that a single
    character asked for as the beginning of a word is found anywhere.
    """
    for run in _TOKEN.findall(folded(text)):
        if not run.isascii() and _IS_PAIRED.match(run):
            yield from (run[place : place + 2] for place in range(len(run)))
        else:
            yield _singular(run[:LONGEST_WORD])
