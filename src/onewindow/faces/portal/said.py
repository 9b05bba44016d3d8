"""Texts of the data as people read them: in their language, or marked as being in another one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from onewindow.ground.design.site import direction
from onewindow.ground.kernel.texts import language_of, pick


def said(texts: Mapping[str, str]) -> SafeString:
    """Gives the text for the page; where it is not in the page's language, it says in which."""
    here = get_language() or ""
    text, code = pick(texts), language_of(texts)
    if not text or not code or code == here:
        return escape(text)
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), text)


def has_words(texts: object) -> bool:
    """Says whether there is any text at all."""
    return isinstance(texts, Mapping) and any(texts.values())
