"""The catalogue out and in, for the command line."""

from __future__ import annotations

from onewindow.engines import linked
from onewindow.engines.linked import Media
from onewindow.registers.catalogue import exports
from onewindow.registers.catalogue.dcat.terms import VOCABULARIES


def count_shown() -> int:
    """Gives how many resources an export writes."""
    return exports.count()


def exported(media: Media) -> bytes:
    """Gives the catalogue as everybody may see it, in the words of DCAT-AP."""
    return linked.write(exports.graph_of(exports.every()), media, VOCABULARIES)
