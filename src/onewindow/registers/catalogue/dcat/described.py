"""A resource of ours in the words of DCAT-AP. Pure: rows and what belongs to them are given."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from onewindow.engines.linked import Vocabulary, is_iri, language_iri
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue.dcat.facts import Contact, Dataset, Distribution, Named
from onewindow.registers.catalogue.dcat.terms import (
    ACCESS,
    ACCESS_OF,
    FILE_TYPE,
    FILE_TYPES,
    FREQUENCY,
)
from onewindow.registers.catalogue.rules import FREQUENCIES
from onewindow.registers.catalogue.types import Openness

ORG = Vocabulary("org", "http://www.w3.org/ns/org#")


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """Who provides a resource, and how to reach it."""

    iri: str
    code: str
    name: Texts
    phone: str = ""
    website: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """A resource as it is kept. Shape: `categories` are (scheme, code, title), the main one
    first; `law` is (code, title, article, address); `place` (code, name); `elements` (code, title).
    """

    identifier: str
    record: str
    listed: dt.date
    name: Texts
    abstract: Texts
    body: Body
    categories: Sequence[tuple[str, str, Texts]]
    cycle: str
    openness: str
    sharing: str
    law: tuple[str, Texts, str, str] | None
    function: tuple[str, Texts] | None
    task: Texts
    keywords: Texts
    issued: dt.date | None
    updated: dt.date | None
    covers: tuple[dt.date | None, dt.date | None]
    place: tuple[str, Texts] | None
    languages: Sequence[str]
    format: str
    online: str
    elements: Sequence[tuple[str, Texts]]


def iri_of(identifier: str, address: str) -> str:
    """Gives the address by which a resource is named in data."""
    return f"{address}/id/resource/{quote(identifier, safe='-')}"


def _publisher(body: Body) -> Named:
    pages = (body.website,) if is_iri(body.website) else ()
    return Named(body.iri, clean(body.name), body.code, kind=str(ORG["Organization"]), pages=pages)


def form_of_iri(iri: str) -> str:
    """Gives the address of the form that a resource with this address is to be had in."""
    return f"{iri}#distribution"


def dataset(one: Kept, address: str) -> Dataset:
    """Gives a resource as a data set; `address` is that of the installation."""
    iri, whole = iri_of(one.identifier, address), f"{address}/data/resources"
    page = f"{address}/en/resources/{quote(one.identifier, safe='-')}/"
    return Dataset(
        iri=iri,
        identifier=one.identifier,
        title=clean(one.name),
        text=clean(one.abstract),
        publisher=_publisher(one.body),
        contacts=_contacts(one, iri),
        keywords=_keywords(one.keywords),
        themes=_ordered(
            Named(f"{whole}#category-{scheme}-{_part(code)}", clean(title), code, scheme)
            for scheme, code, title in one.categories
        ),
        languages=tuple(sorted({language_iri(tag) for tag in one.languages})),
        frequency=_frequency(one.cycle, whole),
        access=Named(f"{ACCESS}{ACCESS_OF[Openness(one.openness)]}", code=one.openness),
        issued=_day(one.issued),
        modified=_day(one.updated),
        begins=_day(one.covers[0]),
        ends=_day(one.covers[1]),
        places=_place(one.place, whole),
        pages=(page,),
        laws=_law(one.law, whole),
        distributions=_distribution(one, iri, page),
        record=one.record,
        listed=_day(one.listed),
        sharing=one.sharing,
        task=clean(one.task),
        function=_coded("function", one.function, whole),
        elements=_ordered(
            Named(f"{whole}#element-{_part(code)}", clean(title), code)
            for code, title in one.elements
        ),
    )


def clean(texts: Mapping[str, str]) -> dict[str, str]:
    """Gives the texts that say something, as they come back from any way of writing."""
    return {tag.lower(): text.strip() for tag, text in texts.items() if text and text.strip()}


def _part(code: str) -> str:
    return quote(code, safe="-_.")


def _ordered(found: Iterable[Named]) -> tuple[Named, ...]:
    kept = {one.iri: one for one in found}
    return tuple(kept[iri] for iri in sorted(kept))


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _keywords(given: Texts) -> tuple[tuple[str, str], ...]:
    """Gives keywords one by one: they are kept in one text, with commas of any script between."""
    found = set()
    for tag, text in clean(given).items():
        for sign in "，、;；،\n":
            text = text.replace(sign, ",")  # noqa: PLW2901  # one sign after the other
        found |= {(tag, word.strip()) for word in text.split(",") if word.strip()}
    return tuple(sorted(found))


def _frequency(cycle: str, whole: str) -> Named:
    iri = f"{FREQUENCY}{cycle}" if cycle in FREQUENCIES else f"{whole}#cycle-{_part(cycle)}"
    return Named(iri, code=cycle)


def _place(place: tuple[str, Texts] | None, whole: str) -> tuple[Named, ...]:
    found = _coded("region", place, whole)
    return (found,) if found else ()


def _coded(kind: str, given: tuple[str, Texts] | None, whole: str) -> Named | None:
    if given is None:
        return None
    code, title = given
    return Named(f"{whole}#{kind}-{_part(code)}", clean(title), code)


def _law(law: tuple[str, Texts, str, str] | None, whole: str) -> tuple[Named, ...]:
    if law is None:
        return ()
    code, title, article, address = law
    said = {tag: f"{text}, {article}" if article else text for tag, text in title.items()}
    pages = (address,) if is_iri(address) else ()
    return (Named(f"{whole}#law-{_part(code)}", clean(said), code, pages=pages),)


def _contacts(one: Kept, iri: str) -> tuple[Contact, ...]:
    phone = "-".join(one.body.phone.split())
    phone = phone if is_iri(f"tel:{phone}") else ""
    website = one.body.website if is_iri(one.body.website) else ""
    if not phone and not website:
        return ()
    return (Contact(f"{iri}#contact", clean(one.body.name), phone=phone, page=website),)


def _distribution(one: Kept, iri: str, page: str) -> tuple[Distribution, ...]:
    """Gives the one form a resource can be had in; without an address its page says how."""
    if not one.online and not one.format:
        return ()
    access = one.online if is_iri(one.online) else page
    return (Distribution(form_of_iri(iri), access, format=_format(one.format, iri)),)


def _format(text: str, iri: str) -> Named | None:
    if not text.strip():
        return None
    code = text.strip().upper().replace("-", "_").replace(" ", "_")
    if code in FILE_TYPES:
        return Named(f"{FILE_TYPE}{code}", code=text.strip())
    return Named(f"{iri}#format", code=text.strip())
