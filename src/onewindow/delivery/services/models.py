"""Tables of services: events in life, services, their guide."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.delivery.services.types import OWN, ServiceState
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.tables import Regional, Shared


class LifeEvent(Shared):
    """An event in the life of a person or a business that calls for services (CPSV-AP Event)."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")


class PublicService(Regional):
    """A service item (CPSV-AP Public Service). draft -> candidate -> live -> retired.

    `guide` holds what the page says, in several languages; `function` is who is competent, looked
    up for the day; whether it runs is asked of security at every request, never stored.
    """

    code = models.CharField(max_length=160)
    origin = models.CharField(max_length=60, default=OWN)
    source_id = models.CharField(max_length=200, blank=True)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    function = models.ForeignKey(
        "registers_functions.Function", models.PROTECT, null=True, related_name="+"
    )
    body_name = models.CharField(max_length=400, blank=True)
    audience = models.CharField(max_length=20, blank=True)
    output_type = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default=ServiceState.DRAFT)
    guide = models.JSONField(default=dict)
    form_code = models.CharField(max_length=60, blank=True)
    process_code = models.CharField(max_length=60, blank=True)
    series = models.CharField(max_length=3, blank=True)
    promised_days = models.PositiveIntegerField(null=True)
    statutory_days = models.PositiveIntegerField(null=True)
    legal_basis = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    events = models.ManyToManyField(LifeEvent, related_name="services")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "code"], name="service_code_once"),
            models.CheckConstraint(
                name="service_promise_within_the_law",
                condition=Q(promised_days__isnull=True)
                | Q(statutory_days__isnull=True)
                | Q(promised_days__lte=F("statutory_days")),
            ),
            models.CheckConstraint(
                name="service_own_has_a_function",
                condition=~Q(origin=OWN) | Q(function__isnull=False),
            ),
            models.CheckConstraint(
                name="service_imported_is_information",
                condition=Q(origin=OWN) | Q(state__in=["information", "retired"]),
            ),
        ]
        indexes = [models.Index(fields=["state", "region"], name="service_state_region")]

    @property
    def subject(self) -> Ref:
        """Gives what must be operational for the service to be shown or used."""
        return Ref.to("service", self.id) if self.origin == OWN else Ref("import", self.origin)

    @property
    def can_apply(self) -> bool:
        """Says whether there is a form and a process behind it."""
        return bool(self.form_code and self.process_code)
