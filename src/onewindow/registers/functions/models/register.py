"""Tables of functions, of what they rest on, and of who does them in time."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from onewindow.ground.kernel.tables import Shared
from onewindow.registers.functions.types import (
    FunctionKind,
    FunctionState,
    Mode,
)


def _only(field: str) -> Func:
    """Gives the range of one id: equality for a GiST index without an extension."""
    return Func(F(field), F(field), Value("[]"), function="uuidrange")


class Function(Shared):
    """A power or duty. proposed -> active -> orphaned -> active | ended.

    `ended` means that its last day is decided (`ends_on` is the first day without it). While it
    is exercised, exactly one body is responsible on every day (INV-01): at most one by the
    exclusion constraint of Assignment, at least one by the deferred trigger `function_owned`.
    """

    code = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    object = models.CharField(max_length=200)
    action = models.CharField(max_length=200)
    target_group = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    territory = models.ForeignKey(
        "ground_jurisdiction.Region", on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, default=FunctionState.PROPOSED)
    active_from = models.DateField(null=True)
    orphaned_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="function_kind_known", condition=Q(kind__in=list(FunctionKind))
            ),
            models.CheckConstraint(
                name="function_state_has_its_days",
                condition=Q(
                    state=FunctionState.PROPOSED, active_from=None, orphaned_on=None, ends_on=None
                )
                | Q(
                    state=FunctionState.ACTIVE,
                    active_from__isnull=False,
                    orphaned_on=None,
                    ends_on=None,
                )
                | Q(
                    state=FunctionState.ORPHANED,
                    active_from__isnull=False,
                    orphaned_on__isnull=False,
                    ends_on=None,
                )
                | Q(state=FunctionState.ENDED, ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="function_days_run_forwards",
                condition=(Q(ends_on=None) | Q(active_from=None) | Q(ends_on__gt=F("active_from")))
                & (Q(orphaned_on=None) | Q(orphaned_on__gte=F("active_from"))),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class FunctionBasis(Shared):
    """A further article that a function rests on, beside its principal one."""

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="further")
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="function_basis_once", fields=["function", "legal_basis"]),
        ]

    def __str__(self) -> str:
        return f"{self.function_id} {self.legal_basis_id}"


class Assignment(Shared):
    """A body's part in a function for a time. assigned -> ended (its last day is set).

    A delegation names its instrument and its end, and somebody is responsible in all of its time
    (deferred trigger `delegation_accounted`).
    """

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="assignments")
    body = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    mode = models.CharField(max_length=12)
    during = DateRangeField()
    basis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="assignment_mode_known", condition=Q(mode__in=list(Mode))),
            models.CheckConstraint(
                name="assignment_begins_some_day",
                condition=Q(during__startswith__isnull=False),
            ),
            models.CheckConstraint(
                name="delegation_names_instrument_and_end",
                condition=~Q(mode=Mode.DELEGATED)
                | (~Q(basis="") & Q(during__endswith__isnull=False)),
            ),
            ExclusionConstraint(
                name="one_responsible_at_any_instant",
                expressions=[
                    (_only("function"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(mode=Mode.RESPONSIBLE),
            ),
            ExclusionConstraint(
                name="one_part_of_a_body_at_any_instant",
                expressions=[
                    (_only("function"), RangeOperators.OVERLAPS),
                    (_only("body"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.mode} for {self.function_id}"
