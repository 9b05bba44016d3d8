"""Tables of regions, holidays, legal bases, periods and number series."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from onewindow.ground.jurisdiction.types import RegionLevel, Unit
from onewindow.ground.kernel.tables import Shared, instant


class Region(models.Model):
    """A territory of administration. Life: founded; code, parent and level never change.

    The tree has no circle because a parent is there before its child and of a wider level
    (trigger `region_placed`).
    """

    code = models.CharField(max_length=8, primary_key=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name = models.JSONField()
    level = models.CharField(max_length=10)
    assisted = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=40)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    created_at = models.DateTimeField(default=instant, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="region_code_of_two_to_eight_signs",
                condition=Q(code__regex=r"^[A-Z0-9]{2,8}$"),
            ),
            models.CheckConstraint(
                name="region_level_known", condition=Q(level__in=list(RegionLevel))
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Holiday(models.Model):
    """A day on which the offices of a region, and of all regions in it, do not work."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="holidays")
    day = models.DateField()
    name = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="holiday_once", fields=["region", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.day}"


class LegalBasis(Shared):
    """An article of an act on which something rests. Life: in force -> no longer in force."""

    code = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    article = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=200)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True)
    uri = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="basis_in_force_forwards",
                condition=Q(in_force_to=None) | Q(in_force_to__gt=F("in_force_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Period(Shared):
    """A length of time that the law sets, for a region or (without one) for the whole country.

    Life: declared -> ended. At any instant one period of a code holds in a region (exclusion
    constraint `period_once_at_a_time`).
    """

    code = models.CharField(max_length=60)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)
    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, related_name="periods")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="period_unit_known", condition=Q(unit__in=list(Unit))),
            models.CheckConstraint(
                name="period_valid_forwards",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value} {self.unit}"


class NumberSeries(models.Model):
    """The last number given in a series of a region and year. It only grows (trigger)."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=3)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="series_once", fields=["region", "year", "series"]),
            models.CheckConstraint(name="series_of_six_digits", condition=Q(last__lte=999_999)),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}-{self.year}-{self.series}"
