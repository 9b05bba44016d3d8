"""Overlaps and gaps are found, heard, and decided by somebody who does not gain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import Error, IntegrityError

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import Unit
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import CLOCK, OPERATOR, Actor
from onewindow.ground.kernel.agenda import tick
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import public as functions
from onewindow.registers.functions import queries
from onewindow.registers.functions.commands.scanning import ORPHAN_PERIOD
from onewindow.registers.functions.errors import (
    DecidesOwnCase,
    FindingUnknown,
    FunctionOverlaps,
    GainerMissing,
    NotConcerned,
    NotHeard,
    StatementEmpty,
)
from onewindow.registers.functions.models import Assignment, Function, OverlapFinding, Scan
from onewindow.registers.functions.tests.conftest import (
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
    Mode,
    Proposal,
)
from onewindow.registers.institutions import public as institutions

TABLE = "registers_functions_overlapfinding"


def claim(country: Country, code: str = "CLAIM", **other: str) -> UUID:
    """Proposes the permit for signboards again, in other words and under a new rule."""
    facts = {"object": "signboard", "action": "approve", "territory": "MZ", **other}
    title = {"en": "Permits for advertising signs"}
    return functions.propose_function(
        country.organisation,
        proposal=Proposal(code, title, kind=FunctionKind.LICENCE, **facts),  # type: ignore[arg-type]
    )


@pytest.fixture
def based(country: Country) -> Country:
    jurisdiction.declare_legal_basis(
        OPERATOR, code="LAW-1", title={}, issuer="Congress", in_force_from=LONG_AGO
    )
    return country


@pytest.fixture
def contested(based: Country) -> tuple[Country, UUID, UUID, OverlapFinding]:
    """A function of Urban Management that is proposed a second time."""
    urban = based.found("URBAN")
    held = functions.propose_function(
        based.organisation,
        proposal=Proposal(
            "SIGN",
            {"en": "Approve signboards"},
            "signboard",
            "approve",
            FunctionKind.LICENCE,
            "MZ",
            legal_basis="LAW-1",
        ),
    )
    functions.assign(based.organisation, function=held, body=urban, begins=LONG_AGO)
    functions.activate(based.organisation, function=held, on=LONG_AGO)
    claimed = claim(based, legal_basis="LAW-1")
    return based, held, claimed, OverlapFinding.objects.get()


def hear(country: Country, finding: OverlapFinding, *bodies: str) -> None:
    for code in bodies:
        body = queries.concerned(finding.items)[0] if code == "URBAN" else country.found(code)
        functions.state_view(country.organisation, finding=finding.id, body=body, words="Ours.")


def decide(
    actor: Actor, finding: OverlapFinding, decision: str, gainer: UUID | None = None
) -> None:
    functions.decide_finding(
        actor,
        finding=finding.id,
        decision=FindingDecision(decision),
        because="Heard both.",
        in_favour_of=gainer,
    )


class TestFound:
    def test_sc_09_a_second_claim_is_found_when_proposed_and_its_owner_refused(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding]
    ) -> None:
        country, held, claimed, finding = contested
        assert finding.kind == FindingKind.OVERLAP
        assert finding.items == sorted(f"function:{one}" for one in (held, claimed))
        assert Decimal("0.8") <= finding.score < Decimal("0.95")
        assert finding.evidence["same"] == ["object", "action", "basis", "territory"]
        market = country.found("MARKET")
        with pytest.raises(FunctionOverlaps) as refused:
            functions.assign(country.organisation, function=claimed, body=market)
        assert "URBAN Bureau" in refused.value.sentence()
        assert str(finding.score) in refused.value.sentence()
        assert functions.owner(claimed, TODAY) is None
        assert functions.open_findings().get().id == finding.id
        functions.assign(country.organisation, function=held, body=market, mode=Mode.COOPERATING)

    def test_elsewhere_the_same_function_is_another(self, country: Country) -> None:
        owned(country, country.found("URBAN"))
        claim(country, territory="XS")
        assert functions.open_findings().count() == 0

    def test_the_whole_register_is_searched_and_open_findings_are_brought_up_to_date(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding]
    ) -> None:
        country, *_, finding = contested
        OverlapFinding.objects.update(score=Decimal("0.61"))
        heard: list[tuple[int, int]] = []
        done = functions.scan(country.organisation, progress=lambda *at: heard.append(at))
        assert (done.functions, done.recorded) == (2, 1)
        assert heard[-1][0] == heard[-1][1] > 0
        again = OverlapFinding.objects.get()
        assert (again.id, again.score) == (finding.id, finding.score)

    def test_what_was_decided_stays_decided_until_the_evidence_changes(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding]
    ) -> None:
        country, _, claimed, finding = contested
        hear(country, finding, "URBAN")
        decide(country.organisation, finding, "justified")
        for _ in range(2):
            assert functions.scan(country.organisation).recorded == 0
        Function.objects.filter(id=claimed).update(title={"en": "Approve signboards too"})
        assert functions.scan(country.organisation).recorded == 1
        assert functions.open_findings().get().id != finding.id

    def test_the_clock_searches_once_a_day(self, country: Country) -> None:
        tick()
        assert not Scan.objects.exists(), "an empty register is not searched"
        propose(country)
        for hours, count in ((0, 1), (1, 1), (25, 2)):
            with clock.frozen_at(clock.now() + dt.timedelta(hours=hours)):
                tick()
                assert Scan.objects.count() == count
        with pytest.raises(Refused):
            functions.scan(country.staff(country.post(country.office, Role.HEAD), "he")[0])


class TestGaps:
    def test_an_orphaned_function_is_a_gap_once_its_period_is_over(self, country: Country) -> None:
        jurisdiction.declare_legal_basis(
            OPERATOR, code="ORG-1", title={}, issuer="Congress", in_force_from=LONG_AGO
        )
        jurisdiction.declare_period(
            OPERATOR,
            code=ORPHAN_PERIOD,
            region="RP",
            value=10,
            unit=Unit.WORKING_DAY,
            basis="ORG-1",
            valid_from=LONG_AGO,
        )
        function = owned(country, country.found("URBAN"))
        functions.orphan(country.organisation, function=function, because="dissolved")
        assert functions.scan(CLOCK).recorded == 0
        with clock.frozen_at(clock.now() + dt.timedelta(days=15)):
            assert functions.scan(CLOCK).recorded == 1
        found = functions.open_findings().get()
        assert (found.kind, found.items) == (FindingKind.GAP, [f"function:{function}"])
        assert functions.is_cleared([function], TODAY)[-1].doubt is Doubt.OPEN_FINDING

    def test_without_a_period_it_is_a_gap_at_once_and_ends_when_an_owner_is_named(
        self, country: Country
    ) -> None:
        urban = country.found("URBAN")
        function = owned(country, urban)
        functions.orphan(country.organisation, function=function, because="dissolved")
        functions.scan(CLOCK)
        functions.assign(country.organisation, function=function, body=urban)
        functions.activate(country.organisation, function=function)
        finding = functions.open_findings().get()
        functions.state_view(
            country.organisation, finding=finding.id, body=urban, words="We take it."
        )
        decide(country.organisation, finding, "owner_named", country.found("OTHER"))
        functions.scan(CLOCK)
        assert functions.is_cleared([function], TODAY) == []


class TestDecided:
    def test_every_body_concerned_is_heard_before_the_decision(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding]
    ) -> None:
        country, _, _, finding = contested
        urban = queries.concerned(finding.items)[0]
        with pytest.raises(GainerMissing):
            decide(country.organisation, finding, "merge")
        with pytest.raises(NotHeard, match="URBAN Bureau"):
            decide(country.organisation, finding, "merge", urban)
        head, _ = country.staff(country.post(urban, Role.HEAD), "head")
        said = {"finding": finding.id, "body": urban}
        functions.state_view(head, **said, words="We have done it since 2019.")
        with pytest.raises(StatementEmpty):
            functions.state_view(head, **said, words=" ")
        with pytest.raises(StatementEmpty):
            functions.state_view(head, **said, words="Soon.", said_on=NEW_YEAR)
        other = country.found("OTHER")
        with pytest.raises(Refused):
            functions.state_view(head, finding=finding.id, body=other, words="Ours.")
        with pytest.raises(NotConcerned):
            functions.state_view(
                country.organisation, finding=finding.id, body=other, words="Ours."
            )
        decide(country.organisation, finding, "merge", urban)
        kept = OverlapFinding.objects.get()
        assert (kept.decision, kept.in_favour_of_id) == ("merge", urban)
        assert kept.statements.get().words == "We have done it since 2019."
        with pytest.raises(FindingUnknown):
            functions.state_view(head, **said, words="Too late.")

    @pytest.mark.parametrize("decision", ["transfer", "justified"])
    def test_who_gains_by_a_finding_does_not_decide_it(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding], decision: str
    ) -> None:
        """An organiser who holds a post in the body that gains as well (incompatible duty 5)."""
        country, _, _, finding = contested
        urban = queries.concerned(finding.items)[0]
        hear(country, finding, "URBAN")
        country.staff(country.post(country.office, Role.ORGANISATION), "second")
        account = country.organisation.key
        institutions.appoint(
            country.organisation, account=UUID(account), post=country.post(urban), begins=LONG_AGO
        )
        gainer = urban if decision == "transfer" else None
        with pytest.raises(DecidesOwnCase):
            decide(country.organisation, finding, decision, gainer)
        assert functions.open_findings().count() == 1

    def test_a_process_owner_does_not_decide_though_of_the_organisation_office(
        self, contested: tuple[Country, UUID, UUID, OverlapFinding]
    ) -> None:
        country, _, _, finding = contested
        hear(country, finding, "URBAN")
        both, _ = country.staff(country.post(country.office, Role.ORGANISATION), "both")
        post = country.post(country.office, Role.PROCESS_OWNER)
        institutions.appoint(
            country.organisation, account=UUID(both.key), post=post, begins=LONG_AGO
        )
        with pytest.raises(DecidesOwnCase):
            decide(both, finding, "justified")
        decide(country.organisation, finding, "justified")


DECIDED = "decision = 'justified', decided_at = '2026-11-02', because = 'x'"


@pytest.mark.parametrize(
    ("statement", "law"),
    [
        (f"UPDATE {TABLE} SET {DECIDED}, decided_by = 'person:x'", "FINDING_NOT_HEARD"),
        (f"DELETE FROM {TABLE}", "FINDING_STAYS"),
        (f"UPDATE {TABLE} SET items = ARRAY['function:x']", "FINDING_STAYS"),
        (f"UPDATE {TABLE} SET kind = 'gap'", "FINDING_STAYS"),
        (
            f"INSERT INTO {TABLE} (id, created_at, kind, items, score, evidence, recorded_at,"
            " decision, decided_by, decided_at, because) SELECT gen_random_uuid(), now(), kind,"
            " items, score, evidence, now(), 'justified', 'x', now(), 'x'"
            f" FROM {TABLE}",
            "FINDING_NOT_HEARD",
        ),
    ],
)
def test_inv_05_no_finding_is_done_away_with_by_raw_sql(
    contested: tuple[Country, UUID, UUID, OverlapFinding], statement: str, law: str
) -> None:
    with pytest.raises(IntegrityError, match=law):
        sql(statement)


def test_a_decided_finding_and_its_statements_stay_and_the_gainer_does_not_decide_by_raw_sql(
    contested: tuple[Country, UUID, UUID, OverlapFinding],
) -> None:
    country, _, _, finding = contested
    urban = queries.concerned(finding.items)[0]
    hear(country, finding, "URBAN")
    officer, _ = country.staff(country.post(urban), "officer", begins=LONG_AGO)
    with pytest.raises(IntegrityError, match="DECIDES_OWN_CASE"):
        sql(
            f"UPDATE {TABLE} SET {DECIDED}, decided_by = %s, in_favour_of_id = %s",
            officer.id,
            urban,
        )
    decide(country.organisation, finding, "justified")
    with pytest.raises(IntegrityError, match="FINDING_STAYS"):
        sql(f"UPDATE {TABLE} SET because = 'other'")
    with pytest.raises(Error, match="permission denied"):
        sql("UPDATE registers_functions_statement SET words = 'other'")


def test_the_table_of_assignments_is_as_the_refusal_left_it(
    contested: tuple[Country, UUID, UUID, OverlapFinding],
) -> None:
    country, _, claimed, _ = contested
    with pytest.raises(FunctionOverlaps):
        functions.assign(country.organisation, function=claimed, body=country.found("MARKET"))
    assert not Assignment.objects.filter(function_id=claimed).exists()
    assert Ref.to("function", claimed).kind == "function"
