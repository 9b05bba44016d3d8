"""Words and values of functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.texts import later as _
from onewindow.registers.institutions.types import BodyFacts


class FunctionKind(StrEnum):
    """Kinds of powers and duties. Source: `domain.md` 2.1, entity 3 (lists of powers, 权责清单)."""

    LICENCE = "licence"
    CONFIRMATION = "confirmation"
    PAYMENT = "payment"
    ADJUDICATION = "adjudication"
    REWARD = "reward"
    INSPECTION = "inspection"
    PUBLIC_SERVICE = "public_service"
    INTERNAL = "internal"


class FunctionState(StrEnum):
    """Where a function is in its life."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ORPHANED = "orphaned"
    ENDED = "ended"


STATES: Mapping[str, object] = {
    "proposed": _("only proposed"),
    "active": _("active"),
    "orphaned": _("without an owner"),
    "ended": _("ended"),
}
"""States of functions in words, as part of a sentence."""


class Mode(StrEnum):
    """How a body takes part in a function. One is responsible; the others help it."""

    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"
    DELEGATED = "delegated"


class FindingKind(StrEnum):
    """What can be wrong with the division of functions."""

    OVERLAP = "overlap"
    GAP = "gap"
    DUPLICATE_SERVICE = "duplicate_service"
    EXCESS_LAYER = "excess_layer"


class FindingDecision(StrEnum):
    """How a finding ends. Source: F-FUN-3."""

    TRANSFER = "transfer"
    MERGE = "merge"
    DELEGATE = "delegate"
    LEAD_AND_COOPERATING = "lead_and_cooperating"
    OWNER_NAMED = "owner_named"
    JUSTIFIED = "justified"

    @property
    def gives(self) -> bool:
        """Says whether the decision gives the function to one of the bodies."""
        return self not in {FindingDecision.JUSTIFIED, FindingDecision.OWNER_NAMED}


class ReorganisationState(StrEnum):
    """Where a reorganisation is in its life."""

    PLANNED = "planned"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


REORGANISATION_STATES: Mapping[str, object] = {
    "planned": _("only planned"),
    "decided": _("decided"),
    "in_force": _("in force"),
    "withdrawn": _("withdrawn"),
}
"""States of reorganisations in words, as part of a sentence."""
OWN_CASES: Mapping[str, object] = {
    "gains": _("you hold a post in the institution that gains by it"),
    "waits": _("you own processes that wait for it"),
}
"""Why somebody is not the one to decide a finding, in words, as part of a sentence."""


class Doubt(StrEnum):
    """Why a function is not clear for processes."""

    UNKNOWN = "unknown"
    NOT_ACTIVE = "not_active"
    UNOWNED = "unowned"
    OPEN_FINDING = "open_finding"


DOUBTS: Mapping[str, object] = {
    "unknown": _("The register knows no function {function}."),
    "not_active": _("“{function}” is not active."),
    "unowned": _("Nobody is responsible for “{function}”."),
    "open_finding": _("A finding about “{function}” is open."),
}
"""Doubts in words: a sentence about one function."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a function is not clear. Shape: `finding` where a finding is the reason."""

    function: UUID
    title: str
    doubt: Doubt
    finding: UUID | None = None

    def __str__(self) -> str:
        words = {
            Doubt.UNKNOWN: "is not in the register",
            Doubt.NOT_ACTIVE: "is not exercised on that day",
            Doubt.UNOWNED: "has no responsible institution",
            Doubt.OPEN_FINDING: f"is named by an open finding ({self.finding})",
        }
        return f"{self.title} {words[self.doubt]}."


@dataclasses.dataclass(frozen=True, slots=True)
class Holding:
    """One body's part in a function. Shape: `ends` is the first day no longer held, or none."""

    body: UUID
    mode: Mode
    begins: dt.date
    ends: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class FunctionFacts:
    """What others need to know of a function."""

    id: UUID
    code: str
    title: Mapping[str, str]
    object: str
    action: str
    target_group: str
    kind: FunctionKind
    territory: str
    legal_basis: str | None
    state: FunctionState
    active_from: dt.date | None
    orphaned_on: dt.date | None
    ends_on: dt.date | None
    further_bases: tuple[str, ...] = ()

    @property
    def legal_bases(self) -> tuple[str, ...]:
        """Gives the codes of all articles that the function rests on, the principal one first."""
        return (*([self.legal_basis] if self.legal_basis else []), *self.further_bases)

    def is_active(self, on: dt.date) -> bool:
        """Says whether the function is exercised on that day; its last days are kept in mind."""
        last = self.orphaned_on or self.ends_on
        begun = self.active_from is not None and self.active_from <= on
        return begun and (last is None or on < last)


@dataclasses.dataclass(frozen=True, slots=True)
class Scanned:
    """What a search of the register did. Units: counts; `recorded` are findings new or open."""

    functions: int
    compared: int
    recorded: int


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """What a body said of a finding, on which day."""

    body: UUID
    words: str
    said_on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding with what was said of it.

    Shape: `items` are references written kind:id; `concerned` are the bodies whose functions it
    is about; `statements` are oldest first.
    """

    id: UUID
    kind: FindingKind
    items: tuple[str, ...]
    score: Decimal
    evidence: Mapping[str, object]
    recorded_at: dt.datetime
    concerned: tuple[UUID, ...]
    statements: tuple[Said, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A function as it is proposed.

    Shape: `territory` and legal bases are codes; `further_bases` are the articles it rests on
    beside the principal one.
    """

    code: str
    title: Mapping[str, str]
    object: str
    action: str
    kind: FunctionKind
    territory: str
    legal_basis: str | None = None
    target_group: str = ""
    further_bases: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A body's part in a function on a day."""

    function: UUID
    body: UUID
    mode: Mode


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one body at the day of a reorganisation.

    Shape: `goes` says function -> body that gets it; `rest` gets every function not named there
    (none: the body keeps them). `posts` says post -> body to which it moves with its holders;
    `posts_to` is where the others go (none: they end with the body, or stay in one that goes on).
    A body that `closes` is merged into `rest`, or split where `goes` names several.
    """

    body: UUID
    goes: Mapping[UUID, UUID] = dataclasses.field(default_factory=dict)
    rest: UUID | None = None
    closes: bool = False
    posts: Mapping[UUID, UUID] = dataclasses.field(default_factory=dict)
    posts_to: UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """A reorganisation as it is planned: what becomes of which bodies, and on which day.

    Shape: `basis` names the instrument that orders it.
    """

    title: Mapping[str, str]
    on: dt.date
    basis: str
    changes: tuple[Change, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Move:
    """One part of a function that leaves a body. Shape: help that only ends goes to nobody."""

    function: UUID
    from_body: UUID
    to_body: UUID | None
    mode: Mode


@dataclasses.dataclass(frozen=True, slots=True)
class Closing:
    """A body that ends, and the one that comes after it, if one does."""

    body: UUID
    heir: UUID | None


@dataclasses.dataclass(frozen=True, slots=True)
class PostMove:
    """A post of a body that changes, and where it goes with its holders; nowhere: it ends."""

    post: UUID
    from_body: UUID
    to_body: UUID | None


@dataclasses.dataclass(frozen=True, slots=True)
class Unfolded:
    """A plan in single steps.

    Shape: `kept` are functions that a closing body would still be responsible for: none in a plan
    that can be decided.
    """

    moves: tuple[Move, ...]
    closings: tuple[Closing, ...]
    posts: tuple[PostMove, ...]
    kept: tuple[UUID, ...] = ()

    @property
    def bodies(self) -> frozenset[UUID]:
        """Gives all bodies that lose or get something."""
        ends = [one for move in self.moves for one in (move.from_body, move.to_body)]
        ends += [one for closing in self.closings for one in (closing.body, closing.heir)]
        ends += [one for post in self.posts for one in (post.from_body, post.to_body)]
        return frozenset(one for one in ends if one)


@dataclasses.dataclass(frozen=True, slots=True)
class ReorganisationFacts:
    """What others need to know of a reorganisation."""

    id: UUID
    title: Mapping[str, str]
    on: dt.date
    basis: str
    state: ReorganisationState
    planned_by: str
    planned_by_label: str
    decided_by_label: str
    withdrawn_because: str


@dataclasses.dataclass(frozen=True, slots=True)
class Related:
    """A part with what relates its function to others.

    Shape: `above` are the codes of the territory's region and of all regions around it.
    """

    function: UUID
    body: UUID
    mode: Mode
    object: str
    territory: str
    above: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Drawn:
    """A function as the map shows it: whose it is, who helps, how many findings are open."""

    function: FunctionFacts
    owner: UUID | None
    helpers: Sequence[tuple[UUID, Mode]]
    findings: int


@dataclasses.dataclass(frozen=True, slots=True)
class Atlas:
    """Who does what on a day. Shape: `bodies` in the order of their codes, then `functions`."""

    bodies: Sequence[BodyFacts]
    functions: Sequence[Drawn]
