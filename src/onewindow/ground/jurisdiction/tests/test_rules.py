"""The arithmetic of the law."""

from __future__ import annotations

import datetime as dt

import pytest

from onewindow.ground.jurisdiction.rules import (
    due_day,
    is_series,
    lies_under,
    numbered,
    spans_by_day,
)
from onewindow.ground.jurisdiction.types import Basis, Calendar, RegionLevel
from onewindow.ground.kernel.ids import is_checked, new_id

NEW_YEAR = dt.date(2027, 1, 1)
CALENDAR = Calendar("MZ", frozenset({NEW_YEAR}))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_period_starts_the_day_after_and_skips_weekends() -> None:
    assert due_day(CALENDAR, day("2026-11-02"), 5) == day("2026-11-09")


def test_a_period_skips_a_holiday() -> None:
    assert due_day(CALENDAR, day("2026-12-31"), 1) == day("2027-01-04")


def test_a_freeze_of_two_working_days_moves_the_due_day_by_two() -> None:
    """SC-04, step 7."""
    frozen = [(day("2026-11-10"), day("2026-11-12"))]
    accepted = day("2026-11-06")
    assert due_day(CALENDAR, accepted, 5) == day("2026-11-13")
    assert due_day(CALENDAR, accepted, 5, frozen) == day("2026-11-17")


def test_a_stop_and_a_freeze_over_the_same_days_count_once() -> None:
    spans = [(day("2026-11-10"), day("2026-11-12")), (day("2026-11-11"), day("2026-11-12"))]
    assert due_day(CALENDAR, day("2026-11-06"), 5, spans) == day("2026-11-17")


def test_a_stop_that_begins_after_the_due_day_adds_nothing() -> None:
    late = [(day("2026-11-10"), day("2026-11-20"))]
    assert due_day(CALENDAR, day("2026-11-02"), 5, late) == day("2026-11-09")


def test_a_stop_counts_from_the_start_of_the_clock_only() -> None:
    early = [(day("2026-10-20"), day("2026-11-03"))]
    assert due_day(CALENDAR, day("2026-11-02"), 5, early) == day("2026-11-10")


def test_a_second_stop_counts_where_the_first_one_moved_the_due_day_onto_it() -> None:
    spans = [(day("2026-11-09"), day("2026-11-11")), (day("2026-11-11"), day("2026-11-12"))]
    assert due_day(CALENDAR, day("2026-11-02"), 5, spans) == day("2026-11-12")


def test_an_open_span_ends_now_and_days_are_those_of_the_region() -> None:
    begun = dt.datetime(2026, 11, 9, 17, 0, tzinfo=dt.UTC)
    now = dt.datetime(2026, 11, 11, 15, 0, tzinfo=dt.UTC)
    spans = spans_by_day("Asia/Shanghai", [(begun, None)], now)
    assert spans == [(day("2026-11-10"), day("2026-11-11"))]


@pytest.mark.parametrize(
    ("level", "parent", "may"),
    [
        (RegionLevel.STATE, None, True),
        (RegionLevel.CITY, None, False),
        (RegionLevel.COUNTY, RegionLevel.PROVINCE, True),
        (RegionLevel.CITY, RegionLevel.CITY, False),
        (RegionLevel.PROVINCE, RegionLevel.TOWN, False),
        (RegionLevel.STATE, RegionLevel.STATE, False),
    ],
)
def test_a_region_lies_under_a_wider_one(
    level: RegionLevel, parent: RegionLevel | None, may: bool
) -> None:
    assert lies_under(level, parent) is may


def test_a_number_has_the_form_of_the_receipt_and_a_true_check_character() -> None:
    number = numbered("MZ", 2026, "BTH", 417)
    assert number.startswith("MZ-2026-BTH-000417-")
    assert is_checked(number)
    assert not is_checked(number.replace("417", "471"))


@pytest.mark.parametrize("series", ["BTH", "A1B"])
def test_a_series_is_three_capitals_or_digits(series: str) -> None:
    assert is_series(series)


@pytest.mark.parametrize("series", ["", "BT", "BTHX", "bth", "B-H", "BTH\n"])
def test_anything_else_names_no_series(series: str) -> None:
    assert not is_series(series)


def test_an_act_holds_from_its_first_day_and_no_more_on_its_end() -> None:
    ends = day("2027-01-01")
    act = Basis(new_id(), "LIC-42", {"en": "Act"}, "42", "Congress", "", day("2004-07-01"), ends)
    assert act.is_in_force(day("2004-07-01"))
    assert act.is_in_force(day("2026-12-31"))
    assert not act.is_in_force(ends)
