"""Places, law, institutions, people and functions of the demo country. Pure values.

The comments of the YAML files explain the fields. Codes and logins refer across files
(`Post.body` is a `Body.code`); dates are days in the region's own calendar.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from onewindow.ground.jurisdiction.types import RegionLevel, Unit
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.institutions.types import OrganType

Texts = Mapping[str, str]


class FunctionKind(StrEnum):
    """Kinds of functions. Source: `domain.md` 2.1, entity 3."""

    LICENCE = "licence"
    CONFIRMATION = "confirmation"
    PAYMENT = "payment"
    ADJUDICATION = "adjudication"
    REWARD = "reward"
    INSPECTION = "inspection"
    PUBLIC_SERVICE = "public_service"
    INTERNAL = "internal"


class FindingKind(StrEnum):
    """What is wrong with the distribution of functions."""

    OVERLAP = "overlap"
    GAP = "gap"


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """A place (regions.yaml); parents stand before their children."""

    code: str
    name: Texts
    level: RegionLevel
    time_zone: str
    languages: tuple[str, ...]
    parent: str | None = None
    assisted: bool = False
    offline: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday of a region and of all places in it (calendar.yaml)."""

    region: str
    day: dt.date
    name: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Basis:
    """An article of an act (legal.yaml); `note` says how far the sample may be trusted."""

    code: str
    title: Texts
    article: str
    issuer: Texts
    in_force_from: dt.date
    note: str
    in_force_to: dt.date | None = None
    uri: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A length of time that a basis sets (legal.yaml). Units: `value` counts `unit`."""

    code: str
    value: int
    unit: Unit
    basis: str
    valid_from: dt.date
    name: Texts
    region: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """An institution (bodies.yaml)."""

    code: str
    name: Texts
    organ_type: OrganType
    region: str
    since: dt.date
    about: Texts
    address: Texts
    hours: Texts
    phone: str
    email: str


@dataclasses.dataclass(frozen=True, slots=True)
class Post:
    """One seat in a body (posts.yaml)."""

    code: str
    body: str
    role: Role
    title: Texts

    @property
    def is_named_by_security(self) -> bool:
        """Says whether the security office names its holder, so that nobody else appoints."""
        return self.role is Role.SECURITY_HEAD


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """An official with a post, or a citizen without one (people.yaml)."""

    login: str
    name: Texts
    region: str
    language: str
    clearance: Level = Level.PUBLIC
    post: str | None = None
    since: dt.date | None = None
    certified: bool = True

    @property
    def email(self) -> str:
        """Gives an address that reaches nobody."""
        return f"{self.login}@people.example.org"


@dataclasses.dataclass(frozen=True, slots=True)
class Function:
    """A function with its one responsible body, or none: a gap (functions.yaml)."""

    code: str
    title: Texts
    object: str
    action: str
    target_group: str
    kind: FunctionKind
    territory: str
    basis: str
    responsible: str | None = None
    since: dt.date | None = None
    cooperating: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """An overlap, a claim to an owned function, or a gap (functions.yaml). Units: score 0 to 1."""

    code: str
    kind: FindingKind
    function: str
    found: dt.date
    evidence: Texts
    claimant: str | None = None
    similar: tuple[str, ...] = ()
    score: Decimal | None = None
