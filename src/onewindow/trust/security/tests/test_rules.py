"""The law of the gate."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from onewindow.ground.kernel.actor import Assurance, person
from onewindow.ground.kernel.permissions import Holding, Permission, Role, Scope
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.security.rules import (
    conflicting_duty,
    lapses,
    merged,
    reaches,
    usable,
    worst,
)
from onewindow.trust.security.types import Hindrance, Obstacle

BODY, OTHER = uuid4(), uuid4()
WHO = person("1", "Somebody", Assurance.SUBSTANTIAL)


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 11, number, tzinfo=dt.UTC)


def row(scope: Scope) -> Permission:
    return Permission("tasks.decide", Role.OFFICER, scope, "an officer")


def test_a_staff_role_counts_only_with_a_second_factor() -> None:
    held = [Holding(Role.APPLICANT, ""), Holding(Role.OFFICER, "", BODY)]
    weak = person("1", "Somebody", Assurance.LOW)
    assert [h.role for h in usable(weak, held)] == [Role.APPLICANT]
    assert [h.role for h in usable(WHO, held)] == [Role.APPLICANT, Role.OFFICER]


@pytest.mark.parametrize(
    ("scope", "matter", "reached"),
    [
        (Scope.ALL, Matter(Ref("x", "1")), True),
        (Scope.BODY, Matter(Ref("x", "1"), body=BODY), True),
        (Scope.BODY, Matter(Ref("x", "1"), body=OTHER), False),
        (Scope.BODY, Matter(Ref("x", "1")), False),
        (Scope.OWN, Matter(Ref("x", "1"), owner=WHO.id), True),
        (Scope.OWN, Matter(Ref("x", "1"), owner="person:2"), False),
        (Scope.OWN, Matter(Ref("x", "1")), False),
        (Scope.REGION, Matter(Ref("x", "1"), region="MZ"), True),
        (Scope.REGION, Matter(Ref("x", "1"), region="YL"), False),
    ],
)
def test_a_scope_reaches_as_far_as_the_matter_lies(
    scope: Scope, matter: Matter, reached: bool
) -> None:
    holding = Holding(Role.OFFICER, "", BODY, "MZ")
    assert reaches(row(scope), holding, WHO, matter) is reached


def test_another_role_reaches_nothing() -> None:
    assert not reaches(row(Scope.ALL), Holding(Role.HEAD, ""), WHO, None)


def test_inv_33_imposer_and_lifter_exclude_each_other_in_both_orders() -> None:
    assert conflicting_duty("lifter", ["imposer"]) == "imposer"
    assert conflicting_duty("imposer", ["lifter"]) == "lifter"
    assert conflicting_duty("lifter", ["signer"]) is None


def test_a_veto_is_named_before_a_lapse() -> None:
    lapse = Hindrance(Obstacle.EXPIRED, "s:1", "", "", "", None)
    veto = Hindrance(Obstacle.VETO, "s:1", "", "", "", None)
    assert worst([veto, lapse]) is veto
    assert worst([]) is None


def test_overlapping_spans_count_once_and_an_open_one_swallows_what_follows() -> None:
    assert merged([(day(3), day(5)), (day(4), day(6)), (day(8), day(9))]) == [
        (day(3), day(6)),
        (day(8), day(9)),
    ]
    assert merged([(day(3), None), (day(4), day(6))]) == [(day(3), None)]


def test_between_two_clearances_nothing_held() -> None:
    signed = [(day(1), day(5), True), (day(8), day(20), True)]
    assert lapses(signed) == [(day(5), day(8)), (day(20), None)]


def test_a_denial_ends_a_clearance_before_its_time() -> None:
    signed = [(day(1), day(20), True), (day(8), day(20), False), (day(10), day(20), True)]
    assert lapses(signed) == [(day(8), day(10)), (day(20), None)]
