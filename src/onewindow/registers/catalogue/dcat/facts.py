"""What is said of a data set in the words of DCAT-AP: plain values that JSON can keep.

Shape: texts are {"en": "Households"}; parts are sorted by their addresses, so that two
descriptions of one data set can be compared. Addresses are absolute IRIs, days ISO 8601.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from onewindow.ground.kernel.texts import Texts

Json = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """Something that a data set names: an agent, a theme, a place, an article.

    Shape: `code` is a short code of it, `scheme` the code of the classification it stands in,
    `kind` the address of its further class, `pages` where it can be read.
    """

    iri: str
    title: Texts = dataclasses.field(default_factory=dict)
    code: str = ""
    scheme: str = ""
    kind: str = ""
    pages: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about a data set."""

    iri: str
    name: Texts = dataclasses.field(default_factory=dict)
    mail: str = ""
    phone: str = ""
    page: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Distribution:
    """A form in which a data set can be had. Shape: `format` and `licence` are named things."""

    iri: str
    access: str = ""
    download: str = ""
    title: Texts = dataclasses.field(default_factory=dict)
    text: Texts = dataclasses.field(default_factory=dict)
    format: Named | None = None
    licence: Named | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Dataset:
    """All that is said of one data set.

    Shape: `keywords` are (language, word); `frequency` and `access` are named things of the
    authority tables; `record` and `listed` are identifier and day of its entry in the catalogue
    (dcat:CatalogRecord). GB/T 21063.3 knows `sharing` (a code of ours), `task` (of the party),
    `function` and `elements` besides.
    """

    iri: str
    identifier: str = ""
    title: Texts = dataclasses.field(default_factory=dict)
    text: Texts = dataclasses.field(default_factory=dict)
    publisher: Named | None = None
    contacts: tuple[Contact, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    themes: tuple[Named, ...] = ()
    languages: tuple[str, ...] = ()
    frequency: Named | None = None
    access: Named | None = None
    issued: str = ""
    modified: str = ""
    begins: str = ""
    ends: str = ""
    places: tuple[Named, ...] = ()
    pages: tuple[str, ...] = ()
    laws: tuple[Named, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    record: str = ""
    listed: str = ""
    sharing: str = ""
    task: Texts = dataclasses.field(default_factory=dict)
    function: Named | None = None
    elements: tuple[Named, ...] = ()

    def data(self) -> Json:
        """Gives what JSON keeps of it: what says something."""
        whole = dataclasses.asdict(self)
        return {name: _spare(one) for name, one in whole.items() if _says(one)}


_PARTS: Mapping[str, type] = {
    "publisher": Named,
    "frequency": Named,
    "access": Named,
    "function": Named,
    "format": Named,
    "licence": Named,
    "contacts": Contact,
    "themes": Named,
    "places": Named,
    "laws": Named,
    "elements": Named,
    "distributions": Distribution,
}


def from_data(given: Mapping[str, Any]) -> Dataset:
    """Gives the data set that `data` wrote down."""
    return Dataset(**_fields(given))


def _fields(given: Mapping[str, Any]) -> Json:
    return {name: _field(name, value) for name, value in given.items()}


def _field(name: str, value: Any) -> Any:
    kind = _PARTS.get(name)
    if kind is not None and isinstance(value, Mapping):
        return kind(**_fields(value))
    if not isinstance(value, list):
        return value
    if kind is not None:
        return tuple(kind(**_fields(one)) for one in value)
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)


def _says(value: Any) -> bool:
    return value not in ("", None, (), {})


def _spare(value: Any) -> Any:
    """Gives a value without what says nothing, tuples as lists."""
    if isinstance(value, dict):
        return {name: _spare(one) for name, one in value.items() if _says(one)}
    return [_spare(one) for one in value] if isinstance(value, tuple) else value
