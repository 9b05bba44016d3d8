"""Data sets as Project Open Data writes them. Pure.

Source: Project Open Data Metadata Schema 1.1 (data.json).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from onewindow.engines.linked import is_iri
from onewindow.registers.catalogue.dcat.ckan import day, named, objects, text_of
from onewindow.registers.catalogue.dcat.facts import Contact, Dataset, Distribution, Named
from onewindow.registers.catalogue.dcat.reading import (
    LONGEST_IRI,
    MOST_PARTS,
    UNKNOWN,
    Unfit,
    numbered,
)


def dataset_of(given: object, address: str) -> Dataset:
    """Gives what a record says; `address` is where the file was found. Raises Unfit."""
    if not isinstance(given, Mapping):
        raise Unfit("It is no object.")
    identifier, title = text_of(given.get("identifier")), text_of(given.get("title"))
    for name, value in (("identifier", identifier), ("title", title)):
        if not value:
            raise Unfit(f"It has no {name}.")
    iri = identifier if _is_web(identifier) else f"{address}#{quote(identifier, safe='')}"
    if len(iri) > LONGEST_IRI or not is_iri(iri):
        raise Unfit("Its identifier makes no address.")
    text = text_of(given.get("description"))
    begins, _, ends = text_of(given.get("temporal")).partition("/")
    landing = text_of(given.get("landingPage"))
    return Dataset(
        iri=iri,
        identifier=identifier,
        title={UNKNOWN: title},
        text={UNKNOWN: text} if text else {},
        publisher=_publisher(given.get("publisher")),
        contacts=_contacts(given.get("contactPoint"), iri),
        keywords=tuple((UNKNOWN, word) for word in sorted(set(_words(given.get("keyword"))))),
        themes=tuple(_theme(word) for word in sorted(set(_words(given.get("theme"))))),
        frequency=named(text_of(given.get("accrualPeriodicity"))),
        access=named(text_of(given.get("accessLevel"))),
        issued=day(given.get("issued")),
        modified=day(given.get("modified")),
        begins=day(begins),
        ends=day(ends),
        pages=(landing,) if is_iri(landing) else (),
        distributions=_distributions(given, iri),
    )


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://")) and is_iri(text)


def _words(value: object) -> list[str]:
    found = [text_of(one) for one in value] if isinstance(value, list) else []
    return [one for one in found if one][:MOST_PARTS]


def _theme(word: str) -> Named:
    return Named(word) if _is_web(word) else Named("", {UNKNOWN: word}, word)


def _publisher(value: object) -> Named | None:
    name = text_of(value.get("name")) if isinstance(value, Mapping) else ""
    return Named("", {UNKNOWN: name}) if name else None


def _contacts(value: object, iri: str) -> tuple[Contact, ...]:
    if not isinstance(value, Mapping):
        return ()
    name, mail = text_of(value.get("fn")), text_of(value.get("hasEmail")).removeprefix("mailto:")
    made = Contact(f"{iri}#contact-001", {UNKNOWN: name} if name else {}, mail)
    return (made,) if name or mail else ()


def _distributions(given: Mapping[str, Any], iri: str) -> tuple[Distribution, ...]:
    licence, found = named(text_of(given.get("license"))), []
    for one in objects(given.get("distribution")):
        access, download = text_of(one.get("accessURL")), text_of(one.get("downloadURL"))
        access, download = (link if is_iri(link) else "" for link in (access, download))
        title = text_of(one.get("title"))
        kind = text_of(one.get("format")) or text_of(one.get("mediaType"))
        format_ = Named("", {UNKNOWN: kind}, kind) if kind else None
        if access or download:
            texts = {UNKNOWN: title} if title else {}
            found.append(Distribution("", access, download, texts, {}, format_, licence))
    return numbered(found, f"{iri}#distribution")
