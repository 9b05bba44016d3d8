"""Service cards in the words of CPSV-AP: what a card keeps as rich text goes out as plain text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from onewindow.delivery.services.cpsv.facts import Authority, Description, Part
from onewindow.delivery.services.cpsv.pieces import (
    Kept,
    Place,
    audiences,
    clean,
    decimal_of,
    step,
)
from onewindow.delivery.services.wire.rich_text import RichText, from_data
from onewindow.engines.linked import is_iri, language_iri
from onewindow.ground.kernel.texts import Texts

SILENT: Texts = {"en": "The source gives no description.", "pt": "A fonte não dá uma descrição."}
_NAMELESS: Texts = {"en": "Not named by the source", "pt": "Sem nome na fonte"}


def of_card(one: Kept, place: Place) -> Description:
    """Gives a card that was taken in from its source's own files."""
    card, iri = one.guide.get("card", {}), place.service(one.id)
    language = str(card.get("language", "und"))
    said = _Card(iri, one.code, language)
    source = place.source(one.origin, one.guide.get("source") or {"en": one.origin})
    return Description(
        iri=iri,
        identifier=one.source_id,
        title=clean(one.title),
        text=clean({language: said.plain(card.get("summary"))}) or dict(SILENT),
        authority=_body(card, one.region, place),
        languages=(language_iri(language),),
        keywords=tuple(
            sorted({(language, word.strip()) for word in card.get("keywords", ()) if word.strip()})
        ),
        duration=str((card.get("duration") or {}).get("iso", "")),
        pages=(f"{place.address}/en/imported/{one.origin}/{one.code}/",),
        places=(one.region,),
        audiences=audiences(one, place),
        channels=said.channels(card.get("steps", ()), place),
        costs=said.costs(card),
        evidence=said.evidence(card.get("bring", ())),
        laws=said.laws(card.get("legal", ())),
        requirements=said.requirements(card.get("audience", ())),
        rules=said.rules(card.get("steps", ())),
        contacts=said.contacts(card.get("contact")),
        sources=(source,),
    )


class _Card:
    """The parts of a card, each with its address inside the service."""

    def __init__(self, iri: str, code: str, language: str) -> None:
        self._iri, self._code, self._language = iri, code, language

    def plain(self, data: object) -> str:
        """Gives a rich text as words alone."""
        return _rich(data).plain()

    def _part(self, role: str, number: int, **more: Any) -> Part:
        return Part(
            f"{self._iri}#{role}-{number:03}", f"{self._code[:120]}-{role}-{number}", **more
        )

    def _texts(self, *words: str) -> dict[str, str]:
        return clean({self._language: "\n".join(word for word in words if word)})

    def _links(self, *data: object) -> tuple[str, ...]:
        found = {link.href for one in data for link in _rich(one).links()}
        return tuple(sorted(href for href in found if is_iri(href)))

    def channels(self, steps: Iterable[Mapping[str, Any]], place: Place) -> tuple[Part, ...]:
        """Gives every way to be served, each once, whatever step it belongs to."""
        every = {str(one): one for whole in steps for one in whole.get("channels", ())}
        return tuple(
            self._part(
                "channel",
                n,
                title=clean(one.get("words", {})),
                text=self._texts(one.get("case", ""), self.plain(one.get("text"))),
                kind=place.kind_of_channel(str(one["kind"])),
                code=str(one["kind"]),
                duration=str((one.get("wait") or {}).get("iso", "")),
                pages=self._links(one.get("text")),
            )
            for n, one in enumerate(every.values(), 1)
        )

    def costs(self, card: Mapping[str, Any]) -> tuple[Part, ...]:
        """Gives what is to be paid; where the source says that nothing is, a cost of nothing."""
        fees = card.get("fees", ())
        if not fees:
            return (self._part("cost", 1, amount="0"),) if card.get("cost") == "free" else ()
        return tuple(
            self._part(
                "cost",
                n,
                text=self._texts(one.get("case", ""), one.get("label", ""), one.get("text", "")),
                amount=decimal_of(one["minor"]) if "minor" in one else "",
                currency=str(one.get("currency", "")),
            )
            for n, one in enumerate(fees, 1)
        )

    def evidence(self, things: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
        """Gives what to bring; the case in which it is asked for is its description."""
        made = (
            self._part(
                "evidence",
                n,
                title=self._texts(self.plain(one.get("text"))),
                text=self._texts(one.get("case", "")),
                pages=self._links(one.get("text")),
            )
            for n, one in enumerate(things, 1)
        )
        return tuple(part for part in made if part.title)

    def laws(self, texts: Iterable[object]) -> tuple[Part, ...]:
        """Gives the acts that the source quotes."""
        return tuple(
            self._part("law", n, title=self._texts(self.plain(one)), pages=self._links(one))
            for n, one in enumerate(texts, 1)
        )

    def requirements(self, given: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
        """Gives who may ask, and what they must fulfil."""
        made = []
        for n, one in enumerate(given, 1):
            who, more = self.plain(one.get("who")), self.plain(one.get("requirements"))
            links = self._links(one.get("who"), one.get("requirements"))
            title, text = self._texts(who or more), self._texts(more if who else "")
            made.append(self._part("who", n, title=title, text=text, pages=links))
        return tuple(part for part in made if part.title)

    def rules(self, steps: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
        """Gives the steps, as rules that the applicant follows."""
        made = []
        for n, one in enumerate(steps, 1):
            text = self._texts(self.plain(one.get("description")))
            title = self._texts(str(one.get("title", ""))) or text
            made.append(step(self._iri, n, self._code, title, text))
        return tuple(part for part in made if part.title)

    def contacts(self, data: object) -> tuple[Part, ...]:
        """Gives how the source says that it can be reached."""
        text = self._texts(self.plain(data))
        return (self._part("contact", 1, text=text, pages=self._links(data)),) if text else ()


def _body(card: Mapping[str, Any], region: Part, place: Place) -> Authority:
    """Gives the body that the card names, by the id that its source gives it.

    Cards write the name of one body in several ways. Each way is an address of its own, so that
    every card keeps what it says; the identifier is the source's.
    """
    body = card.get("body", {})
    source_id, name = str(body.get("id", "")), str(body.get("name", "")).strip()
    tail = source_id.rpartition("/")[2]
    names = {language: f"{words} ({tail})" for language, words in _NAMELESS.items()}
    if name:
        names = {str(card.get("language", "und")): name}
    digest = hashlib.sha256(f"{source_id}\n{sorted(names.items())}".encode()).hexdigest()[:12]
    return Authority(f"{place.address}/data/services#body-{digest}", source_id, names, (region,))


def _rich(data: object) -> RichText:
    return from_data(data) if data else RichText()
