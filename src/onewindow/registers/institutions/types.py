"""Words and values of institutions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.permissions import Role

OWN = "own"


class OrganType(StrEnum):
    """Kinds of organs. Source: `domain.md` 2.1, entity 2; CPSV-AP Public Organisation."""

    PARTY = "party"
    GOVERNMENT = "government"
    CONGRESS = "congress"
    COURT = "court"
    MASS_ORG = "mass_org"
    PUBLIC_BODY = "public_body"


class BodyStatus(StrEnum):
    """Whether a body goes on or its end is decided."""

    ACTIVE = "active"
    CLOSED = "closed"


@dataclasses.dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches a body."""

    address: Mapping[str, str] = dataclasses.field(default_factory=dict)
    phone: str = ""
    hours: Mapping[str, str] = dataclasses.field(default_factory=dict)
    website: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """One body as a foreign source describes it.

    Shape: `valid_from` and `valid_to` are none where the source does not know them; a body that
    the source calls closed without a date has `is_closed`.
    """

    name: Mapping[str, str]
    organ_type: OrganType
    level: str
    region: str
    contact: Contact = Contact()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    is_closed: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Described:
    """One record of a source: the body, the code it gets here, and the codes of its parents.

    Shape: `source` is how the source itself calls the record.
    """

    source: str
    code: str
    body: Imported
    parents: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Reaching:
    """The parents that a source names for one body, found and missing."""

    linked: int
    ended: int
    missing: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class BodyFacts:
    """What others need to know of a body on some day."""

    id: UUID
    code: str
    scheme: str
    name: Mapping[str, str]
    organ_type: OrganType
    level: str
    region: str
    status: BodyStatus
    valid_from: dt.date | None
    valid_to: dt.date | None
    contact: Contact
    batch: UUID | None
    superseded_by: UUID | None

    def is_active(self, on: dt.date) -> bool:
        """Says whether the body exists on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


@dataclasses.dataclass(frozen=True, slots=True)
class PostFacts:
    """A post with those who hold it on a day.

    Shape: `held` says official -> (account, first day on which the post is no longer held).
    """

    id: UUID
    body: UUID
    title: Mapping[str, str]
    role: Role
    duties: tuple[str, ...]
    held: Mapping[UUID, tuple[UUID, dt.date | None]]
