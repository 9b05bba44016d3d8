"""Regions, holidays, periods and numbers in the database."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.errors import (
    NotInForce,
    PeriodOverlaps,
    PeriodUnknown,
    RegionExists,
    RegionMisplaced,
    RegionUnknown,
    SeriesFull,
    SeriesInvalid,
    TimeZoneUnknown,
)
from onewindow.ground.jurisdiction.models import NumberSeries
from onewindow.ground.jurisdiction.types import RegionLevel, Unit
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import ANONYMOUS, CLOCK, OPERATOR
from onewindow.ground.kernel.errors import Refused

NOW = dt.datetime(2026, 11, 2, 1, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    with clock.frozen_at(NOW):
        yield


def found(code: str, level: RegionLevel, parent: str | None = None, zone: str = "UTC") -> str:
    return jurisdiction.found_region(
        OPERATOR, code=code, name={"en": code}, level=level, time_zone=zone, parent=parent
    )


@pytest.fixture
def country(db: None) -> None:
    settle()


def settle() -> None:
    found("RP", RegionLevel.STATE)
    found("DH", RegionLevel.PROVINCE, "RP")
    found("MZ", RegionLevel.CITY, "DH", "Asia/Shanghai")
    found("XS", RegionLevel.PROVINCE, "RP")
    jurisdiction.declare_legal_basis(
        OPERATOR,
        code="LIC-32",
        title={"en": "Administrative Licensing Law"},
        article="32",
        issuer="Congress",
        in_force_from=dt.date(2004, 7, 1),
    )


def declare(value: int, since: str, region: str | None = None, until: str | None = None) -> None:
    jurisdiction.declare_period(
        OPERATOR,
        code="CORRECTION",
        value=value,
        unit=Unit.WORKING_DAY,
        basis="LIC-32",
        region=region,
        valid_from=dt.date.fromisoformat(since),
        valid_to=dt.date.fromisoformat(until) if until else None,
    )


@pytest.mark.usefixtures("country")
class TestRegions:
    def test_a_line_runs_from_the_region_to_the_state(self) -> None:
        assert jurisdiction.line("MZ") == ("MZ", "DH", "RP")
        assert jurisdiction.covers("RP", "MZ")
        assert jurisdiction.covers("MZ", "MZ")
        assert not jurisdiction.covers("MZ", "DH")
        assert not jurisdiction.covers("XS", "MZ")

    def test_an_unknown_region_is_not_found(self) -> None:
        with pytest.raises(RegionUnknown):
            jurisdiction.line("ZZ")

    def test_a_second_region_of_a_code_is_refused(self) -> None:
        with pytest.raises(RegionExists):
            found("MZ", RegionLevel.COUNTY, "DH")

    def test_a_city_without_a_parent_is_refused(self) -> None:
        with pytest.raises(RegionMisplaced):
            found("CC", RegionLevel.CITY)

    def test_a_time_zone_that_nobody_knows_is_refused(self) -> None:
        with pytest.raises(TimeZoneUnknown):
            found("CC", RegionLevel.CITY, "DH", "Mars/Olympus")

    @pytest.mark.parametrize("actor", [ANONYMOUS, CLOCK])
    def test_only_the_keepers_found_a_region(self, actor: object) -> None:
        with pytest.raises(Refused):
            jurisdiction.found_region(
                actor, code="AA", name={"en": "A"}, level=RegionLevel.STATE, time_zone="UTC"
            )

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ground_jurisdiction_region SET parent_id = 'MZ' WHERE code = 'DH'",
            "UPDATE ground_jurisdiction_region SET level = 'village' WHERE code = 'DH'",
            "INSERT INTO ground_jurisdiction_region"
            " (code, parent_id, name, level, assisted, time_zone, languages, created_at)"
            " VALUES ('AA', 'AA', '{}', 'city', false, 'UTC', '{}', now())",
        ],
    )
    def test_the_database_keeps_the_tree_without_circles(self, change: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(change)


@pytest.mark.usefixtures("country")
class TestCalendars:
    def test_a_region_inherits_the_holidays_of_what_it_lies_in(self) -> None:
        new_year, local = dt.date(2027, 1, 1), dt.date(2026, 11, 4)
        jurisdiction.add_holidays(OPERATOR, region="RP", days=[new_year], name={"en": "New Year"})
        jurisdiction.add_holidays(OPERATOR, region="MZ", days=[local])
        assert jurisdiction.holidays("MZ") == {new_year, local}
        assert jurisdiction.holidays("XS") == {new_year}
        assert jurisdiction.add_days("MZ", dt.date(2026, 11, 3), 1) == dt.date(2026, 11, 5)
        assert jurisdiction.due("XS", dt.date(2026, 12, 31), 1) == dt.date(2027, 1, 4)

    def test_a_holiday_entered_twice_is_one(self) -> None:
        day = dt.date(2027, 1, 1)
        assert jurisdiction.add_holidays(OPERATOR, region="RP", days=[day, day]) == 1
        assert jurisdiction.add_holidays(OPERATOR, region="RP", days=[day]) == 0

    def test_a_day_is_that_of_the_region(self) -> None:
        late = dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC)
        assert jurisdiction.day("MZ", late) == dt.date(2027, 1, 1)
        assert jurisdiction.day("RP", late) == dt.date(2026, 12, 31)


@pytest.mark.usefixtures("country")
class TestPeriods:
    def test_the_nearest_region_sets_the_period(self) -> None:
        declare(5, "2004-07-01")
        declare(3, "2026-01-01", region="DH")
        on = dt.date(2026, 11, 2)
        assert jurisdiction.period("CORRECTION", "MZ", on) == 3
        assert jurisdiction.period("CORRECTION", "XS", on) == 5
        assert jurisdiction.period("CORRECTION", "MZ", dt.date(2025, 12, 31)) == 5
        held = jurisdiction.legal_period("CORRECTION", "MZ", on)
        assert (held.unit, held.basis) == (Unit.WORKING_DAY, "LIC-32")

    def test_a_period_that_nobody_declared_is_not_found(self) -> None:
        with pytest.raises(PeriodUnknown):
            jurisdiction.period("CORRECTION", "MZ", dt.date(2026, 11, 2))

    @pytest.mark.parametrize("region", [None, "MZ"])
    def test_two_periods_of_a_code_never_hold_at_once(self, region: str | None) -> None:
        declare(5, "2020-01-01", region=region)
        with pytest.raises(PeriodOverlaps):
            declare(4, "2026-01-01", region=region)

    def test_the_database_itself_refuses_two_periods_at_once(self) -> None:
        declare(5, "2020-01-01")
        with pytest.raises(IntegrityError, match="period_once_at_a_time"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO ground_jurisdiction_period (id, created_at, code, value, unit,"
                " legal_basis_id, valid_from) SELECT gen_random_uuid(), now(), code, 4, unit,"
                " legal_basis_id, '2026-01-01' FROM ground_jurisdiction_period"
            )

    def test_a_period_that_ended_may_be_followed_by_another(self) -> None:
        declare(5, "2020-01-01")
        change = dt.date(2027, 1, 1)
        jurisdiction.end_period(OPERATOR, code="CORRECTION", on=change)
        declare(4, "2027-01-01")
        assert jurisdiction.period("CORRECTION", "MZ", dt.date(2026, 12, 31)) == 5
        assert jurisdiction.period("CORRECTION", "MZ", change) == 4

    def test_a_period_rests_on_an_act_in_force(self) -> None:
        with pytest.raises(NotInForce):
            declare(5, "2004-06-30")


@pytest.mark.usefixtures("country")
class TestNumbers:
    def test_numbers_follow_each_other_by_region_series_and_year(self) -> None:
        first = jurisdiction.next_number("MZ", "BTH", NOW)
        assert first.startswith("MZ-2026-BTH-000001-")
        assert jurisdiction.next_number("MZ", "BTH", NOW).startswith("MZ-2026-BTH-000002-")
        assert jurisdiction.next_number("MZ", "INQ", NOW).startswith("MZ-2026-INQ-000001-")
        new_year = dt.datetime(2026, 12, 31, 16, 0, tzinfo=dt.UTC)
        assert jurisdiction.next_number("MZ", "BTH", new_year).startswith("MZ-2027-BTH-000001-")

    def test_a_series_that_is_full_or_misnamed_is_refused(self) -> None:
        NumberSeries.objects.create(region_id="MZ", year=2026, series="BTH", last=999_998)
        assert "999999" in jurisdiction.next_number("MZ", "BTH", NOW)
        with pytest.raises(SeriesFull):
            jurisdiction.next_number("MZ", "BTH", NOW)
        with pytest.raises(SeriesInvalid):
            jurisdiction.next_number("MZ", "birth", NOW)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ground_jurisdiction_numberseries SET last = 0",
            "DELETE FROM ground_jurisdiction_numberseries",
        ],
    )
    def test_the_database_gives_no_number_twice(self, change: str) -> None:
        jurisdiction.next_number("MZ", "BTH", NOW)
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            connection.cursor().execute(change)


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_get_two_numbers() -> None:
    settle()
    given: list[str] = []

    def ask() -> None:
        try:
            with transaction.atomic():
                given.append(jurisdiction.next_number("MZ", "BTH", NOW))
        finally:
            connection.close()

    with transaction.atomic():
        held = jurisdiction.next_number("MZ", "BTH", NOW)
        other = threading.Thread(target=ask)
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join(10)
    assert held.startswith("MZ-2026-BTH-000001-")
    assert given[0].startswith("MZ-2026-BTH-000002-")


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        jurisdiction.next_number("MZ", "BTH", NOW)
