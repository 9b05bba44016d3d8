"""What a reader of services gives: a service as its source tells it, ready to be shown."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from onewindow.delivery.services.wire.rich_text import NO_TEXT, Link, RichText
from onewindow.delivery.services.wire.words import (
    ChannelKind,
    Purpose,
    Segment,
    Unit,
    Words,
    channel_words,
    iso_duration,
    unit_words,
)
from onewindow.ground.kernel.money import Money


@dataclasses.dataclass(frozen=True, slots=True)
class Rejection:
    """A file that gives no service; the reason is a plain sentence."""

    source: str
    reason: str


class CostKind(enum.StrEnum):
    FREE = "free"
    FEES = "fees"
    VARIES = "varies"
    NOT_SAID_HOW_MUCH = "not_said_how_much"
    NOT_STATED = "not_stated"


@dataclasses.dataclass(frozen=True, slots=True)
class Fee:
    """One thing to pay. `text` is the source's figure or words ("R$ 7,50", "1% do valor").

    Shape: `money` is None where the figure varies or is not readable beyond doubt; `is_free`
    where the line says that this case costs nothing; `case` is the situation it is for.
    """

    label: str
    text: str
    money: Money | None = None
    is_free: bool = False
    case: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    kind: CostKind
    fees: tuple[Fee, ...] = ()


class DurationKind(enum.StrEnum):
    RANGE = "range"
    UP_TO = "up_to"
    AVERAGE = "average"
    IMMEDIATE = "immediate"
    NOT_ESTIMATED = "not_estimated"
    NOT_STATED = "not_stated"


@dataclasses.dataclass(frozen=True, slots=True)
class Duration:
    """How long it takes. Units: `minimum` and `maximum` count `unit`; None where not said."""

    kind: DurationKind
    minimum: int | None = None
    maximum: int | None = None
    unit: Unit | None = None
    note: RichText = NO_TEXT

    @property
    def iso_minimum(self) -> str:
        """ISO 8601, or nothing where it cannot be derived (working days)."""
        return iso_duration(self.minimum, self.unit) if self.minimum and self.unit else ""

    @property
    def iso_maximum(self) -> str:
        return iso_duration(self.maximum, self.unit) if self.maximum and self.unit else ""

    @property
    def is_stated(self) -> bool:
        return self.kind not in (DurationKind.NOT_ESTIMATED, DurationKind.NOT_STATED) or bool(
            self.note
        )

    @property
    def words(self) -> Words:
        """Gives our sentence: "16 to 30 days", "Up to 1 month", "At once"."""
        if self.maximum is None or self.unit is None:
            return _DURATION_WORDS[self.kind]
        nouns = unit_words(self.maximum, self.unit)
        facts = {"low": self.minimum, "high": self.maximum}
        return {
            language: words.format(**facts, unit=nouns[language])
            for language, words in _DURATION_WORDS[self.kind].items()
        }


_DURATION_WORDS: Mapping[DurationKind, Words] = {
    DurationKind.RANGE: {"en": "{low} to {high} {unit}", "pt": "De {low} a {high} {unit}"},
    DurationKind.UP_TO: {"en": "Up to {high} {unit}", "pt": "Até {high} {unit}"},
    DurationKind.AVERAGE: {"en": "About {high} {unit}", "pt": "Em média {high} {unit}"},
    DurationKind.IMMEDIATE: {"en": "At once", "pt": "Atendimento imediato"},
    DurationKind.NOT_ESTIMATED: {
        "en": "The source gives no estimate.",
        "pt": "A fonte não dá uma estimativa.",
    },
    DurationKind.NOT_STATED: {
        "en": "Not stated by the source.",
        "pt": "Não informado pela fonte.",
    },
}


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """Something to bring; `case` is the situation in which it is asked ("Se procurador")."""

    text: RichText
    case: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Channel:
    """A way to be served.

    Units: `wait` is what the source expects people to wait; `when_down` is what to do when the
    system does not answer.
    """

    kind: ChannelKind
    purpose: Purpose
    text: RichText
    case: str = ""
    wait: Duration | None = None
    when_down: RichText = NO_TEXT

    @property
    def links(self) -> tuple[Link, ...]:
        return self.text.links()

    @property
    def words(self) -> Words:
        return channel_words(self.kind, self.purpose)


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step of the service; `needs_nothing` where the source says that no document is asked."""

    title: str
    description: RichText
    documents: tuple[Document, ...]
    needs_nothing: bool
    fees: tuple[Fee, ...]
    channels: tuple[Channel, ...]
    duration: Duration | None


@dataclasses.dataclass(frozen=True, slots=True)
class Applicant:
    """Who the service is for, and what they must fulfil."""

    who: RichText
    requirements: RichText


@dataclasses.dataclass(frozen=True, slots=True)
class BodyNamed:
    """The responsible body as the card names it; three cards give its number without a name."""

    source_id: str
    name: str


class ValidityKind(enum.StrEnum):
    FOR = "for"
    NO_END = "no_end"
    AS_SAID = "as_said"


@dataclasses.dataclass(frozen=True, slots=True)
class Validity:
    """How long the result is good. Units: `count` of `unit`, for kind FOR only."""

    kind: ValidityKind
    count: int | None
    unit: Unit | None
    note: RichText


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedService:
    """A service as its source tells it: information, not checked by us.

    Shape: `number` is the source's own number, which `related` names; it is not unique there.
    `language` is the language of the texts. `start` is where to begin, None when not said.
    """

    source_id: str
    number: str
    name: str
    acronym: str
    other_names: tuple[str, ...]
    summary: RichText
    audience: tuple[Applicant, ...]
    segments: tuple[Segment, ...]
    cost: Cost
    duration: Duration
    steps: tuple[Step, ...]
    bring: tuple[Document, ...]
    needs_nothing: bool
    start: Channel | None
    is_digital: bool
    validity: Validity | None
    body: BodyNamed
    contact: RichText
    legal_basis: tuple[RichText, ...]
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    accessibility: RichText
    priority: RichText
    treatment: RichText
    language: str = "pt"
