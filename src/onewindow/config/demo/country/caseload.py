"""The recipe for the generated cases of the demo country. Pure values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

Texts = Mapping[str, str]


class CaseState(StrEnum):
    """Stored states of a case; frozen is derived. Source: `domain.md` 2.2."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CORRECTION_REQUESTED = "correction_requested"
    RESUBMITTED = "resubmitted"
    ACCEPTED = "accepted"
    IN_PROCESS = "in_process"
    CLOCK_STOPPED = "clock_stopped"
    DECIDED = "decided"
    DELIVERED = "delivered"
    RATED = "rated"
    ARCHIVED = "archived"

    @property
    def is_decided(self) -> bool:
        """Says whether a case in this state has its outcome."""
        return self in (self.DECIDED, self.DELIVERED, self.RATED, self.ARCHIVED)


class Outcome(StrEnum):
    """How a case ended."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclasses.dataclass(frozen=True, slots=True)
class CaseGroup:
    """So many cases in one state. Units: `age` = (youngest, oldest) in working days back."""

    state: CaseState
    count: int
    age: tuple[int, int]
    outcome: Outcome | None = None
    at: tuple[str, ...] = ()
    claimed: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Names:
    """Name parts from which applicants and children are made."""

    family: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    children: tuple[str, ...]
    hospitals: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class AnswerShares:
    """How often each choice is taken. Units: of 100."""

    child_sex: Mapping[str, int]
    household_to_join: Mapping[str, int]
    card_pick_up: Mapping[str, int]
    without_other_parent: int


@dataclasses.dataclass(frozen=True, slots=True)
class Ratings:
    """How many cases get which grade, 5 is best, and what people say with it."""

    grades: Mapping[int, int]
    comments: Mapping[int, tuple[Texts, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """A reason for a refusal at a step, with its basis and what helps (INV-36).

    Shape: `outcome` is that of the whole case after it, refused or partly.
    """

    step: str
    outcome: Outcome
    basis: str
    reason: Texts
    remedy: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Recipe:
    """How the generated cases are made (cases.yaml). Units: `hours` = hour of day -> weight."""

    seed: int
    count: int
    service: str
    states: tuple[CaseGroup, ...]
    hours: Mapping[int, int]
    known_applicants: Mapping[str, int]
    names: Names
    answers: AnswerShares
    ratings: Ratings
    refusals: tuple[Refusal, ...]
