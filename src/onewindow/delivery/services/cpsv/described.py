"""Services as they stand here in the words of CPSV-AP: own ones, cards, and what came as such.

Pure: rows and what belongs to them are handed in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from onewindow.delivery.services.cpsv.facts import Authority, Description, Part, from_data, ordered
from onewindow.delivery.services.cpsv.from_cards import of_card
from onewindow.delivery.services.cpsv.pieces import (
    Kept,
    Place,
    audiences,
    clean,
    decimal_of,
    named,
    step,
)
from onewindow.delivery.services.types import OWN
from onewindow.engines.linked import is_iri, language_iri
from onewindow.ground.kernel.texts import Texts


def description(one: Kept, place: Place) -> Description | None:
    """Gives a service in the words of CPSV-AP; none where nobody answers for it today.

    What came as CPSV-AP keeps its address and every fact, and says whence it came here.
    """
    said = one.guide.get("cpsv")
    if isinstance(said, Mapping):
        given = from_data(said)
        mark = place.source(one.origin, one.guide.get("source") or {"en": one.origin})
        sources = {part.iri: part for part in (mark, *given.sources)}
        return dataclasses.replace(given, sources=ordered(list(sources.values())))
    if one.origin == OWN:
        return _own(one, one.body, place) if one.body else None
    return of_card(one, place)


def _own(one: Kept, body: Authority, place: Place) -> Description:
    guide, iri = one.guide, place.service(one.id)
    channels = [
        Part(
            f"{iri}#channel-{n:03}",
            f"{one.code}-channel-{n}",
            text=clean(given.get("where", {})),
            kind=place.kind_of_channel(str(given["kind"])),
            code=str(given["kind"]),
        )
        for n, given in enumerate(guide.get("channels", ()), 1)
    ]
    evidence = [named(iri, "evidence", n, one.code, given.get("name", {}))
                for n, given in enumerate(guide.get("bring", ()), 1)]  # fmt: skip
    outputs = [named(iri, "output", n, one.code, given)
               for n, given in enumerate(guide.get("outputs", ()), 1)]  # fmt: skip
    steps = enumerate(guide.get("steps", ()), 1)
    rules = [step(iri, n, one.code, given, {}) for n, given in steps]
    who = clean(guide.get("who", {}))
    return Description(
        iri=iri,
        identifier=one.code,
        title=clean(one.title),
        text=clean(one.summary) or clean(one.title),
        authority=body,
        languages=_languages(one.title),
        duration=str(guide.get("duration", {}).get("iso", "")),
        pages=(f"{place.address}/en/services/{one.code}/",),
        places=(one.region,),
        audiences=audiences(one, place),
        events=ordered([_event(place, event) for event in one.events]),
        channels=ordered(channels),
        costs=_own_costs(iri, one.code, guide.get("cost", {}).get("amounts", ())),
        evidence=ordered([part for part in evidence if part.title]),
        outputs=ordered([part for part in outputs if part.title]),
        laws=ordered([_law(iri, n, law) for n, law in enumerate(one.laws, 1)]),
        requirements=(named(iri, "who", 1, one.code, who),) if who else (),
        rules=ordered([part for part in rules if part.title]),
        contacts=(one.contact,) if one.contact else (),
        sources=(place.source(OWN, place.name),),
    )


def _event(place: Place, event: tuple[str, str, Texts, Texts]) -> Part:
    code, kind, title, summary = event
    iri = f"{place.address}/data/services#event-{code}"
    return Part(iri, code, clean(title), clean(summary), code=kind)


def _law(iri: str, number: int, law: tuple[str, Texts, str, str]) -> Part:
    code, title, article, uri = law
    pages = (uri,) if is_iri(uri) else ()
    return Part(f"{iri}#law-{number:03}", code, clean(title), number=article.strip(), pages=pages)


def _own_costs(iri: str, code: str, amounts: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    if not amounts:
        return (Part(f"{iri}#cost-001", f"{code}-cost-1", amount="0"),)
    return tuple(
        Part(
            f"{iri}#cost-{n:03}",
            f"{code}-cost-{n}",
            text=clean(one.get("what", {})),
            amount=decimal_of(int(one["minor"])),
            currency=str(one["currency"]),
        )
        for n, one in enumerate(amounts, 1)
    )


def _languages(texts: Texts) -> tuple[str, ...]:
    return tuple(sorted({language_iri(language) for language, text in texts.items() if text}))
