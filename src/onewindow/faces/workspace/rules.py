"""The order of a desk, and the reasons for it, as pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from onewindow.faces.workspace.types import Desk, Held, Reason, Tie, Waiting, Wanted, Why
from onewindow.ground.kernel.days import working_days_between

Place = tuple[dt.date, bool, dt.datetime, UUID]


def place(item: Waiting) -> Place:
    """Gives the sort key: the day that counts, then one's own, then what waits longest."""
    return item.limit, item.held is not Held.ME, item.since, item.task


def sorted_desk(items: Iterable[Waiting]) -> Desk:
    """Puts what waits into three piles: to do, taken by colleagues, standing still."""
    ordered = sorted(items, key=place)
    frozen = tuple(item for item in ordered if item.stopped)
    moving = [item for item in ordered if not item.stopped]
    return Desk(
        tuple(item for item in moving if item.held is not Held.COLLEAGUE),
        tuple(item for item in moving if item.held is Held.COLLEAGUE),
        frozen,
    )


def matching(items: Iterable[Waiting], wanted: Wanted) -> list[Waiting]:
    """Keeps what somebody wants to see, in its order."""
    held = {"mine": Held.ME, "unclaimed": Held.NOBODY}.get(wanted.who)
    return [
        item
        for item in items
        if (held is None or item.held is held)
        and (not wanted.overdue or item.limit < item.today)
        and (not wanted.service or item.service_code == wanted.service)
    ]


def why(item: Waiting, others: Sequence[Waiting] = ()) -> Why:
    """Gives the reason for a task's place; `others` are those that come after it.

    Overdue days count from the day after the limit: due on Friday, on Monday it is late by one.
    """
    is_step = item.step_due <= item.case_due
    tie = _tie(item, others)
    if item.limit < item.today:
        late = working_days_between(item.limit, item.today, item.holidays)
        return Why(Reason.STEP_OVERDUE if is_step else Reason.CASE_OVERDUE, late, tie)
    if item.limit == item.today:
        return Why(Reason.STEP_TODAY if is_step else Reason.CASE_TODAY, 0, tie)
    left = working_days_between(item.today, item.limit, item.holidays)
    return Why(Reason.STEP_LATER if is_step else Reason.CASE_LATER, left, tie)


def _tie(item: Waiting, others: Sequence[Waiting]) -> Tie:
    """Says what puts a task before the others of the same day."""
    if not any(other.limit == item.limit for other in others):
        return Tie.NONE
    return Tie.MINE if item.held is Held.ME else Tie.LONGEST


def following(items: Sequence[Waiting], done: UUID) -> Waiting | None:
    """Gives the task to open after one: the first that is not that one."""
    return next((item for item in items if item.task != done), None)


def completes_soon(item: Waiting) -> bool:
    """Says whether the application will count as complete by tomorrow, unless somebody looks."""
    day = item.count_as_complete_on
    return day is not None and working_days_between(item.today, day, item.holidays) <= 1
