"""Tables of reorganisations: what changes on one day, and what a withdrawal puts back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.ground.kernel.tables import Shared
from onewindow.registers.functions.types import Mode, ReorganisationState


class Reorganisation(Shared):
    """Functions, posts and bodies that change on one day.

    planned -> decided -> in_force; planned | decided -> withdrawn. It is decided by another person
    than the one who planned it. Life and lines are held by the triggers
    `reorganisation_runs_forwards` and `reorganisation_stands`.
    """

    title = models.JSONField()
    on = models.DateField()
    basis = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default=ReorganisationState.PLANNED)
    planned_by = models.CharField(max_length=80)
    planned_by_label = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_by_label = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    took_effect_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reorganisation_state_known",
                condition=Q(state__in=list(ReorganisationState)),
            ),
            models.CheckConstraint(
                name="reorganisation_decided_by_another",
                condition=Q(decided_by="", decided_at=None)
                | (
                    ~Q(decided_by="") & Q(decided_at__isnull=False) & ~Q(decided_by=F("planned_by"))
                ),
            ),
            models.CheckConstraint(
                name="reorganisation_state_has_its_facts",
                condition=(Q(state=ReorganisationState.PLANNED) & Q(decided_by=""))
                | (Q(state=ReorganisationState.DECIDED, took_effect_at=None) & ~Q(decided_by=""))
                | (
                    Q(state=ReorganisationState.IN_FORCE, took_effect_at__isnull=False)
                    & ~Q(decided_by="")
                )
                | (Q(state=ReorganisationState.WITHDRAWN) & ~Q(withdrawn_because="")),
            ),
        ]
        indexes = [
            models.Index(
                name="reorganisation_to_come", fields=["on"], condition=Q(state="decided")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"


class ReorganisationMove(Shared):
    """A part of a function that leaves a body. `undo` is what a withdrawal puts back."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="moves"
    )
    function = models.ForeignKey(
        "registers_functions.Function", on_delete=models.PROTECT, related_name="+"
    )
    from_body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    to_body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, null=True, related_name="+"
    )
    mode = models.CharField(max_length=12)
    undo = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reorganisation_move_once", fields=["reorganisation", "function", "from_body"]
            ),
            models.CheckConstraint(
                name="reorganisation_move_has_a_goal",
                condition=Q(mode__in=list(Mode))
                & (~Q(mode=Mode.RESPONSIBLE) | Q(to_body__isnull=False))
                & (Q(to_body=None) | ~Q(to_body=F("from_body"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function_id}: {self.from_body_id} to {self.to_body_id}"


class ReorganisationClosing(Shared):
    """A body that ends with the reorganisation. `undo` is who held its posts until when."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="closings"
    )
    body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    heir = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undo = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reorganisation_closing_once", fields=["reorganisation", "body"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} closes"


class ReorganisationPost(Shared):
    """A post that moves to another body with its holders, or ends with its own.

    `undo` holds the officials appointed to the new post, and until when the old was held.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="posts"
    )
    post = models.ForeignKey(
        "registers_institutions.Post", on_delete=models.PROTECT, related_name="+"
    )
    from_body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    to_body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undo = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reorganisation_post_once", fields=["reorganisation", "post"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} to {self.to_body_id}"
