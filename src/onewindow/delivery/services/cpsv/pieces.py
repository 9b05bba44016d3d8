"""What descriptions of own services and of cards are both made of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from onewindow.delivery.services.cpsv.facts import Authority, Part
from onewindow.delivery.services.types import OWN
from onewindow.ground.kernel.texts import Texts

_AUDIENCES: Mapping[str, Texts] = {
    "businesses": {"en": "Businesses"},
    "everybody": {"en": "Everybody"},
    "residents": {"en": "Residents"},
}


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """A service as it is kept, with what it refers to, ready to be described.

    Shape: `laws` are (code, title, article, uri), `events` (code, kind, title, summary); `body` is
    the one responsible on the day, with its contact, for own services alone.
    """

    id: UUID
    code: str
    origin: str
    source_id: str
    title: Texts
    summary: Texts
    audience: str
    guide: Mapping[str, Any]
    region: Part
    laws: tuple[tuple[str, Texts, str, str], ...] = ()
    events: tuple[tuple[str, str, Texts, Texts], ...] = ()
    body: Authority | None = None
    contact: Part | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where the addresses of an installation begin, and what it calls itself."""

    address: str
    name: Texts

    def service(self, key: UUID) -> str:
        """Gives the address of a service."""
        return f"{self.address}/id/service/{key}"

    def body(self, key: UUID) -> str:
        """Gives the address of an organisation."""
        return f"{self.address}/id/organisation/{key}"

    def region(self, code: str, name: Texts) -> Part:
        """Gives a region as a place."""
        return Part(f"{self.address}/data/organisations#region-{code}", title=clean(name))

    def kind_of_channel(self, code: str) -> str:
        """Gives the address of a kind of channel."""
        return f"{self.address}/data/services#channel-{code}"

    def source(self, origin: str, name: Texts) -> Part:
        """Gives the set of data that a service is part of: ours, or that of a source."""
        page = "services" if origin == OWN else f"services#{origin}"
        said = clean(name)
        return Part(f"{self.address}/data/{page}", origin, said, said)


def decimal_of(minor: int) -> str:
    """Gives an amount in hundredths as a decimal text."""
    whole, part = divmod(abs(minor), 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")


def named(iri: str, role: str, number: int, code: str, title: Texts) -> Part:
    """Gives a part that has a title, with its address inside the service."""
    return Part(f"{iri}#{role}-{number:03}", f"{code[:120]}-{role}-{number}", clean(title))


def step(iri: str, number: int, code: str, title: Texts, text: Texts) -> Part:
    """Gives a step as a rule; the profile wants a description, be it the title again."""
    title = clean(title)
    return dataclasses.replace(named(iri, "step", number, code, title), text=text or title)


def clean(texts: Texts) -> dict[str, str]:
    """Gives the texts that say something, as they come back from any way of writing."""
    return {
        language.lower(): text.strip()
        for language, text in texts.items()
        if isinstance(text, str) and text.strip()
    }


def audiences(one: Kept, place: Place) -> tuple[Part, ...]:
    """Gives whom the service is for, as the directory filters by it."""
    if not one.audience:
        return ()
    names = _AUDIENCES.get(one.audience) or {"en": one.audience.replace("-", " ").capitalize()}
    iri = f"{place.address}/data/services#audience-{one.audience}"
    return (Part(iri, title=dict(names), code=one.audience),)
