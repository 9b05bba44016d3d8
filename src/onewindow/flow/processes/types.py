"""Words of processes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.texts import later as _


class TaskState(StrEnum):
    """Life of a task: open -> claimed -> done; open or claimed -> withdrawn."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OUTCOMES: Mapping[str, object] = {
    "granted": _("Granted"),
    "refused": _("Refused"),
    "partly": _("Granted in part"),
}
"""Outcomes of steps and results of cases in words."""

GRANTED = "granted"
REFUSED = "refused"
ALL_OR_NOTHING = "allOrNothing"


@dataclasses.dataclass(frozen=True, slots=True)
class DeskLine:
    """A task as the desk lists it: what, for which case, by when, taken by whom, how it ended.

    Shape: `due_on` is as it was when the step came; stops of the service are not counted in.
    """

    task: UUID
    case: UUID
    subject: str
    region: str
    function: UUID
    node: str
    title: Mapping[str, str]
    due_on: dt.date | None
    opened_at: dt.datetime
    state: TaskState
    assignee: str
    assignee_label: str
    outcomes: tuple[str, ...]
    outcome: str
    decided_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class StepView:
    """A step of a running process as its applicant or an officer sees it.

    Shape: `state` is nothing while the step still waits for an earlier one.
    """

    node: str
    title: dict[str, str]
    function_id: UUID
    state: TaskState | None = None
    due_on: dt.date | None = None
    decided_at: dt.datetime | None = None
    outcome: str = ""
    reason: str = ""
    legal_basis: str = ""
    remedy: str = ""
    assignee_label: str = ""
    task_id: UUID | None = None
