"""Reads data sets from statements: what DCAT-AP names is taken, the rest is left.

A data set that lacks what it would be known by is a fault of that one data set.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from onewindow.engines.linked import (
    DCAT,
    DCT,
    FOAF,
    HYDRA,
    NOWHERE,
    RDF,
    SKOS,
    Blank,
    Graph,
    Iri,
    Literal,
    Subject,
    is_iri,
    language_tag,
)
from onewindow.registers.catalogue.dcat.facts import Contact, Dataset, Distribution, Named
from onewindow.registers.catalogue.dcat.terms import (
    CPSV,
    DCATAP,
    OURS,
    RDFS,
    SCHEMA,
    VCARD,
)

UNKNOWN = "und"
MOST_PARTS = 500
LONGEST_IRI = 900
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+\-]\d\d:\d\d)?)?)?)?\Z", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A record that cannot be taken; the reason is a plain sentence. `source` names the record
    as its source does, or is empty where that cannot be told.
    """

    source: str
    reason: str


class Unfit(Exception):
    """What keeps one record from being taken."""


def datasets_in(graph: Graph) -> Iterator[Dataset | Fault]:
    """Gives each data set of the graph in the order of addresses, or why it cannot be taken."""
    records = {
        topic: one
        for one in sorted(graph.of_type(DCAT["CatalogRecord"]))
        for topic in graph.things(one, FOAF["primaryTopic"])
    }
    for subject in sorted(graph.of_type(DCAT["Dataset"])):
        try:
            yield _Reader(graph, subject).dataset(records.get(subject))
        except Unfit as fault:
            is_named = isinstance(subject, Iri) and not subject.startswith(NOWHERE)
            yield Fault(str(subject) if is_named else "", str(fault))


def next_page(graph: Graph) -> str:
    """Gives where the next page of a long catalogue is, or nothing."""
    views = graph.of_type(HYDRA["PartialCollectionView"]) + graph.of_type(HYDRA["PagedCollection"])
    found = [one for view in views for by in ("next", "nextPage") for one in
             graph.things(view, HYDRA[by])]  # fmt: skip
    return min((str(one) for one in found if isinstance(one, Iri)), default="")


Part = TypeVar("Part", Contact, Distribution)


def numbered(found: Sequence[Part], before: str) -> tuple[Part, ...]:
    """Gives parts by their addresses; those without one get it by their place among their like."""
    nameless = sorted((one for one in found if not one.iri), key=repr)
    made: list[Part] = [
        dataclasses.replace(one, iri=f"{before}-{place:03}")
        for place, one in enumerate(nameless, 1)
    ]
    made += [one for one in found if one.iri]
    return tuple(sorted(made, key=lambda one: one.iri))


class _Reader:
    """Reads one data set; texts without a language get that of the data set, where it has one."""

    def __init__(self, graph: Graph, subject: Subject) -> None:
        self._graph, self._subject = graph, subject
        languages = _addresses(graph.things(subject, DCT["language"]))
        tags = {language_tag(one) for one in languages}
        self._languages = tuple(sorted(languages))
        self._tag = (tags.pop() if len(tags) == 1 else "") or UNKNOWN

    def dataset(self, record: Subject | None) -> Dataset:
        """Gives the data set. Raises Unfit."""
        graph, thing, iri = self._graph, self._subject, self._address()
        title = self._texts(thing, DCT["title"])
        if not title:
            raise Unfit("It has no title (dct:title).")
        period = min(graph.things(thing, DCT["temporal"]), default=None)
        return Dataset(
            iri=iri,
            identifier=self._first(thing, DCT["identifier"]),
            title=title,
            text=self._texts(thing, DCT["description"]),
            publisher=self._publisher(),
            contacts=self._contacts(iri),
            keywords=tuple(
                sorted(
                    (one.language or self._tag, text)
                    for one in graph.texts(thing, DCAT["keyword"])
                    if (text := _plain(one.text))
                )
            )[:MOST_PARTS],
            themes=self._named(DCAT["theme"], is_theme=True),
            languages=self._languages,
            frequency=self._one(DCT["accrualPeriodicity"]),
            access=self._one(DCT["accessRights"]),
            issued=self._day(thing, DCT["issued"]),
            modified=self._day(thing, DCT["modified"]),
            begins=self._bound(period, "startDate"),
            ends=self._bound(period, "endDate"),
            places=self._named(DCT["spatial"]),
            pages=tuple(sorted(_addresses(graph.things(thing, DCAT["landingPage"])))),
            laws=self._named(DCATAP["applicableLegislation"]),
            distributions=self._distributions(iri),
            record=self._first(record, DCT["identifier"]) if record is not None else "",
            listed=self._day(record, DCT["modified"]) if record is not None else "",
            sharing=self._first(thing, OURS["sharingType"])[:40],
            task=self._texts(thing, OURS["partyTask"]),
            function=self._one(CPSV["isPartOf"]),
            elements=self._named(OURS["holds"]),
        )

    def _address(self) -> str:
        subject = self._subject
        if isinstance(subject, Blank):
            raise Unfit("It has no address of its own, by which it would be known again.")
        if subject.startswith(NOWHERE):
            raise Unfit("Its address is relative, and the file does not say to what (@base).")
        if len(subject) > LONGEST_IRI:
            raise Unfit(f"Its address is longer than {LONGEST_IRI} signs.")
        return str(subject)

    def _publisher(self) -> Named | None:
        graph = self._graph
        for one in sorted(graph.things(self._subject, DCT["publisher"])):
            title = self._texts(one, FOAF["name"]) or self._texts(one, SKOS["prefLabel"])
            kinds = [k for k in graph.things(one, RDF["type"]) if k != FOAF["Agent"]]
            kind = min(_addresses(kinds), default="")
            pages = tuple(sorted(_addresses(graph.things(one, FOAF["homepage"]))))
            iri = str(one) if _is_named(one) else ""
            if iri or title:
                return Named(iri, title, self._first(one, DCT["identifier"]), "", kind, pages)
        return None

    def _contacts(self, iri: str) -> tuple[Contact, ...]:
        found = [
            Contact(
                iri=str(one) if _is_named(one) else "",
                name=self._texts(one, VCARD["fn"]),
                mail=self._reached(one, "hasEmail", "mailto:"),
                phone=self._reached(one, "hasTelephone", "tel:"),
                page=self._reached(one, "hasURL", ""),
            )
            for one in self._parts(DCAT["contactPoint"])
        ]
        return numbered(found, f"{iri}#contact")

    def _reached(self, one: Subject, by: str, before: str) -> str:
        """Gives an address of a contact: said itself, or as the value of a thing (vcard)."""
        graph = self._graph
        things = graph.things(one, VCARD[by])
        direct = [str(value) for value in things if isinstance(value, Iri)]
        nested = [str(v) for t in things for v in graph.things(t, VCARD["hasValue"])]
        said = [text.text for text in graph.texts(one, VCARD[by])]
        return _plain(min((*direct, *nested, *said), default="")).removeprefix(before)

    def _distributions(self, iri: str) -> tuple[Distribution, ...]:
        found = [
            Distribution(
                iri=str(one) if _is_named(one) else "",
                access=self._link(one, "accessURL"),
                download=self._link(one, "downloadURL"),
                title=self._texts(one, DCT["title"]),
                text=self._texts(one, DCT["description"]),
                format=self._one(DCT["format"], one) or self._one(DCAT["mediaType"], one),
                licence=self._one(DCT["license"], one),
            )
            for one in self._parts(DCAT["distribution"])
        ]
        return numbered(found, f"{iri}#distribution")

    def _parts(self, by: Iri) -> list[Subject]:
        found = self._graph.things(self._subject, by)
        if len(found) > MOST_PARTS:
            raise Unfit(f"It has more than {MOST_PARTS} parts of one kind.")
        return sorted(found)

    def _link(self, one: Subject, by: str) -> str:
        said = [str(thing) for thing in self._graph.things(one, DCAT[by]) if _is_named(thing)]
        said += [t.text for t in self._graph.texts(one, DCAT[by]) if is_iri(t.text)]
        return min(said, default="")

    def _named(self, by: Iri, *, is_theme: bool = False) -> tuple[Named, ...]:
        found = [self._thing(one, is_theme) for one in self._parts(by)]
        return tuple(sorted((one for one in found if one), key=lambda one: one.iri))

    def _one(self, by: Iri, of: Subject | None = None) -> Named | None:
        """Gives the one thing that is named, a text where nothing has an address."""
        subject = self._subject if of is None else of
        for one in sorted(self._graph.things(subject, by)):
            found = self._thing(one, False)
            if found:
                return found
        text = self._first(subject, by)
        return Named("", {UNKNOWN: text}) if text else None

    def _thing(self, one: Subject, is_theme: bool) -> Named | None:
        iri = str(one) if _is_named(one) else ""
        title = self._texts(one, SKOS["prefLabel"]) or self._texts(one, RDFS["label"])
        title = title or self._texts(one, DCT["title"])
        if not iri and not title:
            return None
        scheme = ""
        for where in sorted(self._graph.things(one, SKOS["inScheme"])) if is_theme else ():
            scheme = scheme or self._first(where, SKOS["notation"])[:40]
        pages = tuple(sorted(_addresses(self._graph.things(one, FOAF["page"]))))
        return Named(iri, title, self._first(one, SKOS["notation"]), scheme, "", pages)

    def _bound(self, period: Subject | None, by: str) -> str:
        if period is None:
            return ""
        return self._day(period, DCAT[by]) or self._day(period, SCHEMA[by])

    def _day(self, thing: Subject, by: Iri) -> str:
        text = self._first(thing, by)
        return text if _DAY.match(text) else ""

    def _first(self, thing: Subject, by: Iri) -> str:
        return min((_plain(one.text) for one in self._graph.texts(thing, by)), default="")

    def _texts(self, thing: Subject, by: Iri) -> dict[str, str]:
        """Gives the texts by language, the smallest where a language has several."""
        found: dict[str, str] = {}
        for one in sorted(self._graph.texts(thing, by)):
            text = _plain(one.text)
            if text:
                found.setdefault(one.language or self._tag, text)
        return found


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def _is_named(one: Subject) -> bool:
    return isinstance(one, Iri) and not one.startswith(NOWHERE)


def _addresses(found: Sequence[Subject | Literal]) -> list[str]:
    return [str(one) for one in found if isinstance(one, Iri) and not one.startswith(NOWHERE)]
