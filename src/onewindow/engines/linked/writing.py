"""Writes a graph, always in the same order: two writings of one graph are the same bytes.

Source: RDF 1.1 Turtle, N-Triples, XML Syntax; JSON-LD 1.1 (flattened, prefixes as context).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape  # it writes, and reads nothing

from .errors import Unwritable
from .graph import Graph
from .media import Media
from .ntriples import term
from .terms import RDF, XSD, Blank, Iri, Literal, Subject, Term, Vocabulary
from .vocabularies import COMMON

_LOCAL = re.compile(r"[A-Za-z_][\w\-]*\Z", re.ASCII)
_SPLIT = re.compile(r"(.*?)([A-Za-z_][\w.\-]*)\Z", re.ASCII | re.DOTALL)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TYPE = RDF["type"]


def write(graph: Graph, media: Media, vocabularies: Iterable[Vocabulary] = ()) -> bytes:
    """Gives the graph as bytes in UTF-8; prefixes are those of the vocabularies that are used,
    the common ones among them.

    Raises: Unwritable where RDF/XML cannot name a predicate.
    """
    known = {one.address: one.prefix for one in (RDF, XSD, *COMMON, *vocabularies)}
    writer = {
        Media.TURTLE: _turtle,
        Media.N_TRIPLES: _n_triples,
        Media.RDF_XML: _rdf_xml,
        Media.JSON_LD: _json_ld,
    }[media]
    return "".join(writer(graph, known)).encode()


def _sorted(graph: Graph) -> Iterator[tuple[Subject, list[tuple[Iri, list[Term]]]]]:
    """Gives subjects, predicates (the class first) and values in their order."""
    for subject in sorted(graph.subjects(), key=term):
        said = graph.about(subject)
        predicates = sorted(said, key=lambda one: (one != _TYPE, one))
        yield subject, [(one, sorted(said[one], key=term)) for one in predicates]


def _n_triples(graph: Graph, _known: Mapping[str, str]) -> Iterator[str]:
    for subject, said in _sorted(graph):
        for predicate, values in said:
            for value in values:
                yield f"{term(subject)} <{predicate}> {term(value)} .\n"


class _Names:
    """Shortens addresses by prefixes, and remembers which ones were needed."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._made: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """Gives `dct:title`, or nothing where no prefix fits."""
        if iri in self._made:
            return self._made[iri]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._known.get(iri[:cut], "")
        if not prefix or not _LOCAL.match(iri[cut:]):
            return self._made.setdefault(iri, "")
        self.used[prefix] = iri[:cut]
        return self._made.setdefault(iri, f"{prefix}:{iri[cut:]}")


def _turtle(graph: Graph, known: Mapping[str, str]) -> Iterator[str]:
    names, blocks = _Names(known), []
    for subject, said in _sorted(graph):
        lines = []
        for predicate, values in said:
            name = "a" if predicate == _TYPE else _turtle_term(predicate, names)
            lines.append(f"{name} {', '.join(_turtle_term(value, names) for value in values)}")
        body = " ;\n    ".join(lines)
        blocks.append(f"\n{_turtle_term(subject, names)} {body} .\n")
    yield from (f"@prefix {p}: <{address}> .\n" for p, address in sorted(names.used.items()))
    yield from blocks


def _turtle_term(value: Term, names: _Names) -> str:
    if isinstance(value, Iri):
        return names.short(value) or term(value)
    if isinstance(value, Literal) and value.datatype:
        kind = names.short(value.datatype)
        return f"{term(Literal(value.text))}^^{kind}" if kind else term(value)
    return term(value)


def _json_ld(graph: Graph, known: Mapping[str, str]) -> Iterator[str]:
    names, things = _Names(known), []
    for subject, said in _sorted(graph):
        thing: dict[str, object] = {"@id": _json_name(subject)}
        for predicate, values in said:
            if predicate == _TYPE:
                thing["@type"] = [names.short(str(one)) or str(one) for one in values]
            else:
                key = names.short(predicate) or predicate
                thing[key] = [_json_value(one, names) for one in values]
        things.append(thing)
    context = dict(sorted(names.used.items()))
    whole = {"@context": context, "@graph": things}
    yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _json_name(subject: Subject) -> str:
    return f"_:{subject}" if isinstance(subject, Blank) else str(subject)


def _json_value(value: Term, names: _Names) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": _json_name(value)}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if value.datatype:
        return {"@value": value.text, "@type": names.short(value.datatype) or value.datatype}
    return {"@value": value.text}


def _rdf_xml(graph: Graph, known: Mapping[str, str]) -> Iterator[str]:
    spaces: dict[str, str] = {RDF.address: RDF.prefix}
    things = []
    for subject, said in _sorted(graph):
        which = "nodeID" if isinstance(subject, Blank) else "about"
        lines = [f"  <rdf:Description rdf:{which}={_attribute(subject)}>\n"]
        for predicate, values in said:
            name = _xml_name(predicate, known, spaces)
            lines += [f"    <{name}{_xml_value(value, name)}\n" for value in values]
        things.append("".join(lines) + "  </rdf:Description>\n")
    declared = "".join(
        f"\n  xmlns:{prefix}={_attribute(address)}"
        for address, prefix in sorted(spaces.items(), key=lambda one: one[1])
    )
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF{declared}>\n'
    yield from things
    yield "</rdf:RDF>\n"


def _xml_name(predicate: Iri, known: Mapping[str, str], spaces: dict[str, str]) -> str:
    found = _SPLIT.match(predicate)
    if found is None or not found[1]:
        raise Unwritable(f"RDF/XML cannot name the predicate <{predicate}>.")
    cut = max(predicate.rfind("#"), predicate.rfind("/")) + 1
    address, local = found[1], found[2]
    if predicate[:cut] in known and _LOCAL.match(predicate[cut:]):
        address, local = predicate[:cut], predicate[cut:]
    prefix = spaces.setdefault(address, known.get(address) or f"ns{len(spaces)}")
    return f"{prefix}:{local}"


def _xml_value(value: Term, name: str) -> str:
    if isinstance(value, Blank):
        return f" rdf:nodeID={_attribute(value)}/>"
    if isinstance(value, Iri):
        return f" rdf:resource={_attribute(value)}/>"
    kind = f" xml:lang={_attribute(value.language)}" if value.language else ""
    kind = f" rdf:datatype={_attribute(value.datatype)}" if value.datatype else kind
    return f"{kind}>{_xml_text(value.text)}</{name}>"


def _attribute(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;"}) + '"'


def _xml_text(text: str) -> str:
    """Gives a text for XML, which has no signs for most control characters: they become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})
