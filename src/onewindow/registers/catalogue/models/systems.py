"""Information systems, what they need, and what they collect."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.tables import Shared
from onewindow.registers.catalogue.types import SystemState


def only(field: str) -> Func:
    """Gives the range of one id: equality for a GiST index without an extension."""
    return Func(F(field), F(field), Value("[]"), function="uuidrange")


class InformationSystem(Shared):
    """A system of an institution. planned -> established -> in_use -> terminated.

    It is a security subject: it goes into use with a clearance only (INV-26). Units: `grade` is
    the level of protection from 1 to 5.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.JSONField()
    owner = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.JSONField()
    grade = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=SystemState.PLANNED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="system_state_known", condition=Q(state__in=list(SystemState))
            ),
            models.CheckConstraint(
                name="system_grade_from_1_to_5", condition=Q(grade__gte=1, grade__lte=5)
            ),
        ]

    @property
    def ref(self) -> Ref:
        """Gives the system as a security subject."""
        return Ref.to("system", self.id)

    def __str__(self) -> str:
        return self.code


class SystemDependency(Shared):
    """One system needs another, for a reason. Circles are allowed: they are shown. declared."""

    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="dependencies"
    )
    needs = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="needed_by")
    because = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="dependency_once", fields=["system", "needs"]),
            models.CheckConstraint(name="system_needs_another", condition=~Q(system=F("needs"))),
        ]

    def __str__(self) -> str:
        return f"{self.system_id} needs {self.needs_id}"


class Collection(Shared):
    """A system collects a data element from people for a time. declared -> ended.

    Nothing is collected that a register holds in that time, but by the register's own system
    (AC-2.1d): deferred trigger `collected_once`.
    """

    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="collections"
    )
    element = models.ForeignKey(
        "registers_catalogue.DataElement", on_delete=models.PROTECT, related_name="collections"
    )
    during = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="collection_begins_some_day", condition=Q(during__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="collection_once_at_a_time",
                expressions=[
                    (only("system"), RangeOperators.OVERLAPS),
                    (only("element"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system_id} collects {self.element_id}"
