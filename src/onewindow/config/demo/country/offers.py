"""Services of the demo country, the events that lead to them, and their clearances. Pure values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

Texts = Mapping[str, str]


class EventKind(StrEnum):
    """Whose life the event belongs to."""

    LIFE = "life"
    BUSINESS = "business"


class ChannelKind(StrEnum):
    """Ways to a service. Source: `domain.md` 2.1, entity 54."""

    WEB = "web"
    TEXT_WEB = "text_web"
    SMS = "sms"
    USSD = "ussd"
    VOICE = "voice"
    WINDOW = "window"
    AGENT = "agent"
    PAPER = "paper"

    @property
    def needs_internet(self) -> bool:
        """Says whether a person needs the internet to use it."""
        return self in (ChannelKind.WEB, ChannelKind.TEXT_WEB)


class Decision(StrEnum):
    """Decisions about a security clearance. Source: `domain.md` 2.1, entity 37."""

    AUTHORISED = "authorised"
    WITH_CONDITIONS = "with_conditions"
    INTERIM_TEST = "interim_test"
    DENIED = "denied"


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    """What something costs. Units: minor units of the currency."""

    minor: int
    currency: str
    what: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Channel:
    """A way to the service and where it is."""

    kind: ChannelKind
    where: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Output:
    """What the service gives."""

    code: str
    name: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """What to bring; what is not essential may come later on a signed promise."""

    name: Texts
    essential: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Service:
    """A public service in the terms of CPSV-AP (services.yaml). No costs means free of charge."""

    code: str
    name: Texts
    description: Texts
    function: str
    contact: str
    who: Texts
    audience: str
    events: tuple[str, ...]
    languages: tuple[str, ...]
    processing_time: str
    statutory: str
    promised: str
    costs: tuple[Cost, ...]
    channels: tuple[Channel, ...]
    outputs: tuple[Output, ...]
    bring: tuple[Evidence, ...]
    steps: tuple[Texts, ...]
    legal_basis: tuple[str, ...]
    goes_live: dt.date
    where_to_go: Texts | None = None
    form: str | None = None
    process: str | None = None
    series: str | None = None

    @property
    def can_be_applied_for(self) -> bool:
        """Says whether people apply here instead of being told where to go."""
        return self.form is not None


@dataclasses.dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event in a life or a business and the services that help (life_events.yaml)."""

    code: str
    kind: EventKind
    title: Texts
    description: Texts
    services: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Condition:
    """What must be done, by when, for the clearance to stand."""

    code: str
    due: dt.date
    text: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Clearance:
    """A decision of the security office about a service (clearances.yaml).

    Shape: `valid_from` and `expires` (not included) are none where it is denied.
    """

    service: str
    decision: Decision
    paper: str
    mark: int
    prepared_by: str
    marked_by: str
    signed_by: str
    signed_on: dt.date
    residual_risk: Texts
    second_marker: str | None = None
    valid_from: dt.date | None = None
    expires: dt.date | None = None
    conditions: tuple[Condition, ...] = ()
    critical_failed: tuple[Texts, ...] = ()

    def holds(self, on: dt.date) -> bool:
        """Says whether the service may be live under this decision on that day."""
        lets = self.decision in (Decision.AUTHORISED, Decision.WITH_CONDITIONS)
        return bool(lets and self.valid_from and self.expires) and (self.valid_from or on) <= on < (
            self.expires or on
        )
