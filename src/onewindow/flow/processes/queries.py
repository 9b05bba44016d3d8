"""Reads of processes: steps of an instance, tasks of a desk, what the gate must know of a task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from onewindow.flow.processes.definitions import model_of, published, steps_of_version
from onewindow.flow.processes.errors import NoSuchTask
from onewindow.flow.processes.models import Instance, ProcessStep, ProcessVersion, Task
from onewindow.flow.processes.rules import consolidated
from onewindow.flow.processes.types import ALL_OR_NOTHING, DeskLine, StepView, TaskState
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames, rows
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.functions import public as functions

_STEPS = """
    SELECT i.process_id, s.* FROM onewindow_instance_matter(%s) i
    LEFT JOIN LATERAL onewindow_steps_of(%s) s ON true
"""

_PENDING_OF = "SELECT id, title, due_on FROM onewindow_pending_tasks_of(%s)"


def task_matter(task_id: UUID) -> Matter:
    """Gives what the gate must know of a task, also of one that row security hides.

    Raises NoSuchTask.
    """
    row = rows.first("SELECT * FROM onewindow_task_matter(%s)", [task_id])
    if row is None:
        raise NoSuchTask
    function_id, region, subject, holder = row
    return Matter(
        Ref.to("task", task_id),
        subject=Ref.parse(subject),
        body=functions.owner(function_id, jurisdiction.day(region)),
        region=region,
        owner=holder,
        conditions=("no_interest",),
    )


def instance_matter(instance_id: UUID) -> Matter:
    """Gives what the gate must know of an instance for an act of its applicant.

    It names no subject: one may read and withdraw one's own application under a veto too.
    """
    region, holder, _subject, _process = _instance(instance_id)
    return Matter(Ref.to("case", instance_id), region=region, owner=holder)


def step_matter(instance_id: UUID, node: str) -> Matter:
    """Gives what the gate must know of a step that may not have been reached. NoSuchTask."""
    region, _holder, subject, process = _instance(instance_id)
    step = next((step for step in steps_of_version(process) if step.node == node), None)
    if step is None:
        raise NoSuchTask
    return Matter(
        Ref.to("case", instance_id),
        subject=Ref.parse(subject),
        body=functions.owner(step.function_id, jurisdiction.day(region)),
        region=region,
    )


def _instance(instance_id: UUID) -> tuple[str, str, str, UUID]:
    """Gives region, holder, subject and process of an instance, also of a hidden one."""
    row = rows.first(
        "SELECT region, holder, subject, process_id FROM onewindow_instance_matter(%s)",
        [instance_id],
    )
    if row is None:
        raise NoSuchTask
    region, holder, subject, process = row
    return region, holder, subject, process


def desk() -> QuerySet[Task]:
    """Gives the tasks that the reader's institutions have still to do."""
    return Task.objects.visible_to(frames.standing()).pending()


_LINE = (
    "id",
    "instance_id",
    "instance__subject",
    "region_id",
    "function_id",
    "node",
    "title",
    "due_on",
    "created_at",
    "state",
    "assignee",
    "assignee_label",
    "outcomes",
    "outcome",
    "decided_at",
)
MOST_LINES = 2000


def desk_lines(limit: int = MOST_LINES) -> list[DeskLine]:
    """Gives what the reader's institutions have still to do, the earliest due day first."""
    lines = desk().order_by("due_on", "created_at", "id").values_list(*_LINE)[:limit]
    return [_desk_line(line) for line in lines]


def desk_line(task_id: UUID) -> DeskLine:
    """Gives one task that the reader may see, finished ones too. Raises NoSuchTask."""
    visible = Task.objects.visible_to(frames.standing()).filter(id=task_id)
    row = visible.values_list(*_LINE).first()
    if row is None:
        raise NoSuchTask
    return _desk_line(row)


def _desk_line(row: tuple[Any, ...]) -> DeskLine:
    *front, state, assignee, label, outcomes, outcome, decided_at = row
    rest = [TaskState(state), assignee, label, tuple(outcomes), outcome, decided_at]
    return DeskLine(*[*front, *rest])


def steps_of(instance_id: UUID) -> list[StepView]:
    """Gives the steps of an instance in the order of the definition, waiting ones included.

    All departments' steps, whoever looks: the gate has let the reader to the case before.
    """
    found = rows.ask(_STEPS, [instance_id, instance_id])
    if not found:
        raise NoSuchTask
    process, reached = found[0][0], {row[1]: row[2:] for row in found}
    return [_view(step, reached.get(step.node)) for step in steps_of_version(process)]


def _view(step: ProcessStep, row: tuple[Any, ...] | None) -> StepView:
    if row is None:
        return StepView(step.node, step.title, step.function_id)
    task_id, state, due_on, decided_at, outcome, reason, basis, remedy, label = row
    return StepView(
        step.node,
        step.title,
        step.function_id,
        TaskState(state),
        due_on,
        decided_at,
        outcome,
        reason,
        basis,
        remedy,
        label,
        task_id,
    )


def result_of(instance_id: UUID) -> str:
    """Gives the one result of an ended instance, by the failure rule of its definition."""
    instance = Instance.objects.get(id=instance_id)
    found = rows.ask("SELECT * FROM onewindow_steps_of(%s)", [instance_id])
    outcomes = [row[5] for row in found if row[2] == TaskState.DONE]
    model = model_of(instance.process_id)
    return consolidated(outcomes, model.failure_rule == ALL_OR_NOTHING)


def instances_at_desk_of(standing: Standing) -> QuerySet[Task, UUID]:
    """Gives the ids of the instances in which the reader's bodies have or had a task."""
    return Task.objects.visible_to(standing).values_list("instance_id", flat=True)


def departments(code: str) -> list[tuple[dict[str, str], UUID, int | None]]:
    """Gives (title, function, own working days) of each step of a published process."""
    steps = steps_of_version(published(code))
    return [(step.title, step.function_id, step.days) for step in steps]


def last_outcomes(process: UUID, most: int) -> list[tuple[UUID, str, str]]:
    """Gives (instance, step, outcome) of the cases that ended last, whoever looks."""
    found = rows.ask("SELECT * FROM onewindow_last_outcomes(%s, %s)", [process, most])
    return [(instance, step, outcome) for instance, step, outcome in found]


def process_title(key: str) -> str | None:
    """Gives the name and version of a process for a reference."""
    try:
        found = ProcessVersion.objects.filter(id=UUID(key)).first()
    except ValueError:
        return None
    return f"{found.code} {found.version}" if found else None


def waiting_for(function_ids: Sequence[UUID], standing: Standing) -> QuerySet[Task, UUID]:
    """Gives the ids of the instances that wait for functions, of the tasks the reader may see."""
    found = Task.objects.visible_to(standing).pending().filter(function_id__in=function_ids)
    return found.values_list("instance_id", flat=True)


def pending_of(
    function_ids: Sequence[UUID], standing: Standing
) -> list[tuple[UUID, Texts, dt.date | None]]:
    """Gives (id, title, due day) of the tasks that functions have still to do, the first due first.

    The organisation office, which decides who does a function, gets titles and days of all of
    them and nothing else; others, those that they may see.
    """
    if standing.holds(Role.ORGANISATION):
        rows = list(Task.objects.raw(_PENDING_OF, [list(function_ids)]))
    else:
        seen = Task.objects.visible_to(standing).pending()
        rows = list(seen.filter(function_id__in=function_ids))
    found = [(row.id, row.title, row.due_on) for row in rows]
    return sorted(found, key=lambda one: (one[2] or dt.date.max, one[0]))


def definitions_of(function_ids: Sequence[UUID]) -> list[tuple[str, str]]:
    """Gives (code, names of the steps) of the published processes that functions take part in."""
    mine = Q(steps__function_id__in=function_ids) | Q(lead_id__in=function_ids)
    rows = ProcessVersion.objects.filter(mine, state="published").distinct().order_by("code")
    return [
        (row.code, ", ".join(pick(step.title) for step in row.steps.all()))
        for row in rows.prefetch_related("steps")
    ]
