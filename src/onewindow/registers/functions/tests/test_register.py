"""The life of functions, findings about them, and what remains of it all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import CLOCK, OPERATOR
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref, title
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.errors import (
    BasisKnown,
    FindingEmpty,
    FindingUnknown,
    FunctionCodeTaken,
    FunctionExclusive,
    FunctionUnknown,
    FunctionUnowned,
    ReasonMissing,
    WrongDay,
    WrongState,
)
from onewindow.registers.functions.models import Function, OverlapFinding
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
    Doubt,
    FindingDecision,
    FindingKind,
    FunctionKind,
    FunctionState,
    Mode,
    Proposal,
)
from onewindow.trust.audit import public as audit


class TestLife:
    def test_a_function_is_proposed_owned_exercised_and_ended(self, country: Country) -> None:
        urban = country.found("URBAN")
        function = owned(country, urban)
        assert functions.function_by_code("SIGN").id == function
        assert title(Ref.to("function", function)) == "Approve signboards"
        functions.end_function(country.organisation, function=function, on=NEW_YEAR)
        facts = functions.function(function)
        assert facts.state is FunctionState.ENDED
        assert facts.is_active(EVE)
        assert not facts.is_active(NEW_YEAR)
        assert functions.owner(function, EVE) == urban
        assert functions.owner(function, NEW_YEAR) is None
        with pytest.raises(WrongState):
            functions.activate(country.organisation, function=function)

    def test_a_code_is_used_once_and_an_unknown_function_is_not_found(
        self, country: Country
    ) -> None:
        propose(country)
        with pytest.raises(FunctionCodeTaken):
            propose(country)
        with pytest.raises(FunctionUnknown):
            functions.function(new_id())

    def test_a_function_rests_on_its_legal_basis(self, country: Country) -> None:
        jurisdiction.declare_legal_basis(
            OPERATOR, code="LAW-1", title={}, issuer="Congress", in_force_from=LONG_AGO
        )
        proposal = Proposal("F", {}, "o", "a", FunctionKind.PAYMENT, "MZ", legal_basis="LAW-1")
        made = functions.propose_function(country.organisation, proposal=proposal)
        assert functions.function(made).legal_basis == "LAW-1"

    def test_an_orphaned_function_has_no_owner_until_it_is_given_one(
        self, country: Country
    ) -> None:
        urban, market = country.found("URBAN"), country.found("MARKET")
        function = owned(country, urban)
        functions.orphan(country.organisation, function=function, because="dissolved")
        assert functions.function(function).state is FunctionState.ORPHANED
        assert functions.owner(function, TODAY) is None
        assert functions.owner(function, TODAY - dt.timedelta(1)) == urban
        with pytest.raises(FunctionUnowned):
            functions.activate(country.organisation, function=function)
        functions.assign(country.organisation, function=function, body=market)
        functions.activate(country.organisation, function=function)
        assert functions.owner(function, TODAY) == market
        assert functions.function(function).is_active(TODAY)

    def test_an_orphaned_function_may_end(self, country: Country) -> None:
        function = owned(country, country.found("URBAN"))
        functions.orphan(country.organisation, function=function, because="dissolved")
        functions.end_function(country.organisation, function=function, on=NEW_YEAR)
        assert not functions.function(function).is_active(TODAY)

    def test_a_function_does_not_end_in_the_past(self, country: Country) -> None:
        function = owned(country, country.found("URBAN"))
        with pytest.raises(WrongDay):
            functions.end_function(
                country.organisation, function=function, on=TODAY - dt.timedelta(1)
            )

    @pytest.mark.parametrize("role", [Role.HEAD, Role.PROCESS_OWNER, Role.ADMINISTRATOR])
    def test_only_the_organisation_office_changes_functions(
        self, country: Country, role: Role
    ) -> None:
        urban = country.found("URBAN")
        function = propose(country)
        other, _ = country.staff(country.post(urban, role), "hu")
        for actor in (other, OPERATOR, CLOCK):
            with pytest.raises(Refused):
                functions.assign(actor, function=function, body=urban)
        assert functions.holdings(function) == []


def test_many_owners_are_found_by_one_question(
    country: Country, django_assert_num_queries: Callable[[int], object]
) -> None:
    urban, market = country.found("URBAN"), country.found("MARKET")
    made = {owned(country, urban, "A"): urban, owned(country, market, "B"): market}
    with django_assert_num_queries(1):
        assert functions.owners([*made, new_id()], TODAY) == made


def competent(bodies: list[UUID], at: str = "") -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('onewindow.bodies', %s, true), set_config('onewindow.at', %s, true)",
            [",".join(map(str, bodies)), at],
        )
        cursor.execute("SELECT onewindow_competent_functions()")
        return set(cursor.fetchone()[0])


def test_row_policies_know_the_functions_of_the_readers_bodies_on_the_day(
    country: Country,
) -> None:
    urban, market, health = (country.found(code) for code in ("URBAN", "MARKET", "HEALTH"))
    function = owned(country, urban)
    act = country.organisation
    functions.assign(act, function=function, body=health, mode=Mode.COOPERATING, begins=TODAY)
    functions.transfer(act, function=function, to_body=market, on=NEW_YEAR)
    eve, morning = "2026-12-31T15:59:59Z", "2026-12-31T16:00:00Z"
    assert competent([urban], eve) == {function}
    assert competent([urban], morning) == set()
    assert competent([market], morning) == {function}
    assert competent([health], eve) == {function}
    assert competent([], morning) == set()


def test_what_was_done_and_what_was_refused_stand_in_the_audit(country: Country) -> None:
    urban, market = country.found("URBAN"), country.found("MARKET")
    function = owned(country, urban)
    with pytest.raises(FunctionExclusive):
        functions.assign(country.organisation, function=function, body=market)
    lines = audit.lines_about(Ref.to("function", function))
    assert [(line.action, line.outcome) for line in lines] == [
        ("functions.propose_function", "done"),
        ("functions.assign", "done"),
        ("functions.activate", "done"),
        ("functions.assign", "refused"),
    ]
    assert lines[1].fact["body"] == str(urban)
    assert lines[3].fact["code"] == "FUNCTION_EXCLUSIVE"
    assert {line.actor_id for line in lines} == {country.organisation.id}


class TestFindings:
    def record(self, country: Country, *items: UUID, score: str = "0.87") -> UUID:
        return functions.record_finding(
            country.organisation,
            kind=FindingKind.OVERLAP,
            items=[Ref.to("function", item) for item in items],
            score=Decimal(score),
            evidence={"same": "object"},
        )

    def test_an_open_finding_keeps_its_functions_from_being_clear(self, country: Country) -> None:
        urban = country.found("URBAN")
        one, other = owned(country, urban, "A"), owned(country, urban, "B")
        free = owned(country, urban, "C")
        assert functions.is_cleared([one, other, free], TODAY) == []
        finding = self.record(country, one, other)
        told = functions.is_cleared([one, other, free], TODAY)
        assert [(r.function, r.doubt, r.finding) for r in told] == [
            (one, Doubt.OPEN_FINDING, finding),
            (other, Doubt.OPEN_FINDING, finding),
        ]
        functions.state_view(country.organisation, finding=finding, body=urban, words="Two things.")
        functions.decide_finding(
            country.organisation,
            finding=finding,
            decision=FindingDecision.JUSTIFIED,
            because="two objects",
        )
        assert functions.is_cleared([one, other], TODAY) == []
        assert list(functions.open_findings()) == []

    def test_a_function_without_an_owner_is_not_clear(self, country: Country) -> None:
        gap = propose(country)
        doubts = [reason.doubt for reason in functions.is_cleared([gap], TODAY)]
        assert doubts == [Doubt.NOT_ACTIVE, Doubt.UNOWNED]
        assert functions.is_cleared([], TODAY) == []

    def test_the_same_open_finding_again_is_the_same(self, country: Country) -> None:
        one, other = propose(country, "A"), propose(country, "B")
        first = self.record(country, one, other)
        assert self.record(country, other, one, score="0.91") == first
        assert OverlapFinding.objects.get().score == Decimal("0.91")

    def test_a_finding_needs_items_a_score_and_a_decision_its_reason(
        self, country: Country
    ) -> None:
        with pytest.raises(FindingEmpty):
            self.record(country)
        one = propose(country)
        with pytest.raises(FindingEmpty):
            self.record(country, one, score="1.01")
        finding = self.record(country, one)
        decide = {"decision": FindingDecision.MERGE, "finding": finding}
        with pytest.raises(ReasonMissing):
            functions.decide_finding(country.organisation, because=" ", **decide)
        functions.decide_finding(country.organisation, because="merged", **decide)
        with pytest.raises(FindingUnknown):
            functions.decide_finding(country.organisation, because="again", **decide)


def test_a_region_of_a_function_stays(country: Country) -> None:
    propose(country)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM ground_jurisdiction_region WHERE code = 'MZ'")
    assert jurisdiction.region("MZ").code == "MZ"
    assert Function.objects.count() == 1


class TestLegalBases:
    def declare(self, *codes: str) -> None:
        for code in codes:
            jurisdiction.declare_legal_basis(
                OPERATOR,
                code=code,
                title={"en": code},
                issuer="Parliament",
                article="4",
                in_force_from=LONG_AGO,
            )

    def test_a_function_rests_on_several_articles_one_of_them_the_principal(
        self, country: Country
    ) -> None:
        self.declare("ACT-1", "ACT-2", "ACT-3")
        proposal = Proposal(
            "SIGN",
            {"en": "Approve signboards"},
            "signboard",
            "approve",
            FunctionKind.LICENCE,
            "MZ",
            legal_basis="ACT-2",
            further_bases=("ACT-1",),
        )
        function = functions.propose_function(country.organisation, proposal=proposal)
        functions.add_basis(country.organisation, function=function, basis="ACT-3")
        facts = functions.function(function)
        assert facts.legal_basis == "ACT-2"
        assert facts.legal_bases == ("ACT-2", "ACT-1", "ACT-3")
        for known in ("ACT-2", "ACT-3"):
            with pytest.raises(BasisKnown):
                functions.add_basis(country.organisation, function=function, basis=known)
        with pytest.raises(IntegrityError, match="function_basis_once"):
            sql(
                "INSERT INTO registers_functions_functionbasis SELECT gen_random_uuid(), now(),"
                " function_id, legal_basis_id FROM registers_functions_functionbasis"
            )
