"""Tables of findings about the division of functions, of what is said of them, of searches."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from onewindow.ground.kernel.tables import Shared, instant
from onewindow.registers.functions.types import FindingDecision, FindingKind


class OverlapFinding(Shared):
    """Something wrong with the division of functions. open -> decided.

    Shape: `items` are references written kind:id, sorted; `score` is from 0 to 1; `in_favour_of`
    is the body that has the function by the decision. A decided finding stays as it was decided;
    nobody decides in favour of a body in which they hold a post, nor before every body that is
    responsible for one of the functions was heard (trigger `finding_rules`).
    """

    kind = models.CharField(max_length=20)
    items = ArrayField(models.CharField(max_length=120))
    score = models.DecimalField(max_digits=3, decimal_places=2)
    evidence = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(default=instant)
    decision = models.CharField(max_length=24, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True)
    in_favour_of = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="finding_kind_known", condition=Q(kind__in=list(FindingKind))
            ),
            models.CheckConstraint(
                name="finding_score_from_0_to_1", condition=Q(score__gte=0, score__lte=1)
            ),
            models.CheckConstraint(name="finding_names_something", condition=Q(items__len__gt=0)),
            models.CheckConstraint(
                name="finding_decided_by_somebody",
                condition=Q(decision="", decided_by="", decided_at=None)
                | (
                    Q(decision__in=list(FindingDecision), decided_at__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(because="")
                ),
            ),
            models.UniqueConstraint(
                name="finding_open_once", fields=["kind", "items"], condition=Q(decision="")
            ),
        ]
        indexes = [
            GinIndex(name="finding_items", fields=["items"], condition=Q(decision="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.items)}"


class Statement(Shared):
    """What a body concerned says of a finding before it is decided. Written once, for ever."""

    finding = models.ForeignKey(OverlapFinding, on_delete=models.PROTECT, related_name="statements")
    body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField()
    said_on = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(name="statement_says_something", condition=~Q(words="")),
        ]
        indexes = [models.Index(name="statement_of_finding", fields=["finding", "body"])]


class Scan(Shared):
    """One search of the whole register. Written once. Units: counts of functions and pairs."""

    at = models.DateTimeField(default=instant)
    functions = models.PositiveIntegerField()
    compared = models.PositiveIntegerField()
    recorded = models.PositiveIntegerField()
