"""The order of a desk and the reasons for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

from onewindow.faces.workspace import rules
from onewindow.faces.workspace.types import Held, Reason, Tie, Waiting, Wanted, Why

MONDAY = dt.date(2026, 11, 9)
NINE = dt.datetime(2026, 11, 5, 9, tzinfo=dt.UTC)


def waiting(number: int = 1, **changes: object) -> Waiting:
    item = Waiting(
        task=UUID(int=number),
        case=UUID(int=100 + number),
        number=f"MZ-{number}",
        service="Birth of a child",
        service_code="birth",
        step="Certificate",
        step_due=MONDAY,
        case_due=dt.date(2026, 11, 13),
        since=NINE,
        held=Held.NOBODY,
        holder="",
        today=MONDAY,
    )
    return dataclasses.replace(item, **changes)  # type: ignore[arg-type]


def test_the_earliest_day_comes_first_and_then_what_waits_longest() -> None:
    late = waiting(1, step_due=dt.date(2026, 11, 6))
    long = waiting(2, since=NINE - dt.timedelta(hours=1))
    short = waiting(3)
    assert rules.sorted_desk([short, long, late]).to_do == (late, long, short)


def test_of_the_same_day_ones_own_comes_before_what_waits_longest() -> None:
    mine = waiting(1, held=Held.ME)
    long = waiting(2, since=NINE - dt.timedelta(hours=1))
    assert rules.sorted_desk([long, mine]).to_do == (mine, long)


def test_a_case_that_is_due_before_its_step_gives_the_day() -> None:
    item = waiting(step_due=dt.date(2026, 11, 16), case_due=MONDAY)
    assert item.limit == MONDAY
    assert rules.why(item) == Why(Reason.CASE_TODAY)


def test_what_colleagues_have_and_what_stands_still_lie_apart() -> None:
    theirs = waiting(1, held=Held.COLLEAGUE, holder="Yan Bo")
    still = waiting(2, stopped="under veto")
    both = waiting(3, held=Held.COLLEAGUE, stopped="under veto")
    desk = rules.sorted_desk([theirs, still, both])
    assert (desk.to_do, desk.taken, desk.frozen) == ((), (theirs,), (still, both))


def test_due_on_friday_is_late_by_one_working_day_on_monday() -> None:
    item = waiting(step_due=dt.date(2026, 11, 6))
    assert rules.why(item) == Why(Reason.STEP_OVERDUE, 1)


def test_a_holiday_makes_nothing_later() -> None:
    item = waiting(
        step_due=dt.date(2026, 9, 30),
        today=dt.date(2026, 10, 8),
        holidays=frozenset(dt.date(2026, 10, day) for day in range(1, 8)),
    )
    assert rules.why(item) == Why(Reason.STEP_OVERDUE, 1)


def test_a_later_day_is_said_in_working_days() -> None:
    assert rules.why(waiting(step_due=dt.date(2026, 11, 12))) == Why(Reason.STEP_LATER, 3)


def test_a_tie_says_what_decided_it() -> None:
    first, other = waiting(1), waiting(2, since=NINE + dt.timedelta(hours=1))
    assert rules.why(first, [other]).tie is Tie.LONGEST
    assert rules.why(dataclasses.replace(first, held=Held.ME), [other]).tie is Tie.MINE
    assert rules.why(first, [waiting(3, step_due=dt.date(2026, 11, 10))]).tie is Tie.NONE


def test_filters_keep_the_order_and_what_was_asked_for() -> None:
    mine = waiting(1, held=Held.ME)
    late = waiting(2, step_due=dt.date(2026, 11, 6))
    other = waiting(3, service_code="marriage")
    items = [late, mine, other]
    assert rules.matching(items, Wanted()) == items
    assert rules.matching(items, Wanted("mine")) == [mine]
    assert rules.matching(items, Wanted("unclaimed")) == [late, other]
    assert rules.matching(items, Wanted(overdue=True)) == [late]
    assert rules.matching(items, Wanted(service="marriage")) == [other]


def test_the_one_after_is_never_the_one_just_done() -> None:
    one, two = waiting(1), waiting(2)
    assert rules.following([one, two], one.task) == two
    assert rules.following([one, two], two.task) == one
    assert rules.following([one], one.task) is None


def test_an_application_that_counts_as_complete_by_tomorrow_is_said_to_do_so() -> None:
    assert rules.completes_soon(waiting(count_as_complete_on=dt.date(2026, 11, 10)))
    assert not rules.completes_soon(waiting(count_as_complete_on=dt.date(2026, 11, 11)))
    assert not rules.completes_soon(waiting())
