"""Registers, data elements, and the one source of each in time."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from onewindow.ground.kernel.tables import Shared
from onewindow.registers.catalogue.models.systems import only
from onewindow.registers.catalogue.types import (
    ElementState,
    ElementType,
    RegisterState,
    Sensitivity,
    SubjectType,
)


class Register(Shared):
    """A base register. active -> retired (its last day is decided)."""

    code = models.CharField(max_length=60, unique=True)
    name = models.JSONField()
    owner = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    subject_type = models.CharField(max_length=14)
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, null=True, related_name="+"
    )
    system = models.ForeignKey(
        "registers_catalogue.InformationSystem",
        on_delete=models.PROTECT,
        null=True,
        related_name="registers",
    )
    state = models.CharField(max_length=8, default=RegisterState.ACTIVE)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="register_subject_type_known",
                condition=Q(subject_type__in=list(SubjectType)),
            ),
            models.CheckConstraint(
                name="register_retired_has_its_day",
                condition=Q(state=RegisterState.ACTIVE, retired_on=None)
                | Q(state=RegisterState.RETIRED, retired_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DataElement(Shared):
    """A datum with one meaning for everybody. proposed -> active -> retired.

    While it is active, exactly one register is its source on every day (INV-10): at most one by
    the exclusion constraint of ElementSource, at least one by the deferred trigger
    `element_sourced`. `retired` means that its last day is decided.
    """

    code = models.CharField(max_length=80, unique=True)
    title = models.JSONField()
    definition = models.JSONField()
    type = models.CharField(max_length=10)
    value_domain = models.CharField(max_length=200, blank=True)
    sensitivity = models.CharField(max_length=12)
    state = models.CharField(max_length=8, default=ElementState.PROPOSED)
    active_from = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="element_code_is_subject_and_name",
                condition=Q(code__regex=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"),
            ),
            models.CheckConstraint(
                name="element_type_known", condition=Q(type__in=list(ElementType))
            ),
            models.CheckConstraint(
                name="element_sensitivity_known", condition=Q(sensitivity__in=list(Sensitivity))
            ),
            models.CheckConstraint(
                name="element_state_has_its_days",
                condition=Q(state=ElementState.PROPOSED, active_from=None, retired_on=None)
                | Q(state=ElementState.ACTIVE, active_from__isnull=False, retired_on=None)
                | Q(
                    state=ElementState.RETIRED,
                    active_from__isnull=False,
                    retired_on__gte=F("active_from"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ElementSource(Shared):
    """A register is the one source of a data element for a time. named -> ended."""

    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="sources")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="held")
    during = DateRangeField()
    basis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_begins_some_day", condition=Q(during__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="one_source_at_any_instant",
                expressions=[
                    (only("element"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} from {self.register_id}"
