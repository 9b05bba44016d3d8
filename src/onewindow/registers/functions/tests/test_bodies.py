"""Which bodies may take part, and what becomes of a function when they change."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from django.db import IntegrityError

from onewindow.registers.functions import public as functions
from onewindow.registers.functions.errors import (
    AlreadyTakesPart,
    BodyResponsible,
    BodyUnfit,
    DelegationIncomplete,
    FunctionUnowned,
    WrongDay,
)
from onewindow.registers.functions.tests.conftest import (
    EVE,
    LONG_AGO,
    NEW_YEAR,
    TODAY,
    Country,
    owned,
    propose,
    sql,
)
from onewindow.registers.functions.types import (
    Mode,
)
from onewindow.registers.institutions import public as institutions


class TestBodies:
    def test_inv_02_the_responsible_body_is_active_and_covers_the_territory(
        self, country: Country
    ) -> None:
        """Refused: another region's body, a body before its time; accepted: a wider region's."""
        act = country.organisation
        function = propose(country)
        with pytest.raises(BodyUnfit):
            functions.assign(act, function=function, body=country.found("FAR", region="XS"))
        young = country.found("YOUNG", valid_from=NEW_YEAR)
        with pytest.raises(BodyUnfit):
            functions.assign(act, function=function, body=young)
        functions.assign(act, function=function, body=country.found("STATE", region="RP"))
        assert functions.owner(function, TODAY) is not None

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE registers_institutions_body SET region = 'XS' WHERE code = 'URBAN'",
            "UPDATE registers_institutions_body SET status = 'closed', valid_to = '2026-12-01'"
            " WHERE code = 'URBAN'",
            "UPDATE registers_institutions_body SET valid_from = '2020-01-01' WHERE code = 'URBAN'",
            "UPDATE registers_functions_function SET territory_id = 'XS'",
            "UPDATE registers_functions_assignment SET body_id ="
            " (SELECT id FROM registers_institutions_body WHERE code = 'FAR')",
        ],
    )
    def test_inv_02_holds_against_raw_sql_of_the_application(
        self, country: Country, statement: str
    ) -> None:
        country.found("FAR", region="XS")
        owned(country, country.found("URBAN"))
        with pytest.raises(IntegrityError, match="BODY_UNFIT"):
            sql(statement)

    def test_a_responsible_body_does_not_close_before_its_functions_move(
        self, country: Country
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        act = country.organisation
        with pytest.raises(BodyResponsible) as refused:
            institutions.close_body(act, body=urban, on=NEW_YEAR)
        assert "Approve signboards" in refused.value.sentence()
        assert institutions.body(urban).valid_to is None
        functions.transfer(act, function=function, to_body=market, on=NEW_YEAR)
        institutions.close_body(act, body=urban, on=NEW_YEAR, superseded_by=market)
        assert functions.owner(function, EVE) == urban

    def test_the_help_of_a_closing_body_ends_with_it(self, country: Country) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        act = country.organisation
        functions.assign(act, function=function, body=market, mode=Mode.COOPERATING)
        institutions.close_body(act, body=market, on=NEW_YEAR)
        helping = [Mode.COOPERATING]
        assert functions.held_by([market], EVE, helping) == {function}
        assert functions.held_by([market], NEW_YEAR, helping) == set()

    def test_a_helper_takes_part_once_and_is_released(self, country: Country) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        act = country.organisation
        functions.assign(act, function=function, body=market, mode=Mode.COOPERATING)
        with pytest.raises(AlreadyTakesPart):
            functions.assign(
                act,
                function=function,
                body=market,
                mode=Mode.DELEGATED,
                ends=NEW_YEAR,
                basis="Agreement 3",
            )
        functions.release(act, function=function, body=market, on=NEW_YEAR)
        assert [(h.body, h.ends) for h in functions.holdings(function)] == [
            (urban, None),
            (market, NEW_YEAR),
        ]
        with pytest.raises(WrongDay):
            functions.release(act, function=function, body=urban)

    def test_a_helper_that_becomes_the_owner_helps_no_longer(self, country: Country) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        act = country.organisation
        functions.assign(act, function=function, body=market, mode=Mode.COOPERATING)
        functions.transfer(act, function=function, to_body=market, on=NEW_YEAR)
        assert functions.owner(function, NEW_YEAR) == market
        assert functions.held_by([market], NEW_YEAR, [Mode.COOPERATING]) == set()

    def test_a_transfer_is_neither_dated_back_nor_to_the_owner_nor_of_nothing(
        self, country: Country
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        act = country.organisation
        with pytest.raises(WrongDay):
            functions.transfer(act, function=function, to_body=market, on=TODAY - dt.timedelta(1))
        with pytest.raises(AlreadyTakesPart):
            functions.transfer(act, function=function, to_body=urban, on=NEW_YEAR)
        with pytest.raises(FunctionUnowned):
            free = propose(country, "FREE")
            functions.transfer(act, function=free, to_body=market, on=NEW_YEAR)


class TestDelegation:
    """A delegated body always has a responsible one, an instrument and an end."""

    def delegate(self, country: Country, function: UUID, body: UUID, **facts: object) -> UUID:
        wanted = {"ends": NEW_YEAR, "basis": "Agreement 3", **facts}
        return functions.assign(
            country.organisation, function=function, body=body, mode=Mode.DELEGATED, **wanted
        )

    def test_a_delegation_names_its_instrument_and_its_end(self, country: Country) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        for missing in ({"basis": ""}, {"ends": None}):
            with pytest.raises(DelegationIncomplete):
                self.delegate(country, function, market, **missing)
        self.delegate(country, function, market)
        assert functions.held_by([market], EVE, [Mode.DELEGATED]) == {function}
        assert functions.held_by([market], NEW_YEAR, [Mode.DELEGATED]) == set()
        assert functions.owner(function, EVE) == urban

    def test_nobody_delegates_what_nobody_answers_for(self, country: Country) -> None:
        market = country.found("MARKET")
        with pytest.raises(DelegationIncomplete):
            self.delegate(country, propose(country), market)

    def test_a_function_without_an_owner_is_delegated_no_longer(self, country: Country) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        self.delegate(country, function, market, begins=LONG_AGO)
        functions.orphan(country.organisation, function=function, because="It was dissolved.")
        assert functions.held_by([market], TODAY, [Mode.DELEGATED]) == set()

    def test_a_transfer_keeps_the_delegation_accounted_for(self, country: Country) -> None:
        urban, market, third = (country.found(code) for code in ("URBAN", "MARKET", "THIRD"))
        function = owned(country, urban)
        self.delegate(country, function, third, ends=dt.date(2028, 1, 1))
        functions.transfer(country.organisation, function=function, to_body=market, on=NEW_YEAR)
        assert functions.held_by([third], NEW_YEAR, [Mode.DELEGATED]) == {function}

    @pytest.mark.parametrize(
        ("statement", "law"),
        [
            ("UPDATE {a} SET basis = '' WHERE mode = 'delegated'", "delegation_names_instrument"),
            ("UPDATE {a} SET during = '[2026-11-02,)' WHERE mode = 'delegated'", "delegation_na"),
            (
                "UPDATE {a} SET during = '[2018-01-01,2027-01-01)' WHERE mode = 'delegated'",
                "DELEGATION_UNACCOUNTED",
            ),
            ("UPDATE {a} SET during = '[2019-01-01,2026-11-05)' WHERE mode <> 'delegated'", "UN"),
        ],
    )
    def test_the_rules_of_delegation_hold_against_raw_sql_of_the_application(
        self, country: Country, statement: str, law: str
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        self.delegate(country, owned(country, urban), market)
        with pytest.raises(IntegrityError, match=law):
            sql(statement.format(a="registers_functions_assignment"))
