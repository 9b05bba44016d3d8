"""Tables of measures. All of them are written once: a changed definition or value is a new row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.ground.kernel.tables import AppendOnly
from onewindow.insight.measures.types import Direction, NoValue, PeriodKind, Unit

OVERALL = "M-ALL"
RESOURCES = "M-RES-7"


class MeasureDefinition(AppendOnly):
    """What a measure is from a day on. Written once; a later row of the code replaces it.

    `formula` is as `schema.as_data` gives it. Source: `domain.md` 6, entity 62.
    """

    code = models.CharField(max_length=40)
    valid_from = models.DateField()
    title = models.JSONField()
    about = models.JSONField(default=dict)
    unit = models.CharField(max_length=10)
    direction = models.CharField(max_length=10)
    period = models.CharField(max_length=10)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    formula = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measure_defined_once", fields=["code", "valid_from"]),
            models.CheckConstraint(name="measure_unit_known", condition=Q(unit__in=list(Unit))),
            models.CheckConstraint(
                name="measure_direction_known", condition=Q(direction__in=list(Direction))
            ),
            models.CheckConstraint(
                name="measure_period_known", condition=Q(period__in=list(PeriodKind))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.valid_from}"


class MeasureQuery(AppendOnly):
    """The text behind a query hash, to be read, never to be run. Written once."""

    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()


class MeasureValue(AppendOnly):
    """What a measure was, where, in what period, as of what instant. Written once.

    computed (revision 0) -> revised (a further row with the reason). `at` is when it was computed.
    A value and a reason for having none exclude each other. Where a cap bounds it, the row carries
    the cap and the id of the value that it is (INV-51; trigger `measure_under_its_cap`).
    """

    definition_id = models.UUIDField()
    code = models.CharField(max_length=40)
    region = models.ForeignKey(
        "ground_jurisdiction.Region",
        models.PROTECT,
        db_column="region",
        null=True,
        related_name="+",
    )
    body = models.ForeignKey(
        "registers_institutions.Body", models.PROTECT, null=True, related_name="+"
    )
    period = models.CharField(max_length=7)
    begins = models.DateField()
    ends = models.DateField()
    as_of = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    because = models.TextField(blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    count = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    cap = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    cap_of = models.UUIDField(null=True)
    query_hash = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measure_value_once",
                fields=["code", "region", "body", "period", "as_of", "revision"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="measure_value_or_reason",
                condition=Q(value__isnull=False, reason="")
                | Q(value__isnull=True, reason__in=list(NoValue)),
            ),
            models.CheckConstraint(
                name="measure_not_above_its_cap",
                condition=Q(value=None) | Q(cap=None) | Q(value__lte=F("cap")),
            ),
            models.CheckConstraint(
                name="measure_overall_carries_its_cap",
                condition=~Q(code=OVERALL)
                | Q(value=None)
                | Q(cap__isnull=False, cap_of__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_revised_for_a_reason",
                condition=Q(revision=0, because="") | (Q(revision__gt=0) & ~Q(because="")),
            ),
            models.CheckConstraint(
                name="measure_period_forwards", condition=Q(ends__gt=F("begins"))
            ),
        ]
        indexes = [
            models.Index(fields=["code", "region", "-begins"], name="measure_value_series"),
            models.Index(fields=["as_of"], name="measure_value_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.region_id or ''} {self.period}"
