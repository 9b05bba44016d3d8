"""Versions of forms, and the answers on their way to a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.flow.forms.types import FormState
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.tables import Regional, Shared


class FormVersion(Shared):
    """One version of a form: `draft -> published -> retired`.

    From publication on, schema, code, version and digest never change and the row is never
    deleted (INV-07): drafts and cases lean on it.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    schema = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=FormState.DRAFT.value)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_numbered_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state=FormState.PUBLISHED.value),
                name="form_one_published_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FormState]),
                name="form_version_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class DraftSet(models.QuerySet["Draft"]):
    """Drafts, to be filtered before anything else by who asks."""

    def visible_to(self, standing: Standing) -> DraftSet:
        """Gives the holder's own drafts; all of them to the auditor and the system."""
        return self if standing.sees_all else self.filter(holder=standing.actor.id)


class Draft(Regional):
    """Answers on their way: `begun -> submitted`; its id is the id of the case to be.

    What is submitted never changes again. Row security: the holder and who sees all.
    """

    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="drafts")
    service_id = models.UUIDField()
    holder = models.CharField(max_length=120)
    answers = models.JSONField(default=dict)
    page = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12)
    submitted_at = models.DateTimeField(null=True, blank=True)
    time_zone: str  # of its region, where the query asks for it

    objects = DraftSet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["holder"], name="draft_holder")]

    def __str__(self) -> str:
        return str(self.id)
