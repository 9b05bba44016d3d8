"""Writes of processes: starting, claiming, deciding. The engine computes, this package keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from onewindow.engines import bpmn
from onewindow.flow.processes import queries
from onewindow.flow.processes.definitions import model_of, published, steps_of_version
from onewindow.flow.processes.errors import (
    NoSuchTask,
    RefusalIncomplete,
    TaskDone,
    TaskTaken,
    TaskWaiting,
    TaskWithdrawn,
    WrongOutcome,
)
from onewindow.flow.processes.events import ProcessEnded, TaskClaimed, TaskDecided
from onewindow.flow.processes.models import Instance, Task
from onewindow.flow.processes.rules import idle_layers, missing_in_refusal
from onewindow.flow.processes.types import ALL_OR_NOTHING, REFUSED, TaskState
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, frames, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingKind

LAYER_CASES = 100  # over how many cases a layer is judged (domain.md 2.4, AC-3.2d)


def _about_start(*, instance_id: UUID, region: str, subject: Ref, **_: object) -> Matter:
    holder = frames.standing().actor.id
    return Matter(Ref.to("case", instance_id), subject=subject, region=region, owner=holder)


def _about_task(*, task_id: UUID, **_: object) -> Matter:
    return queries.task_matter(task_id)


@command("processes.start", on=_about_start)
def start_process(
    actor: Actor,
    /,
    *,
    code: str,
    instance_id: UUID,
    region: str,
    subject: Ref,
    data: Mapping[str, object],
) -> int:
    """Starts an instance of the published version; gives how many tasks it opened."""
    version = published(code)
    step = bpmn.start(model_of(version), data)
    instance = Instance(
        id=instance_id,
        process_id=version,
        holder=actor.id,
        subject=str(subject),
        state=step.state.as_json(),
        region_id=region,
    )
    rows.add(instance)
    _open(instance, step.opened)
    return len(step.opened)


def _open(instance: Instance, opened: Sequence[bpmn.Task]) -> None:
    steps = {step.node: step for step in steps_of_version(instance.process_id)}
    today = jurisdiction.day(instance.region_id)
    for task in opened:
        row = Task(
            instance=instance,
            region_id=instance.region_id,
            holder=instance.holder,
            node=task.node,
            title=steps[task.node].title,
            function_id=steps[task.node].function_id,
            outcomes=steps[task.node].outcomes,
            due_on=jurisdiction.add_days(instance.region_id, today, task.days),
        )
        rows.add(row)


def _locked(task_id: UUID) -> Task:
    task = Task.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise NoSuchTask
    if task.state == TaskState.WITHDRAWN:
        raise TaskWithdrawn
    if task.state == TaskState.DONE:
        raise TaskDone(outcome=task.outcome, who=task.assignee_label)
    return task


@command("tasks.claim", on=_about_task)
def claim_task(actor: Actor, /, *, task_id: UUID) -> None:
    """Takes a task for oneself; of two officers at once one wins, the other learns who."""
    task = _locked(task_id)
    _take(task, actor)


def _take(task: Task, actor: Actor) -> None:
    if task.assignee == actor.id:
        return
    if task.assignee:
        raise TaskTaken(who=task.assignee_label)
    task.assignee, task.assignee_label = actor.id, actor.label
    task.state = TaskState.CLAIMED
    task.save(update_fields=["assignee", "assignee_label", "state"])
    announce(TaskClaimed(task.id, task.instance_id))


@command("tasks.release", on=_about_task)
def release_task(actor: Actor, /, *, task_id: UUID) -> None:
    """Puts one's task back for the colleagues."""
    task = _locked(task_id)
    if task.assignee and task.assignee != actor.id:
        raise TaskTaken(who=task.assignee_label)
    task.assignee, task.assignee_label, task.state = "", "", TaskState.OPEN
    task.save(update_fields=["assignee", "assignee_label", "state"])


@command("tasks.decide", on=_about_task)
def decide_task(
    actor: Actor,
    /,
    *,
    task_id: UUID,
    outcome: str,
    reason: str = "",
    legal_basis: str = "",
    remedy: str = "",
) -> None:
    """Decides a task and moves the process on; a refusal has reason, basis and remedy (INV-36)."""
    task = _locked(task_id)
    if outcome not in task.outcomes:
        raise WrongOutcome(outcomes=task.outcomes)
    lacking = missing_in_refusal(outcome, reason, legal_basis, remedy)
    if lacking:
        raise RefusalIncomplete(missing=lacking)
    _take(task, actor)
    task.outcome, task.reason = outcome, reason
    task.legal_basis, task.remedy = legal_basis, remedy
    task.state, task.decided_at = TaskState.DONE, clock.now()
    task.save()
    frames.note(case=str(task.instance_id), node=task.node, outcome=outcome, reason=reason)
    announce(TaskDecided(task.id, task.instance_id, outcome))
    _move_on(task)


def _move_on(task: Task) -> None:
    instance = Instance.objects.select_for_update().get(id=task.instance_id)
    state = bpmn.State.from_json(instance.state)
    step = bpmn.complete(
        model_of(instance.process_id), state, task.node, task.outcome, {task.node: task.outcome}
    )
    instance.state = step.state.as_json()
    instance.ended_at = clock.now() if step.state.ended else None
    instance.save(update_fields=["state", "ended_at"])
    _open(instance, step.opened)
    if step.state.ended:
        announce(ProcessEnded(instance.id))


def _about_step(*, instance_id: UUID, node: str) -> Matter:
    return queries.step_matter(instance_id, node)


@command("tasks.claim_step", on=_about_step)
def claim_step(actor: Actor, /, *, instance_id: UUID, node: str) -> UUID:
    """Takes a step by its name in the process; one that waits says what for."""
    task = Task.objects.filter(instance_id=instance_id, node=node).first()
    if task is None:
        before = [s for s in queries.steps_of(instance_id) if s.state not in {None, "done"}]
        raise TaskWaiting(before=[step.title for step in before])
    claim_task(actor, task_id=task.id)
    return task.id


def _about_case(*, instance_id: UUID) -> Matter:
    return queries.instance_matter(instance_id)


@command("processes.withdraw", on=_about_case)
def withdraw_process(actor: Actor, /, *, instance_id: UUID) -> None:
    """Ends an instance because its applicant takes the application back; also under a veto."""
    instance = Instance.objects.select_for_update().get(id=instance_id)
    instance.ended_at = clock.now()
    instance.save(update_fields=["ended_at"])
    Task.objects.pending().filter(instance=instance).update(state=TaskState.WITHDRAWN)


@command("processes.find_idle_layers")
def find_idle_layers(actor: Actor, /, *, code: str) -> list[str]:
    """Finds approval steps that changed nothing over the last cases, and proposes to remove them.

    Gives the steps (AC-3.2d). The finding is decided by the organisation office. What was decided
    on the same steps of the same version is not opened again. Raises: NoSuchProcess.
    """
    version = published(code)
    is_strict = model_of(version).failure_rule == ALL_OR_NOTHING
    steps = {step.node: step for step in steps_of_version(version)}
    cases: dict[UUID, dict[str, str]] = defaultdict(dict)
    for instance, node, outcome in queries.last_outcomes(version, LAYER_CASES):
        if REFUSED in steps[node].outcomes:
            cases[instance][node] = outcome
    idle = idle_layers(cases.values(), is_strict, LAYER_CASES)
    if idle:
        layers = [
            {"node": node, "title": steps[node].title, "cases": count, "changed": 0}
            for node, count in sorted(idle.items())
        ]
        functions.raise_finding(
            FindingKind.EXCESS_LAYER,
            [Ref.to("process", version)],
            Decimal(1),
            {"of": ",".join(sorted(idle)), "layers": layers},
        )
    frames.note(on=Ref.to("process", version), code=code, idle=sorted(idle))
    return sorted(idle)
