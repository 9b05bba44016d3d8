"""Words of the desk: what waits, why it is where it is in the list."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID


class Held(StrEnum):
    """Who has a task, as its reader sees it."""

    NOBODY = "nobody"
    ME = "me"
    COLLEAGUE = "colleague"


class Reason(StrEnum):
    """Why a task stands where it stands."""

    STEP_OVERDUE = "step_overdue"
    CASE_OVERDUE = "case_overdue"
    STEP_TODAY = "step_today"
    CASE_TODAY = "case_today"
    STEP_LATER = "step_later"
    CASE_LATER = "case_later"


class Tie(StrEnum):
    """What decides between tasks of the same day."""

    NONE = "none"
    MINE = "mine"
    LONGEST = "longest"


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A task on a desk.

    Shape: `step_due` and `case_due` have the stops of the service counted in; `since` is the
    instant at which the step came; `count_as_complete_on` is the day after which the application
    counts as complete although nobody looked (INV-35), or none; `stopped` says why it stands
    still, or nothing.
    """

    task: UUID
    case: UUID
    number: str
    service: str
    service_code: str
    step: str
    step_due: dt.date
    case_due: dt.date
    since: dt.datetime
    held: Held
    holder: str
    today: dt.date
    holidays: frozenset[dt.date] = frozenset()
    count_as_complete_on: dt.date | None = None
    stopped: str = ""

    @property
    def limit(self) -> dt.date:
        """Gives the day that counts: the step's own, or the whole case's where that is earlier."""
        return min(self.step_due, self.case_due)


@dataclasses.dataclass(frozen=True, slots=True)
class Why:
    """Why a task stands where it stands. Units: `days` are working days."""

    reason: Reason
    days: int = 0
    tie: Tie = Tie.NONE


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """All that waits, in three piles; each in the order in which it is to be done."""

    to_do: tuple[Waiting, ...]
    taken: tuple[Waiting, ...]
    frozen: tuple[Waiting, ...]

    @property
    def overdue(self) -> int:
        """Counts what should have been done before today."""
        return sum(item.limit < item.today for item in self.to_do)

    @property
    def services(self) -> Mapping[str, str]:
        """Gives the services that have something here: code -> title."""
        everything = (*self.to_do, *self.taken, *self.frozen)
        return dict(sorted({item.service_code: item.service for item in everything}.items()))


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What of the pile somebody wants to see."""

    who: str = ""
    overdue: bool = False
    service: str = ""
