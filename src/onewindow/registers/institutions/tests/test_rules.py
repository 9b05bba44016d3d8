"""The law of bodies and posts."""

from __future__ import annotations

import datetime as dt

from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.institutions.rules import ROLES_OF_POSTS, leaving_day, makes_circle

A, B, C = new_id(), new_id(), new_id()


def test_a_body_cannot_stand_under_what_stands_under_it() -> None:
    parents = {B: {A}, C: {B}}
    assert makes_circle(A, C, parents)
    assert makes_circle(A, A, {})
    assert not makes_circle(C, A, parents)


def test_a_circle_that_a_source_brought_does_not_hang_the_question() -> None:
    assert not makes_circle(C, A, {A: {B}, B: {A}})


def test_a_post_left_on_its_first_day_was_held_that_day() -> None:
    today = dt.date(2026, 11, 2)
    assert leaving_day(dt.date(2026, 11, 1), today) == today
    assert leaving_day(today, today) == dt.date(2026, 11, 3)


def test_no_post_brings_the_veto_or_the_rights_of_the_system() -> None:
    never = {Role.SECURITY_HEAD, Role.CLOCK, Role.IMPORTER, Role.OPERATOR, Role.PUBLIC}
    assert never.isdisjoint(ROLES_OF_POSTS)
