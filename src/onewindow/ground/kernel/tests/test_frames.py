"""Frames: no actor means no, the settings of row security, and lines that survive."""

from __future__ import annotations

import pytest
from django.db import connection

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import ANONYMOUS, CLOCK, OPERATOR, Actor, Assurance, person
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.errors import Conflict, Refused
from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit

permit("test.outer", Role.OPERATOR, scope=Scope.ALL, words="the operator")
permit("test.inner", Role.OPERATOR, Role.CLOCK, scope=Scope.ALL, words="the operator")
THING = Ref("test", "frames")


@command("test.inner")
def inner(actor: Actor, /, *, fails: bool = False) -> str:
    """Says for whom row security is set."""
    frames.note(on=THING)
    if fails:
        raise Conflict(reason="As asked.")
    return setting()


@command("test.outer")
def outer(actor: Actor, /, *, others: tuple[Actor, ...] = (), fails: bool = False) -> list[str]:
    """Calls the inner one as several actors, and says what is set between the calls."""
    frames.note(on=THING)
    seen = [setting()]
    for other in others:
        seen += [inner(other, fails=fails), setting()]
    return seen


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('onewindow.actor', true)")
        (value,) = cursor.fetchone() or ("",)
    return value or ""


def lines() -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (line.action, line.outcome, line.actor_id, line.through)
        for line in audit.lines_about(THING)
    ]


@pytest.mark.django_db(transaction=True)
def test_three_actors_nested_leave_the_settings_as_they_were() -> None:
    seen = outer(OPERATOR, others=(CLOCK, OPERATOR))
    assert seen == [OPERATOR.id, CLOCK.id, OPERATOR.id, OPERATOR.id, OPERATOR.id]
    assert setting() == ""


@pytest.mark.django_db(transaction=True)
def test_an_inner_command_acts_through_the_outer_one() -> None:
    outer(OPERATOR, others=(OPERATOR,))
    assert lines() == [
        ("test.inner", "done", OPERATOR.id, ("test.outer",)),
        ("test.outer", "done", OPERATOR.id, ()),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_inside_leaves_one_line_of_the_outermost_and_nothing_else() -> None:
    with pytest.raises(Conflict):
        outer(OPERATOR, others=(OPERATOR,), fails=True)
    assert [line.action for line in audit.latest_lines(2)] == ["test.outer"]
    assert [line.fact["code"] for line in audit.latest_lines(1)] == ["CONFLICT"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("actor", [ANONYMOUS, person("1", "A citizen", Assurance.HIGH)])
def test_who_holds_no_role_is_refused_and_witnessed(actor: Actor) -> None:
    with pytest.raises(Refused):
        outer(actor)
    (line,) = audit.latest_lines(1)
    assert (line.actor_id, line.outcome) == (actor.id, "refused")


@pytest.mark.django_db(transaction=True)
def test_a_list_outside_of_any_frame_is_refused() -> None:
    with pytest.raises(Refused):
        frames.standing()
    with reading(OPERATOR, "audit.view"):
        assert frames.standing().actor.id == OPERATOR.id
    with pytest.raises(Refused):
        frames.standing()


@pytest.mark.django_db(transaction=True)
def test_an_action_without_a_row_in_the_table_is_for_nobody() -> None:
    with pytest.raises(Refused), reading(OPERATOR, "test.no_such_action"):
        pass
