"""One owner at every instant, whoever writes, and two at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.ground.kernel.errors import OneWindowError
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.commands.keeping import explained, upheld
from onewindow.registers.functions.errors import (
    AlreadyTakesPart,
    BodyUnfit,
    FunctionExclusive,
    FunctionUnowned,
)
from onewindow.registers.functions.models import Assignment, Function
from onewindow.registers.functions.tests.conftest import (
    EVE,
    NEW_YEAR,
    TODAY,
    Country,
    owned,
    propose,
    race,
    sql,
)
from onewindow.registers.institutions import public as institutions


class TestOneOwner:
    def test_ac_3_2a_a_second_owner_is_refused_with_the_name_of_the_first(
        self, country: Country
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        with pytest.raises(FunctionExclusive) as refused:
            functions.assign(country.organisation, function=function, body=market, begins=NEW_YEAR)
        assert refused.value.status == 409
        assert refused.value.code == "FUNCTION_EXCLUSIVE"
        assert "URBAN Bureau" in refused.value.sentence()
        assert "2019-01-01" in refused.value.sentence()
        assert functions.held_by([market], NEW_YEAR) == set()

    def test_ac_3_2b_a_transfer_gives_the_old_owner_the_day_before_and_the_new_one_the_day(
        self, country: Country
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        functions.transfer(country.organisation, function=function, to_body=market, on=NEW_YEAR)
        days = [TODAY + dt.timedelta(step) for step in range(120)]
        expected = {day: market if day >= NEW_YEAR else urban for day in days}
        assert {day: functions.owner(function, day) for day in days} == expected
        assert functions.held_by([urban], EVE) == {function}
        assert functions.held_by([urban], NEW_YEAR) == set()
        assert Assignment.objects.filter(function=function).count() == 2

    def test_inv_01_at_every_instant_an_active_function_has_one_responsible_body(
        self, country: Country
    ) -> None:
        """Commands first; what raw SQL may not do either stands in the next test."""
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = propose(country)
        act = country.organisation
        with pytest.raises(FunctionUnowned):
            functions.activate(act, function=function)
        functions.assign(act, function=function, body=urban, ends=NEW_YEAR)
        with pytest.raises(FunctionUnowned):
            functions.activate(act, function=function)
        functions.assign(act, function=function, body=market, begins=NEW_YEAR)
        functions.activate(act, function=function)
        assert functions.owner(function, EVE) == urban
        assert functions.owner(function, NEW_YEAR) == market

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"body_id": "MARKET", "mode": "responsible"}, FunctionExclusive),
            ({"body_id": "URBAN", "mode": "cooperating"}, AlreadyTakesPart),
        ],
    )
    def test_the_exclusion_constraints_speak_in_the_words_of_the_commands(
        self, country: Country, change: dict[str, str], refusal: type[OneWindowError]
    ) -> None:
        bodies = {code: country.found(code) for code in ("URBAN", "MARKET")}
        row = Function.objects.get(id=owned(country, bodies["URBAN"]))
        body = institutions.body(bodies[change["body_id"]])
        during = (TODAY, None)
        with pytest.raises(refusal, match="URBAN Bureau"), upheld(explained(row, body, during)):
            Assignment.objects.create(
                function=row, body_id=body.id, mode=change["mode"], during=during
            )

    @pytest.mark.parametrize(
        ("statement", "law"),
        [
            ("DELETE FROM registers_functions_assignment", "FUNCTION_UNOWNED"),
            (
                "UPDATE registers_functions_assignment SET during = '[2019-01-01,2030-01-01)'",
                "FUNCTION_UNOWNED",
            ),
            (
                "UPDATE registers_functions_assignment SET during = '[2019-01-02,)'",
                "FUNCTION_UNOWNED",
            ),
            (
                "UPDATE registers_functions_assignment SET mode = 'cooperating'",
                "FUNCTION_UNOWNED",
            ),
            (
                "UPDATE registers_functions_function SET active_from = '2018-12-31'",
                "FUNCTION_UNOWNED",
            ),
            (
                "INSERT INTO registers_functions_assignment (id, created_at, function_id, body_id,"
                " mode, during, basis) SELECT gen_random_uuid(), now(), function_id, b.id, mode,"
                " '[2026-12-01,2026-12-02)', '' FROM registers_functions_assignment,"
                " registers_institutions_body b WHERE b.code = 'ORG'",
                "one_responsible_at_any_instant",
            ),
            (
                "UPDATE registers_functions_assignment SET during = 'empty'",
                "assignment_begins_some_day",
            ),
        ],
    )
    def test_inv_01_holds_against_raw_sql_of_the_application(
        self, country: Country, statement: str, law: str
    ) -> None:
        owned(country, country.found("URBAN"))
        with pytest.raises(IntegrityError, match=law):
            sql(statement)

    def test_inv_01_two_transactions_lawful_alone_leave_no_function_without_an_owner(
        self, settled: Callable[[], Country]
    ) -> None:
        """One activates while another takes the owner away; each sees the other's past."""
        country = settled()
        function = propose(country)
        functions.assign(
            country.organisation, function=function, body=country.found("URBAN"), begins=TODAY
        )
        outcome: list[str] = []

        def take_away() -> None:
            try:
                sql("DELETE FROM registers_functions_assignment")
                outcome.append("deleted")
            except IntegrityError as error:
                outcome.append(str(error))
            finally:
                connection.close()

        with transaction.atomic():
            sql("UPDATE registers_functions_function SET state = 'active', active_from = %s", TODAY)
            other = threading.Thread(target=take_away)
            other.start()
            other.join(0.4)
            assert other.is_alive()
        other.join(10)
        assert "FUNCTION_UNOWNED" in outcome[0]
        assert functions.owner(function, TODAY) is not None


class TestRaces:
    def test_ac_3_2a_holds_between_two_commands_at_once(
        self, settled: Callable[[], Country]
    ) -> None:
        country = settled()
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = propose(country)
        both = threading.Barrier(2)

        def give(body: UUID) -> object:
            both.wait(5)
            return functions.assign(country.organisation, function=function, body=body)

        waits = [race(country, lambda body=body: give(body)) for body in (urban, market)]
        outcomes = [wait()[0] for wait in waits]
        refused = [one for one in outcomes if isinstance(one, FunctionExclusive)]
        assert len(refused) == 1
        winner = functions.owner(function, TODAY)
        assert institutions.body(winner).name["en"] in refused[0].sentence()

    def test_a_command_waits_for_a_writer_that_is_none_and_names_the_owner(
        self, settled: Callable[[], Country]
    ) -> None:
        country = settled()
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = propose(country)
        with transaction.atomic():
            Assignment.objects.create(
                function_id=function, body_id=urban, mode="responsible", during=(TODAY, None)
            )
            wait = race(
                country,
                lambda: functions.assign(country.organisation, function=function, body=market),
            )
        refused = wait()[0]
        assert isinstance(refused, FunctionExclusive)
        assert "URBAN Bureau" in refused.sentence()

    def test_inv_02_holds_while_the_body_is_being_closed(
        self, settled: Callable[[], Country]
    ) -> None:
        country = settled()
        urban = country.found("URBAN")
        function = propose(country)
        with transaction.atomic():
            sql(
                "UPDATE registers_institutions_body SET status = 'closed', valid_to = %s"
                " WHERE id = %s",
                NEW_YEAR,
                urban,
            )
            wait = race(
                country,
                lambda: functions.assign(country.organisation, function=function, body=urban),
            )
        assert isinstance(wait()[0], BodyUnfit)
        assert functions.owner(function, NEW_YEAR) is None
