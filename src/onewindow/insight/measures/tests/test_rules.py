"""Periods, and values out of numbers: a division by zero is no value, never 0 or 100."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from onewindow.insight.measures import rules
from onewindow.insight.measures.errors import PeriodNotBegun, PeriodUnreadable
from onewindow.insight.measures.types import Formula, NoValue, PeriodKind

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("label", "begins", "ends"),
    [
        ("2026-11", "2026-11-01", "2026-12-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026", "2026-01-01", "2027-01-01"),
    ],
)
def test_a_period_is_read_and_found_by_each_of_its_days(label: str, begins: str, ends: str) -> None:
    period = rules.read_period(label)
    assert (period.begins.isoformat(), period.ends.isoformat()) == (begins, ends)
    last = period.ends - dt.timedelta(days=1)
    assert (
        rules.period_of(period.kind, last) == period == rules.period_of(period.kind, period.begins)
    )
    assert rules.before(period).ends == period.begins


@pytest.mark.parametrize("label", ["", "2026-13", "2026-Q5", "26-11", "2026-11-01", "November"])
def test_what_is_no_period_is_refused(label: str) -> None:
    with pytest.raises(PeriodUnreadable):
        rules.read_period(label)


def test_whole_days_are_counted_by_the_clock_of_the_region() -> None:
    november = rules.read_period("2026-11")
    evening = dt.datetime(2026, 11, 22, 15, 59, tzinfo=dt.UTC)  # 23:59 in Shanghai
    assert rules.settled(november, SHANGHAI, evening) == dt.datetime(
        2026, 11, 21, 16, tzinfo=dt.UTC
    )
    later = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    assert rules.settled(november, SHANGHAI, later) == dt.datetime(2026, 11, 30, 16, tzinfo=dt.UTC)
    with pytest.raises(PeriodNotBegun) as refused:
        rules.settled(november, SHANGHAI, dt.datetime(2026, 11, 1, 3, tzinfo=dt.UTC))
    assert refused.value.facts["day"] == dt.date(2026, 11, 2)


def test_a_division_by_zero_is_no_value() -> None:
    none = {"good": Decimal(0), "all": Decimal(0)}
    assert rules.evaluated("100 * good / all", none) is None
    assert rules.evaluated("100 * good / all", {"good": Decimal(0), "all": Decimal(3)}) == 0
    thirds = rules.evaluated("100 * good / all", {"good": Decimal(1), "all": Decimal(3)})
    assert thirds == Decimal("33.3333")


def test_a_value_is_a_number_or_there_is_none() -> None:
    assert rules.evaluated('"much"', {}) is None
    assert rules.evaluated("true", {}) is None
    assert rules.evaluated("missing + 1", {}) is None


FORMULA = Formula({}, {"cap": "M-RES-7"}, "value", cap="cap")


def test_a_cap_bounds_a_value_and_an_unknown_one_leaves_none() -> None:
    assert rules.capped(Decimal(85), FORMULA, {"cap": Decimal(40)}) == 40
    assert rules.capped(Decimal(30), FORMULA, {"cap": Decimal(40)}) == 30
    assert rules.capped(Decimal(85), FORMULA, {"cap": None}) is None


def test_why_there_is_no_value_is_told() -> None:
    known = {"cap": None}
    assert rules.why_none(FORMULA, known, ["a.b"]) == (NoValue.NO_FACTS, "a.b")
    assert rules.why_none(FORMULA, known, []) == (NoValue.PART_MISSING, "M-RES-7")
    other = {"cap": Decimal(1)}
    assert rules.why_none(FORMULA, other, []) == (NoValue.NOTHING_COUNTED, "")
    assert rules.period_of(PeriodKind.YEAR, dt.date(2026, 5, 5)).label == "2026"
