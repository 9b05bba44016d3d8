"""Tables of cases."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.delivery.cases.types import Acceptance, CaseState
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.tables import AppendOnly, Regional


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases as lists."""

    def visible_to(self, standing: Standing) -> CaseQuerySet:
        """Keeps the reader's own cases, and those in which the reader's bodies have a task."""
        if standing.sees_all:
            return self
        at_desk = processes.instances_at_desk_of(standing)
        return self.filter(Q(holder=standing.actor.id) | Q(id__in=at_desk))

    def running(self) -> CaseQuerySet:
        """Keeps the cases that are not finished."""
        return self.filter(state__in=[CaseState.SUBMITTED, CaseState.ACCEPTED])


class Case(Regional):
    """One application. submitted -> accepted -> decided; or withdrawn.

    `due_on` counts the working days of the promise from the receipt; days for which the service
    stood still are added when it is read (`queries.due_of`), never stored. The answers stay with
    the draft of the same id (`flow.forms`), the steps with the instance of the same id.
    """

    number = models.CharField(max_length=24, unique=True)
    service = models.ForeignKey("delivery_services.PublicService", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=120)
    applicant = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=10, default="web")
    state = models.CharField(max_length=10, default=CaseState.SUBMITTED)
    received_on = models.DateField()
    accept_by = models.DateField()
    accepted_on = models.DateField(null=True)
    acceptance = models.CharField(max_length=10, blank=True)
    counted_days = models.PositiveIntegerField()
    due_on = models.DateField()
    result = models.CharField(max_length=10, blank=True)
    decided_on = models.DateField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=list(CaseState))),
            models.CheckConstraint(
                name="case_accepted_has_its_day",
                condition=Q(accepted_on__isnull=True, acceptance="")
                | Q(accepted_on__isnull=False, acceptance__in=list(Acceptance)),
            ),
            models.CheckConstraint(
                name="case_decided_has_one_result",
                condition=(~Q(state=CaseState.DECIDED) & Q(result="", decided_on__isnull=True))
                | Q(
                    state=CaseState.DECIDED,
                    result__in=["granted", "partly", "refused"],
                    decided_on__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "-created_at"], name="case_of_holder"),
            models.Index(
                fields=["accept_by"], name="case_to_accept", condition=Q(state="submitted")
            ),
            models.Index(fields=["service", "state"], name="case_of_service"),
        ]


class CaseAnswers(AppendOnly):
    """The answers of a case as they were submitted. Written once; read by its offices, with a
    reading line each time."""

    case_id = models.UUIDField(unique=True)
    form_version = models.UUIDField()
    answers = models.JSONField()


class StopNotice(AppendOnly):
    """An applicant was told of a veto or stop, and of another way. Written once each."""

    case_id = models.UUIDField()
    cause = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "cause"], name="stop_told_once"),
        ]


class Rating(AppendOnly):
    """What the applicant thinks of a finished service. Written once (INV-38)."""

    case_id = models.UUIDField(unique=True)
    grade = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_of_five_grades", condition=Q(grade__gte=1, grade__lte=5)
            ),
        ]
