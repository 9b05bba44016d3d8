"""The law of functions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.ground.kernel.ids import new_id
from onewindow.registers.functions.rules import (
    Days,
    doubts,
    in_the_way,
    is_fit,
    may_become,
    overlap,
    uncovered,
)
from onewindow.registers.functions.types import (
    Doubt,
    FunctionFacts,
    FunctionKind,
    FunctionState,
    Holding,
    Mode,
)

A, B = new_id(), new_id()
D1, D2, D3, D4 = (dt.date(2026, month, 1) for month in (1, 4, 7, 10))


def test_an_end_is_the_first_day_outside() -> None:
    assert not overlap((D1, D2), (D2, None))
    assert overlap((D1, None), (D4, None))


@pytest.mark.parametrize(
    ("needed", "held", "gap"),
    [
        ((D1, None), [(D1, None)], None),
        ((D2, None), [(D1, D3), (D3, None)], None),
        ((D1, None), [], D1),
        ((D1, None), [(D2, None)], D1),
        ((D1, None), [(D1, D2), (D3, None)], D2),
        ((D1, None), [(D1, D4)], D4),
        ((D1, D3), [(D1, D4)], None),
        ((D1, D3), [(D3, None), (D1, D2)], D2),
    ],
)
def test_a_day_without_an_owner_is_found(
    needed: Days, held: list[Days], gap: dt.date | None
) -> None:
    assert uncovered(needed, held) == gap


DAYS = st.integers(0, 12).map(lambda days: D1 + dt.timedelta(days))


@given(st.lists(st.tuples(DAYS, st.integers(1, 6)), max_size=6), DAYS, st.integers(1, 6))
def test_a_gap_is_found_exactly_where_counting_day_by_day_finds_it(
    spans: list[tuple[dt.date, int]], begins: dt.date, length: int
) -> None:
    held = [(first, first + dt.timedelta(days)) for first, days in spans]
    wanted = [begins + dt.timedelta(step) for step in range(length)]
    bare = [day for day in wanted if not any(a <= day < b for a, b in held)]
    found = uncovered((begins, begins + dt.timedelta(length)), held)
    assert found == (bare[0] if bare else None)


def test_only_a_responsible_body_is_in_the_way() -> None:
    helper = Holding(A, Mode.COOPERATING, D1, None)
    owner = Holding(B, Mode.RESPONSIBLE, D2, D3)
    assert in_the_way((D1, None), [helper, owner]) == owner
    assert in_the_way((D3, None), [helper, owner]) is None


def test_a_body_is_fit_where_it_exists_all_the_time_and_covers_the_territory() -> None:
    assert is_fit((D1, None), (D2, None), covers=True)
    assert is_fit((None, D3), (D2, D3), covers=True)
    assert not is_fit((D1, None), (D2, None), covers=False)
    assert not is_fit((D2, None), (D1, None), covers=True)
    assert not is_fit((D1, D3), (D2, None), covers=True)
    assert not is_fit((D1, D3), (D2, D4), covers=True)


def test_an_ended_function_stays_ended() -> None:
    assert may_become(FunctionState.ORPHANED, FunctionState.ACTIVE)
    assert not any(may_become(FunctionState.ENDED, state) for state in FunctionState)
    assert not may_become(FunctionState.PROPOSED, FunctionState.ORPHANED)


def facts(state: FunctionState, active_from: dt.date | None) -> FunctionFacts:
    kind = FunctionKind.LICENCE
    return FunctionFacts(A, "F", {}, "", "", "", kind, "MZ", None, state, active_from, None, None)


def test_each_reason_against_a_function_is_told() -> None:
    proposed = {A: (facts(FunctionState.PROPOSED, None), "Signboards")}
    finding = new_id()
    told = doubts([A, B], proposed, {}, {A: [finding]}, D2)
    assert [(reason.doubt, reason.finding) for reason in told] == [
        (Doubt.NOT_ACTIVE, None),
        (Doubt.UNOWNED, None),
        (Doubt.OPEN_FINDING, finding),
        (Doubt.UNKNOWN, None),
    ]
    active = {A: (facts(FunctionState.ACTIVE, D1), "Signboards")}
    assert doubts([A], active, {A: B}, {}, D2) == []
