"""The four ways of writing linked data."""

from __future__ import annotations

from enum import StrEnum


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
