"""Signs that are no text: they break storage, logs or the eye of the reader."""

from __future__ import annotations

import unicodedata

TURNS = frozenset("\u202a\u202b\u202d\u202e")
"""Embeddings and overrides of direction: they make a text look like another."""
BREAKS = frozenset("\n\t")


def has_bad_signs(text: str) -> bool:
    """Says whether the text holds controls other than line ends and tabs, surrogates, or turns."""
    return any(
        sign in TURNS or (sign not in BREAKS and unicodedata.category(sign) in ("Cc", "Cs"))
        for sign in text
    )


def printable(text: str, most: int = 80) -> str:
    """Gives a foreign name so that any log and any page can show it."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:most])
