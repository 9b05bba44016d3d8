"""Text in several languages: as data ({"en": "Birth", "zh-hans": "出生"}), as words that are
translated where they are said, and as lists joined in the way of the reader's language."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

Texts = Mapping[str, str]

later = gettext_lazy
"""Words that rules, types and errors name now and that are translated where they are said."""

THINGS = pgettext_lazy("between two things of a list", "{0}, {1}")
CLAUSES = pgettext_lazy("between two parts that may hold commas themselves", "{0}; {1}")
SENTENCES = pgettext_lazy("between two sentences", "{0} {1}")


def pick(texts: Texts, language: str | None = None) -> str:
    """Gives the text in the reader's language, else its base language, the default, any."""
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for code in (wanted, wanted.partition("-")[0], settings.LANGUAGE_CODE, "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")


def language_of(texts: Texts, language: str | None = None) -> str:
    """Gives the code of the language that `pick` would answer in (for a `lang` attribute)."""
    chosen = pick(texts, language)
    return next((code for code, text in texts.items() if text == chosen), "")


def spoken(value: object) -> str:
    """Gives a value as a sentence says it: texts in the reader's language, several joined."""
    if isinstance(value, Mapping):
        return pick(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed(value)
    return value if isinstance(value, str) else str(value)


def listed(parts: Iterable[object], pattern: object = THINGS) -> str:
    """Joins parts in the way of the reader's language ("a, b", "甲、乙"); empty ones are left out.

    Where a part is markup the result is, and every other part is escaped.
    """
    words = [word for word in map(spoken, parts) if word]
    how = str(pattern)
    if any(hasattr(word, "__html__") for word in words):
        return functools.reduce(lambda said, word: format_html(how, said, word), words)
    return functools.reduce(how.format, words) if words else ""
