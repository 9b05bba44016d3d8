"""What is said of a service in the words of CPSV-AP: plain values that JSON can keep.

Shape: texts are {"en": "Birth"}; parts are sorted by their addresses, so that two descriptions
of one service can be compared. Addresses are absolute IRIs.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Mapping
from typing import Any

from onewindow.ground.kernel.texts import Texts

Json = dict[str, Any]
ROLES = (
    "places",
    "audiences",
    "events",
    "channels",
    "costs",
    "evidence",
    "outputs",
    "laws",
    "requirements",
    "rules",
    "contacts",
    "sources",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """Something that a service is described by: a channel, a cost, an article, a place.

    Units: `duration` is ISO 8601; `amount` counts whole units of `currency` (ISO 4217) as a
    decimal text. Shape: `kind` is the address of its kind, `code` a short code of that ("window"),
    `number` an article, `hours` when a contact is there.
    """

    iri: str
    identifier: str = ""
    title: Texts = dataclasses.field(default_factory=dict)
    text: Texts = dataclasses.field(default_factory=dict)
    hours: Texts = dataclasses.field(default_factory=dict)
    kind: str = ""
    code: str = ""
    number: str = ""
    duration: str = ""
    amount: str = ""
    currency: str = ""
    phone: str = ""
    mail: str = ""
    pages: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Authority:
    """The one body that answers for a service; `places` are those that it is competent for."""

    iri: str
    identifier: str
    name: Texts
    places: tuple[Part, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Description:
    """A service as CPSV-AP describes it. `languages` are addresses of languages."""

    iri: str
    identifier: str
    title: Texts
    text: Texts
    authority: Authority
    languages: tuple[str, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    duration: str = ""
    pages: tuple[str, ...] = ()
    places: tuple[Part, ...] = ()
    audiences: tuple[Part, ...] = ()
    events: tuple[Part, ...] = ()
    channels: tuple[Part, ...] = ()
    costs: tuple[Part, ...] = ()
    evidence: tuple[Part, ...] = ()
    outputs: tuple[Part, ...] = ()
    laws: tuple[Part, ...] = ()
    requirements: tuple[Part, ...] = ()
    rules: tuple[Part, ...] = ()
    contacts: tuple[Part, ...] = ()
    sources: tuple[Part, ...] = ()

    def parts(self, role: str) -> tuple[Part, ...]:
        """Gives the parts of one role."""
        found: tuple[Part, ...] = getattr(self, role)
        return found

    def data(self) -> Json:
        """Gives what JSON can keep; `from_data` makes the same description of it."""
        kept = _kept(self)
        kept["authority"] = _kept(self.authority)
        kept["authority"]["places"] = [_kept(one) for one in self.authority.places]
        for role in ROLES:
            if role in kept:
                kept[role] = [_kept(one) for one in kept[role]]
        return kept


def _kept(value: Part | Authority | Description) -> Json:
    names, all_of = _FIELDS[type(value)]
    return {
        name: list(one) if isinstance(one, tuple) else dict(one) if isinstance(one, dict) else one
        for name, one in zip(names, all_of(value), strict=True)
        if one
    }


_FIELDS = {
    kind: (names, operator.attrgetter(*names))
    for kind in (Part, Authority, Description)
    for names in [tuple(field.name for field in dataclasses.fields(kind))]
}


def from_data(data: Mapping[str, Any]) -> Description:
    """Gives the description that `data()` kept. Raises: KeyError, TypeError for anything else."""
    given = dict(data)
    authority = dict(given.pop("authority"))
    places = tuple(_part(one) for one in authority.pop("places", ()))
    roles: dict[str, Any] = {
        role: tuple(_part(one) for one in given.pop(role, ())) for role in ROLES
    }
    lists: dict[str, Any] = {name: tuple(given.pop(name, ())) for name in ("languages", "pages")}
    keywords = tuple((str(one[0]), str(one[1])) for one in given.pop("keywords", ()))
    return Description(
        **given,
        **roles,
        **lists,
        keywords=keywords,
        authority=Authority(**{"identifier": "", **authority}, places=places),
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(**{**data, "pages": tuple(data.get("pages", ()))})


def ordered(parts: list[Part]) -> tuple[Part, ...]:
    """Gives parts in their one order: by their addresses."""
    return tuple(sorted(parts, key=lambda one: one.iri))
