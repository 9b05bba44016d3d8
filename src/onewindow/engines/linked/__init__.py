"""Linked data: statements about things, read and written in four ways, without a network.

The front door of the package: fill a `Graph`, `write` it; `read` bytes, or `read_lines`.
"""

from .errors import LinkedError, Malformed, Unwritable
from .graph import Graph
from .languages import language_iri, language_tag
from .limits import LIMITS, Limits
from .media import Media, media_of
from .ntriples import read_lines
from .paging import Paging
from .reading import NOWHERE, read
from .terms import RDF, XSD, Blank, Iri, Literal, Subject, Term, Vocabulary, is_iri
from .vocabularies import DCAT, DCT, FOAF, HYDRA, SKOS
from .writing import write

__all__ = [
    "DCAT",
    "DCT",
    "FOAF",
    "HYDRA",
    "LIMITS",
    "NOWHERE",
    "RDF",
    "SKOS",
    "XSD",
    "Blank",
    "Graph",
    "Iri",
    "Limits",
    "LinkedError",
    "Literal",
    "Malformed",
    "Media",
    "Paging",
    "Subject",
    "Term",
    "Unwritable",
    "Vocabulary",
    "is_iri",
    "language_iri",
    "language_tag",
    "media_of",
    "read",
    "read_lines",
    "write",
]
