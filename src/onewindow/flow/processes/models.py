"""Tables of processes: published definitions, running instances, tasks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.flow.processes.types import TaskState
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.tables import Regional, Shared
from onewindow.registers.functions import public as functions


class ProcessVersion(Shared):
    """One version of a process definition. draft -> published -> superseded.

    A published version is never edited or deleted, only superseded (INV-07).
    """

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    xml = models.TextField()
    lead = models.ForeignKey("registers_functions.Function", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="draft")
    published_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="process_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="published"), name="process_one_published"
            ),
        ]


class ProcessStep(Shared):
    """A step of a version: which function does it, within how many working days of its own."""

    process = models.ForeignKey(ProcessVersion, models.CASCADE, related_name="steps")
    node = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.JSONField()
    function = models.ForeignKey("registers_functions.Function", models.PROTECT, related_name="+")
    days = models.PositiveIntegerField(null=True)
    outcomes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "node"], name="process_step_once"),
        ]
        ordering = ("position",)


class Instance(Regional):
    """A running process. running -> ended | withdrawn. Its id is the id of its case.

    `state` is the engine's; `subject` is what must be operational for it to move.
    """

    process = models.ForeignKey(ProcessVersion, models.PROTECT, related_name="instances")
    holder = models.CharField(max_length=120)
    subject = models.CharField(max_length=160)
    state = models.JSONField()
    ended_at = models.DateTimeField(null=True)


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks as lists."""

    def visible_to(self, standing: Standing) -> TaskQuerySet:
        """Keeps the tasks whose function one of the reader's bodies does today."""
        if standing.sees_all:
            return self
        held = functions.held_at(standing.bodies, standing.at)
        own = Q(assignee=standing.actor.id) | Q(holder=standing.actor.id)
        return self.filter(Q(function_id__in=held) | own)

    def pending(self) -> TaskQuerySet:
        """Keeps the tasks that somebody has still to do."""
        return self.filter(state__in=[TaskState.OPEN, TaskState.CLAIMED])


class Task(Regional):
    """One step for one office. open -> claimed -> done; open | claimed -> withdrawn.

    The row names the function; which institution that is, is looked up for the day.
    """

    instance = models.ForeignKey(Instance, models.PROTECT, related_name="tasks")
    holder = models.CharField(max_length=120)
    node = models.CharField(max_length=80)
    title = models.JSONField()
    function = models.ForeignKey("registers_functions.Function", models.PROTECT, related_name="+")
    outcomes = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=TaskState.OPEN)
    assignee = models.CharField(max_length=120, blank=True)
    assignee_label = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance", "node"], name="task_once_in_instance"),
            models.CheckConstraint(
                name="task_done_is_decided",
                condition=~Q(state=TaskState.DONE)
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(assignee="")),
            ),
            models.CheckConstraint(
                name="task_refusal_has_reason_basis_remedy",
                condition=~Q(outcome="refused")
                | (~Q(reason="") & ~Q(legal_basis="") & ~Q(remedy="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["function", "due_on"],
                name="task_pending",
                condition=Q(state__in=["open", "claimed"]),
            ),
        ]
