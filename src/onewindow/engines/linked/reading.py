"""Reads Turtle, RDF/XML and JSON-LD by rdflib, N-Triples by ourselves; fetches nothing.

rdflib is spoken in this room alone: what it lets through is checked here.
"""

from __future__ import annotations

import contextlib
import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from xml.sax import SAXParseException  # the class of its fault; guarded before

import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdfLiteral

from .errors import Malformed
from .graph import Graph
from .guards import guard_xml, guarded_json
from .limits import LIMITS, Limits
from .media import Media
from .ntriples import read_lines
from .terms import Blank, Iri, Literal, Subject, Term, is_iri

NOWHERE = "http://nowhere.invalid/"
"""What relative addresses are read against where no base is known: they are told by it."""

logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # faults are told by `Malformed`


def read(
    data: bytes,
    media: Media,
    base: str = "",
    *,
    limits: Limits = LIMITS,
    contexts: Mapping[str, object] | None = None,
) -> Graph:
    """Gives the statements of a file.

    Shape: `base` is what relative addresses are read against; `contexts` are the JSON-LD contexts
    known by their address. Nothing is fetched, no entity expanded, no file opened.
    Raises: Malformed, with the line where one can be told.
    """
    if len(data) > limits.size:
        raise Malformed(
            f"The file is larger than {limits.size // 1024 // 1024} MB. Split it, or give it as"
            " N-Triples, which is read line by line."
        )
    graph = Graph()
    if media is Media.N_TRIPLES:
        for fault in read_lines(data.splitlines(), graph, limits):
            raise fault
        return graph
    with _told(media):
        _parse(
            data,
            media,
            base or NOWHERE,
            _Sink(graph, limits),
            (limits, {} if contexts is None else contexts),
        )
    return graph


@contextlib.contextmanager
def _told(media: Media) -> Iterator[None]:
    """Tells every fault of a parser as `Malformed`."""
    try:
        yield
    except Malformed:
        raise
    except BadSyntax as fault:
        raise Malformed(f"This is no Turtle: {_why(fault)}.", fault.lines + 1) from None
    except SAXParseException as fault:
        raise Malformed(f"This is no RDF/XML: {fault.getMessage()}.", _line(fault)) from None
    except RecursionError:
        raise Malformed("Things stand in each other too deep. Name them instead.") from None
    except Exception as fault:  # noqa: BLE001  # rdflib raises whatever its parsers meet
        raise Malformed(f"This is no {media.name}: {_first(fault)}") from None


def _parse(
    data: bytes,
    media: Media,
    base: str,
    sink: _Sink,
    rules: tuple[Limits, Mapping[str, object]],
) -> None:
    limits, contexts = rules
    rdflib.NORMALIZE_LITERALS = False  # a value stays as it was written; others may have set it
    if media is Media.RDF_XML:
        guard_xml(data, limits)
        sink.parse(data=data, format="xml", publicID=base)
    elif media is Media.TURTLE:
        sink.parse(data=_text(data), format="turtle", publicID=base)
    else:
        value = guarded_json(_text(data), contexts, limits)
        _parse_json(json.dumps(value), base, sink)


def _parse_json(text: str, base: str, sink: _Sink) -> None:
    """Reads JSON-LD into one graph: named graphs inside it are read as part of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        every = rdflib.Dataset()
        every.parse(data=text, format="json-ld", publicID=base)
        for subject, predicate, value, _graph in every.quads((None, None, None, None)):
            sink.add((subject, predicate, value))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Malformed("The file is not valid UTF-8. Save it as UTF-8.", line) from None


class _Sink(rdflib.Graph):
    """Takes what rdflib reads straight into a graph of ours; keeps nothing itself."""

    def __init__(self, graph: Graph, limits: Limits) -> None:
        super().__init__()
        self._ours, self._limits = graph, limits
        self._blanks: dict[str, Blank] = {}

    def add(self, triple: tuple[Node, Node, Node]) -> _Sink:
        """Takes one statement. Raises: Malformed."""
        subject, predicate, value = triple
        about = self._term(subject)
        if isinstance(about, Literal) or not isinstance(predicate, URIRef):
            raise Malformed("A statement is about a thing, and its predicate has an address.")
        self._ours.add(about, self._iri(predicate), self._term(value))
        return self

    def _term(self, node: Node) -> Term:
        if isinstance(node, URIRef):
            return self._iri(node)
        if isinstance(node, BNode):
            return self._blank(node)
        if not isinstance(node, RdfLiteral):
            raise Malformed("Formulas and variables are not read.")
        text = str(node)
        if len(text) > self._limits.text:
            raise Malformed(f"One text is longer than {self._limits.text} signs: {text[:40]}...")
        return Literal(text, (node.language or "").lower(), str(node.datatype or ""))

    def _blank(self, node: BNode) -> Subject:
        return self._blanks.setdefault(str(node), Blank(f"b{len(self._blanks)}"))

    def _iri(self, node: URIRef) -> Iri:
        if not is_iri(node):
            raise Malformed(f"The address <{str(node)[:80]}> cannot be one.")
        return Iri(node)


def _line(fault: SAXParseException) -> int:
    return fault.getLineNumber() or 0


def _why(fault: BadSyntax) -> str:
    return str(getattr(fault, "_why", "")).rstrip(".") or "something unexpected stands there"


def _first(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__).partition("\n")[0][:200]
