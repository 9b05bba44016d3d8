"""Reorganisations: everything changes on one day, by two people, or is put back as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError

from onewindow.ground.kernel import agenda, clock
from onewindow.ground.kernel.actor import CLOCK, Actor
from onewindow.ground.kernel.errors import OneWindowError, Refused
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref, title
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.commands.reorganisations import due_now, take_effect
from onewindow.registers.functions.errors import (
    BodyResponsible,
    BodyUnfit,
    DecidedByAnother,
    FunctionsLeftOver,
    PlanOutdated,
    ReasonMissing,
    ReorganisationEmpty,
    ReorganisationOvertaken,
    ReorganisationTooEarly,
    ReorganisationUnknown,
    ReorganisationWrongState,
)
from onewindow.registers.functions.models import Assignment, Reorganisation
from onewindow.registers.functions.tests.conftest import (
    EVE,
    NEW_YEAR,
    TODAY,
    Country,
    owned,
    sql,
)
from onewindow.registers.functions.types import Change, Mode, Plan, ReorganisationState
from onewindow.registers.institutions import public as institutions
from onewindow.trust.audit import public as audit

HELPING = [Mode.COOPERATING]
MIDNIGHT = dt.datetime(2026, 12, 31, 16, 0, tzinfo=dt.UTC)


@pytest.fixture
def second(country: Country) -> Actor:
    """A colleague in the organisation office, who decides what the first one plans."""
    return country.staff(country.office_post, "second")[0]


def plan(*changes: Change, on: dt.date = NEW_YEAR) -> Plan:
    return Plan({"en": "Fewer bureaus"}, on, "Decision 7 of the council", changes)


def merged(country: Country) -> tuple[UUID, UUID, UUID, UUID]:
    """Gives URBAN with two functions and help in a third, and MARKET that is to get it all."""
    urban, market = country.found("URBAN"), country.found("MARKET")
    signs, stalls = owned(country, urban, "SIGN"), owned(country, urban, "STALL")
    return urban, market, signs, stalls


def planned(country: Country, *changes: Change) -> UUID:
    return functions.plan_reorganisation(country.organisation, plan=plan(*changes))


def answers() -> list[tuple[object, ...]]:
    """Gives every part in every function, as plain values."""
    rows = Assignment.objects.order_by("function_id", "body_id", "mode", "during")
    return list(rows.values_list("function_id", "body_id", "mode", "during", "basis"))


class TestMerge:
    def test_ac_3_2b_before_the_day_every_question_answers_as_before_and_then_anew(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, signs, stalls = merged(country)
        key = planned(country, Change(urban, rest=market, closes=True, posts_to=market))
        functions.decide_reorganisation(second, reorganisation=key)
        days = [TODAY + dt.timedelta(step) for step in range(120)]
        for function in (signs, stalls):
            expected = {day: market if day >= NEW_YEAR else urban for day in days}
            assert {day: functions.owner(function, day) for day in days} == expected
        assert functions.held_by([urban], EVE) == {signs, stalls}
        assert functions.held_by([market], NEW_YEAR) == {signs, stalls}
        assert institutions.body(urban).is_active(EVE)
        assert not institutions.body(urban).is_active(NEW_YEAR)
        assert institutions.body(urban).superseded_by == market

    def test_a_plan_alone_changes_nothing(self, country: Country) -> None:
        urban, market, *_ = merged(country)
        before = answers()
        key = planned(country, Change(urban, rest=market, closes=True))
        assert answers() == before
        assert institutions.body(urban).valid_to is None
        assert functions.reorganisation(key).state is ReorganisationState.PLANNED
        assert title(Ref.to("reorganisation", key)) == "Fewer bureaus"

    def test_posts_move_with_their_holders_and_bring_no_rights_before_the_day(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, *_ = merged(country)
        officer, _ = country.staff(country.post(urban), "li.wen")
        key = planned(country, Change(urban, rest=market, closes=True, posts_to=market))
        functions.decide_reorganisation(second, reorganisation=key)
        held = {
            at: {one.body for one in institutions.holdings(officer, at)}
            for at in (MIDNIGHT - dt.timedelta(seconds=1), MIDNIGHT)
        }
        assert list(held.values()) == [{urban}, {market}]
        (post,) = institutions.posts_held([market], NEW_YEAR)
        assert (post.role, post.title["en"]) == (Role.OFFICER, "officer")

    def test_the_help_of_a_merged_body_goes_on_where_its_heir_does_not_take_part(
        self, country: Country, second: Actor
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        roads, parks = owned(country, country.office, "ROAD"), owned(country, market, "PARK")
        for function in (roads, parks):
            functions.assign(
                country.organisation, function=function, body=urban, mode=Mode.COOPERATING
            )
        key = planned(country, Change(urban, rest=market, closes=True))
        functions.decide_reorganisation(second, reorganisation=key)
        assert functions.held_by([urban], EVE, HELPING) == {roads, parks}
        assert functions.held_by([market], NEW_YEAR, HELPING) == {roads}
        assert functions.held_by([urban], NEW_YEAR, HELPING) == set()


class TestSplitAndMove:
    def test_a_body_is_split_and_each_function_goes_where_it_was_said(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, signs, stalls = merged(country)
        young = country.found("YOUNG", valid_from=NEW_YEAR)
        change = Change(urban, goes={signs: market, stalls: young}, closes=True)
        functions.decide_reorganisation(second, reorganisation=planned(country, change))
        assert functions.owners([signs, stalls], NEW_YEAR) == {signs: market, stalls: young}
        assert functions.owners([signs, stalls], EVE) == {signs: urban, stalls: urban}

    def test_a_closing_body_leaves_no_function_behind(self, country: Country) -> None:
        urban, market, signs, _ = merged(country)
        with pytest.raises(FunctionsLeftOver, match="Approve stall"):
            planned(country, Change(urban, goes={signs: market}, closes=True))

    def test_a_post_moves_out_of_a_body_that_goes_on(self, country: Country, second: Actor) -> None:
        urban, market, signs, stalls = merged(country)
        post = country.post(urban)
        officer, _ = country.staff(post, "li.wen")
        change = Change(urban, goes={signs: market}, posts={post: market})
        key = planned(country, change)
        functions.decide_reorganisation(second, reorganisation=key)
        assert functions.owners([signs, stalls], NEW_YEAR) == {signs: market, stalls: urban}
        assert {one.body for one in institutions.holdings(officer, MIDNIGHT)} == {market}
        functions.withdraw_reorganisation(second, reorganisation=key, because="Too soon.")
        assert {one.body for one in institutions.holdings(officer, MIDNIGHT)} == {urban}

    def test_inv_02_a_plan_that_no_decision_could_carry_out_is_refused_at_once(
        self, country: Country
    ) -> None:
        urban, _market, signs, _ = merged(country)
        far = country.found("FAR", region="XS")
        before = answers()
        with pytest.raises(BodyUnfit, match="FAR Bureau"):
            planned(country, Change(urban, goes={signs: far}))
        assert answers() == before
        assert Reorganisation.objects.count() == 0

    def test_a_function_that_comes_later_keeps_its_body_from_closing(
        self, country: Country
    ) -> None:
        urban, market, *_ = merged(country)
        later = owned(country, country.office, "LATER")
        functions.transfer(
            country.organisation,
            function=later,
            to_body=urban,
            on=NEW_YEAR + dt.timedelta(days=30),
        )
        with pytest.raises(BodyResponsible):
            planned(country, Change(urban, rest=market, closes=True))


class TestDeciding:
    def test_whoever_planned_it_does_not_decide(self, country: Country) -> None:
        urban, market, *_ = merged(country)
        key = planned(country, Change(urban, rest=market, closes=True))
        with pytest.raises(DecidedByAnother) as refused:
            functions.decide_reorganisation(country.organisation, reorganisation=key)
        assert refused.value.status == 403
        assert functions.reorganisation(key).state is ReorganisationState.PLANNED

    def test_nobody_else_plans_decides_or_withdraws(self, country: Country) -> None:
        urban, market, *_ = merged(country)
        stranger, _ = country.staff(country.post(urban, Role.HEAD), "mayor")
        change = Change(urban, rest=market, closes=True)
        key = planned(country, change)
        with pytest.raises(Refused):
            functions.plan_reorganisation(stranger, plan=plan(change))
        with pytest.raises(Refused):
            functions.decide_reorganisation(stranger, reorganisation=key)
        with pytest.raises(Refused):
            functions.withdraw_reorganisation(stranger, reorganisation=key, because="No.")

    def test_what_is_missing_is_named(self, country: Country, second: Actor) -> None:
        urban, market, *_ = merged(country)
        act = country.organisation
        change = Change(urban, rest=market, closes=True)
        for wrong, refusal in (
            (Plan({"en": "x"}, NEW_YEAR, " ", (change,)), ReasonMissing),
            (Plan({"en": "x"}, NEW_YEAR, "D 7", ()), ReorganisationEmpty),
            (Plan({"en": "x"}, NEW_YEAR, "D 7", (Change(urban),)), ReorganisationEmpty),
            (Plan({"en": "x"}, TODAY, "D 7", (change,)), ReorganisationTooEarly),
        ):
            with pytest.raises(refusal):
                functions.plan_reorganisation(act, plan=wrong)
        with pytest.raises(ReorganisationUnknown):
            functions.decide_reorganisation(second, reorganisation=urban)

    def test_a_plan_that_was_overtaken_is_not_decided(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, signs, _ = merged(country)
        other = country.found("OTHER")
        key = planned(country, Change(urban, goes={signs: market}))
        functions.transfer(
            country.organisation, function=signs, to_body=other, on=TODAY + dt.timedelta(days=1)
        )
        with pytest.raises(PlanOutdated, match="Approve signboards"):
            functions.decide_reorganisation(second, reorganisation=key)

    def test_every_step_and_every_refusal_leaves_a_line(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, signs, _ = merged(country)
        key = planned(country, Change(urban, rest=market, closes=True))
        with pytest.raises(DecidedByAnother):
            functions.decide_reorganisation(country.organisation, reorganisation=key)
        functions.decide_reorganisation(second, reorganisation=key)
        lines = audit.lines_about(Ref.to("reorganisation", key))
        assert [(line.action, line.outcome) for line in lines] == [
            ("functions.plan_reorganisation", "done"),
            ("functions.decide_reorganisation", "refused"),
            ("functions.decide_reorganisation", "done"),
        ]
        moved = [one.action for one in audit.lines_about(Ref.to("function", signs))]
        assert moved.count("functions.transfer") == 1


class TestWithdrawing:
    def test_what_was_decided_is_put_back_as_it_was(self, country: Country, second: Actor) -> None:
        urban, market, signs, _ = merged(country)
        country.staff(country.post(urban), "li.wen")
        roads = owned(country, country.office, "ROAD")
        for function, body in ((roads, urban), (signs, market)):
            functions.assign(
                country.organisation, function=function, body=body, mode=Mode.COOPERATING
            )
        before = answers()
        held = institutions.posts_held([urban], NEW_YEAR)
        key = planned(country, Change(urban, rest=market, closes=True, posts_to=market))
        functions.decide_reorganisation(second, reorganisation=key)
        assert answers() != before
        functions.withdraw_reorganisation(second, reorganisation=key, because="The law failed.")
        assert answers() == before
        assert institutions.body(urban).valid_to is None
        assert institutions.posts_held([urban], NEW_YEAR) == held
        with pytest.raises(ReorganisationWrongState):
            functions.decide_reorganisation(second, reorganisation=key)

    def test_what_somebody_changed_since_is_not_put_back(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, signs, _ = merged(country)
        other = country.found("OTHER")
        key = planned(country, Change(urban, goes={signs: market}))
        functions.decide_reorganisation(second, reorganisation=key)
        functions.transfer(
            country.organisation,
            function=signs,
            to_body=other,
            on=NEW_YEAR + dt.timedelta(days=9),
        )
        with pytest.raises(ReorganisationOvertaken):
            functions.withdraw_reorganisation(second, reorganisation=key, because="Too soon.")
        assert functions.owner(signs, NEW_YEAR) == market

    def test_a_day_that_has_come_is_not_withdrawn(self, country: Country, second: Actor) -> None:
        urban, market, signs, _ = merged(country)
        key = planned(country, Change(urban, goes={signs: market}))
        functions.decide_reorganisation(second, reorganisation=key)
        with clock.frozen_at(MIDNIGHT), pytest.raises(ReorganisationTooEarly):
            functions.withdraw_reorganisation(second, reorganisation=key, because="Too late.")
        with pytest.raises(ReasonMissing):
            functions.withdraw_reorganisation(second, reorganisation=key, because=" ")


class TestTheDay:
    def test_it_takes_effect_at_midnight_of_the_territory_and_once(
        self, country: Country, second: Actor
    ) -> None:
        urban, market, *_ = merged(country)
        key = planned(country, Change(urban, rest=market, closes=True))
        functions.decide_reorganisation(second, reorganisation=key)
        with clock.frozen_at(MIDNIGHT - dt.timedelta(seconds=1)):
            assert due_now(clock.now(), 10) == []
            take_effect(CLOCK, reorganisation=key)
            assert functions.reorganisation(key).state is ReorganisationState.DECIDED
        with clock.frozen_at(MIDNIGHT):
            assert due_now(clock.now(), 10) == [Ref.to("reorganisation", key)]
            assert agenda.tick().refused == ()
            assert functions.reorganisation(key).state is ReorganisationState.IN_FORCE
            assert due_now(clock.now(), 10) == []
            take_effect(CLOCK, reorganisation=key)

    def test_officials_of_both_bodies_are_told(
        self, country: Country, second: Actor, told: list[tuple[str, str]]
    ) -> None:
        urban, market, *_ = merged(country)
        people = [country.staff(country.post(body), body.hex)[0].id for body in (urban, market)]
        key = planned(country, Change(urban, rest=market, closes=True))
        functions.decide_reorganisation(second, reorganisation=key)
        assert sorted(told) == sorted((one, "functions.reorganisation_decided") for one in people)
        told.clear()
        with clock.frozen_at(MIDNIGHT):
            agenda.tick()
        assert ("functions.reorganisation_in_force") in {code for _who, code in told}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the tell port was asked for, beside what it does."""
    from onewindow.registers.functions.commands import reorganisations  # noqa: PLC0415

    found: list[tuple[str, str]] = []
    real = reorganisations.tell

    def telling(to: object, code: str, *rest: object) -> object:
        found.append((to.actor_id, code))  # type: ignore[attr-defined]
        return real(to, code, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reorganisations, "tell", telling)
    return found


class TestRawSql:
    """What the application's role may not do either."""

    @pytest.mark.parametrize(
        ("statement", "law"),
        [
            ("UPDATE {r} SET state = 'in_force', took_effect_at = now()", "REORGANISATION_STATE"),
            ("UPDATE {r} SET state = 'decided'", "reorganisation_state_has_its_facts"),
            (
                "UPDATE {r} SET state = 'decided', decided_at = now(), decided_by = planned_by",
                "reorganisation_decided_by_another",
            ),
            ("UPDATE {r} SET \"on\" = '2028-01-01'", "REORGANISATION_STATE"),
            ("DELETE FROM {r}move", "REORGANISATION_STANDS"),
            ("UPDATE {r}move SET to_body_id = NULL", "REORGANISATION_STANDS"),
            ("DELETE FROM {r}", "REORGANISATION_KEPT"),
        ],
    )
    def test_a_plan_is_not_rewritten_by_raw_sql_of_the_application(
        self, country: Country, statement: str, law: str
    ) -> None:
        urban, market, *_ = merged(country)
        planned(country, Change(urban, rest=market, closes=True))
        with pytest.raises(DatabaseError, match=law):
            sql(statement.format(r="registers_functions_reorganisation"))

    def test_lines_of_a_decided_reorganisation_stay(self, country: Country, second: Actor) -> None:
        urban, market, *_ = merged(country)
        key = planned(country, Change(urban, rest=market, closes=True))
        functions.decide_reorganisation(second, reorganisation=key)
        with pytest.raises(IntegrityError, match="REORGANISATION_STANDS"):
            sql("UPDATE registers_functions_reorganisationclosing SET undo = '{}'")
        with pytest.raises(IntegrityError, match="REORGANISATION_STATE"):
            sql("UPDATE registers_functions_reorganisation SET state = 'planned'")

    def test_inv_01_holds_between_a_decision_and_a_transfer_at_once(
        self, settled: Callable[[], Country]
    ) -> None:
        """The transfer comes second: it finds the new owner or is refused, never two owners."""
        country = settled()
        second = country.staff(country.office_post, "second")[0]
        urban, market, signs, _ = merged(country)
        key = planned(country, Change(urban, goes={signs: market}))
        functions.decide_reorganisation(second, reorganisation=key)
        refused: OneWindowError | None = None
        try:
            functions.transfer(country.organisation, function=signs, to_body=market, on=NEW_YEAR)
        except OneWindowError as error:
            refused = error
        assert refused is not None
        owners = Assignment.objects.filter(function=signs, mode=Mode.RESPONSIBLE)
        assert [one.body_id for one in owners.order_by("during")] == [urban, market]
