"""Working days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.ground.kernel.days import add_working_days, stopped_days, working_days_between

NEW_YEAR = {dt.date(2027, 1, 1)}
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-02", 5, "2026-11-09"),
        ("2026-11-06", 1, "2026-11-09"),
        ("2026-11-06", 8, "2026-11-18"),
        ("2026-11-06", 45, "2027-01-11"),
        ("2026-11-02", 20, "2026-11-30"),
        ("2026-11-06", 0, "2026-11-06"),
    ],
)
def test_the_start_day_is_not_counted(start: str, count: int, end: str) -> None:
    assert add_working_days(day(start), count, NEW_YEAR) == day(end)


def test_days_are_counted_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(day("2026-11-02"), -1)


def test_overlapping_stops_count_once() -> None:
    spans = [(day("2026-11-10"), day("2026-11-12")), (day("2026-11-11"), day("2026-11-13"))]
    assert stopped_days(spans) == 3
    assert stopped_days([(day("2026-11-10"), day("2026-11-12"))]) == 2
    assert stopped_days([]) == 0


@given(DAYS, st.integers(0, 60))
def test_counting_back_what_was_added_gives_it_again(start: dt.date, count: int) -> None:
    assert working_days_between(start, add_working_days(start, count, NEW_YEAR), NEW_YEAR) == count
