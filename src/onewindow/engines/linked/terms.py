"""The three kinds of names and values that statements are made of.

Source: RDF 1.1 Concepts and Abstract Syntax, 3; RFC 3987 for what an IRI may hold.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")


class Iri(str):
    """The name of a thing, absolute."""

    __slots__ = ()


class Blank(str):
    """The mark of a thing without a name, good inside one graph."""

    __slots__ = ()


class Literal(NamedTuple):
    """A value. Shape: `language` is a tag in small letters, `datatype` an IRI; one or none."""

    text: str
    language: str = ""
    datatype: str = ""


Subject: TypeAlias = Iri | Blank
Term: TypeAlias = Iri | Blank | Literal


class Vocabulary(dict[str, Iri]):
    """A vocabulary: its terms are asked of it by name, `DCT["title"]`; it holds those asked for."""

    def __init__(self, prefix: str, address: str) -> None:
        super().__init__()
        self.prefix, self.address = prefix, address

    def __missing__(self, name: str) -> Iri:
        return self.setdefault(name, Iri(self.address + name))


RDF = Vocabulary("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
XSD = Vocabulary("xsd", "http://www.w3.org/2001/XMLSchema#")


def is_iri(text: str) -> bool:
    """Says whether the text can be an absolute IRI."""
    return _ABSOLUTE.match(text) is not None
