"""Text in several languages, as data: {"en": "Birth", "zh-hans": "出生"}."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language

Texts = Mapping[str, str]


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
