"""Words and values of the catalogue."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.texts import later as _
from onewindow.registers.institutions.types import OrganType

Texts = Mapping[str, str]


class Scheme(StrEnum):
    """By what resources are classified. Source: GB/T 21063.4."""

    SUBJECT = "subject"
    ORGAN = "organ"
    FORM = "form"
    FUNCTION = "function"


class SharingType(StrEnum):
    """How a resource is shared among institutions; sharing without condition is the rule."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    NOT_SHARED = "not_shared"


class Openness(StrEnum):
    """How far a resource is open to the public."""

    OPEN = "open"
    ON_REQUEST = "on_request"
    CLOSED = "closed"


class ResourceState(StrEnum):
    """Where a resource is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ElementType(StrEnum):
    """What the values of a data element are."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    IDENTIFIER = "identifier"
    ADDRESS = "address"
    DOCUMENT = "document"


class Sensitivity(StrEnum):
    """What a datum says about people. Source: Personal Information Protection Law, 4 and 28."""

    NOT_PERSONAL = "not_personal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class ElementState(StrEnum):
    """Where a data element is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    RETIRED = "retired"


class SubjectType(StrEnum):
    """What the entries of a register are about."""

    PERSON = "person"
    EVENT = "event"
    ORGANISATION = "organisation"
    PLACE = "place"
    PROPERTY = "property"
    RIGHT = "right"


class RegisterState(StrEnum):
    """Where a register is in its life."""

    ACTIVE = "active"
    RETIRED = "retired"


class SystemState(StrEnum):
    """Where an information system is in its life. Source: RIHA."""

    PLANNED = "planned"
    ESTABLISHED = "established"
    IN_USE = "in_use"
    TERMINATED = "terminated"


STATES: Mapping[str, object] = {
    "draft": _("only a draft"),
    "published": _("published"),
    "withdrawn": _("withdrawn"),
    "proposed": _("only proposed"),
    "active": _("active"),
    "retired": _("retired"),
    "planned": _("only planned"),
    "established": _("established"),
    "in_use": _("in use"),
    "terminated": _("terminated"),
}
"""States of resources, elements, registers and systems in words, as part of a sentence."""


class HarvestFormat(StrEnum):
    """In what words another catalogue describes what it has."""

    DCAT = "dcat"
    DATA_JSON = "data-json"
    CKAN = "ckan"


class HarvestState(StrEnum):
    """Where a run over a source is. A held run waits for a person."""

    RUNNING = "running"
    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    HELD = "held"
    CONFIRMED = "confirmed"


class HarvestedState(StrEnum):
    """Whether what a source described is still there."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class Lack(StrEnum):
    """What makes a resource an orphan (F-CAT-9)."""

    OWNER = "owner"
    CATEGORY = "category"
    FUNCTION = "function"
    STATE = "state"
    SOURCE = "source"


@dataclasses.dataclass(frozen=True, slots=True)
class Description:
    """A resource as its provider describes it; what is left empty is asked for or stays empty.

    Shape: `category` and `further` are written scheme:code; `function` and `legal_basis` are
    codes; `update_cycle` is an ISO 8601 duration or an EU frequency code; `elements` are codes.
    Mandatory are name, abstract, provider, category, level and update cycle, and one of function
    and party task; identifier and metadata identifier are given by the catalogue.
    Source: GB/T 21063.3 (the six core elements and six optional ones), `domain.md` INV-15, 17.
    """

    name: Texts = dataclasses.field(default_factory=dict)
    abstract: Texts = dataclasses.field(default_factory=dict)
    provider: UUID | None = None
    category: str = ""
    level: Level | None = None
    update_cycle: str = ""
    function: str = ""
    party_task: Texts = dataclasses.field(default_factory=dict)
    sharing_type: SharingType = SharingType.UNCONDITIONAL
    legal_basis: str = ""
    openness: Openness = Openness.CLOSED
    further: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    keywords: Texts = dataclasses.field(default_factory=dict)
    issued: dt.date | None = None
    format: str = ""
    online_address: str = ""
    covers_from: dt.date | None = None
    covers_to: dt.date | None = None
    covers_region: str = ""
    languages: tuple[str, ...] = ()
    last_updated: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Definition:
    """A data element as it is defined. Shape: `code` is subject.name, like person.birth_date."""

    code: str
    title: Texts
    definition: Texts
    type: ElementType
    value_domain: str = ""
    sensitivity: Sensitivity = Sensitivity.NOT_PERSONAL


@dataclasses.dataclass(frozen=True, slots=True)
class SourceFacts:
    """The one register that holds a data element, who answers for it, and since when."""

    register: UUID
    register_code: str
    register_name: Texts
    owner: UUID
    since: dt.date
    until: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class ElementFacts:
    """What others need to know of a data element on a day; `source` is that day's, or none."""

    id: UUID
    code: str
    title: Texts
    definition: Texts
    type: ElementType
    value_domain: str
    sensitivity: Sensitivity
    state: ElementState
    source: SourceFacts | None


@dataclasses.dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What others need to know of a register."""

    id: UUID
    code: str
    name: Texts
    owner: UUID
    subject_type: SubjectType
    legal_basis: str | None
    system: UUID | None
    state: RegisterState
    retired_on: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Quality:
    """How good the entries of one provider are; a rate is its numerator and denominator.

    Shape: coverage counts registers and systems of the body (with all their elements catalogued,
    all); completeness counts filled and all core elements of its resources; freshness counts
    resources updated within their cycle, and those that have a cycle. Source: M-RES-1 to 3.
    """

    body: UUID
    resources: int
    coverage: tuple[int, int]
    completeness: tuple[int, int]
    freshness: tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Orphan:
    """A resource, register or system that the structure does not hold (AC-H2): what it lacks."""

    kind: str
    id: UUID
    title: Texts
    lacks: tuple[Lack, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What a directory is narrowed to. Shape: `category` is written scheme:code."""

    words: str = ""
    organ: OrganType | None = None
    category: str = ""
    sharing_type: SharingType | None = None
    provider: UUID | None = None
    element: str = ""
    state: ResourceState | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SourceTold:
    """Another catalogue as it is asked.

    Shape: `cycle` is an update cycle, empty where it is asked by hand alone; without `address`
    it is given as a file. Units: `most_gone` per cent of what it showed that may vanish at once.
    """

    code: str
    title: Texts
    address: str
    format: HarvestFormat
    region: str
    cycle: str
    most_gone: int


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """Who has a run: `number` counts how often it was picked up, so that a run that only seemed
    dead finds that it is another's now.
    """

    run: UUID
    number: int
    source: SourceTold
    etag: str = ""
    last_modified: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run did, or is doing. Shape: `lines` are (record, reason), the first of them."""

    id: UUID
    source: str
    state: HarvestState
    begun: dt.datetime
    ended: dt.datetime | None
    created: int
    updated: int
    unchanged: int
    rejected: int
    withdrawn: int
    gone: int
    reason: str
    lines: tuple[tuple[str, str], ...]
