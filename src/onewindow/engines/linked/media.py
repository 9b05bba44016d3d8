"""The four ways of writing linked data, and which of several an asker likes best.

Source: RFC 9110, 12.5.1 (Accept).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

LONGEST_ACCEPT = 2000


class Media(StrEnum):
    """A way of writing, by its media type."""

    TURTLE = "text/turtle"
    JSON_LD = "application/ld+json"
    RDF_XML = "application/rdf+xml"
    N_TRIPLES = "application/n-triples"

    @property
    def ending(self) -> str:
        """Gives how the names of such files end."""
        return _ENDINGS[self]


_ENDINGS = {
    Media.TURTLE: "ttl",
    Media.JSON_LD: "jsonld",
    Media.RDF_XML: "rdf",
    Media.N_TRIPLES: "nt",
}


def media_of(ending: str) -> Media | None:
    """Gives the way of writing that the end of a file's name tells of."""
    known = {end: media for media, end in _ENDINGS.items()}
    wanted = ending.lower().lstrip(".")
    return known.get({"json": "jsonld", "xml": "rdf"}.get(wanted, wanted))


def best_media(accept: str, offered: Sequence[str]) -> str | None:
    """Gives the offered media type that an `Accept` header asks for first, or none at all.

    Among what is liked equally the earlier offer wins; without a header the first one does.
    """
    if not accept.strip():
        return offered[0] if offered else None
    wanted = [_range(one) for one in accept[:LONGEST_ACCEPT].split(",")]
    liked = [(_liking(media, wanted), -place, media) for place, media in enumerate(offered)]
    best = max(liked, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for one in parameters:
        key, _, value = one.partition("=")
        if key.strip() == "q":
            quality = _number(value.strip())
    return name, quality


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1.0 else 0.0


def _liking(media: str, wanted: Sequence[tuple[str, float]]) -> float:
    """Gives the quality of the most specific range that fits: the type, its family, anything."""
    family = f"{media.partition('/')[0]}/*"
    for name in (media, family, "*/*"):
        found = [quality for range_, quality in wanted if range_ == name]
        if found:
            return max(found)
    return 0.0
