"""SC-09: an overlap is found, keeps the process from being published, is heard and decided."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.country import Country, at

from onewindow.config.demo.reader import read_country
from onewindow.delivery.services import public as services
from onewindow.delivery.services.errors import DuplicateBusiness
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.errors import FunctionNotCleared
from onewindow.flow.processes.models import Instance, ProcessVersion, Task
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.refs import Ref, title
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingDecision, FindingKind
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

NOW = at("2026-11-20 10:00")
BIRTH = "HOUSEHOLD-REGISTER-BIRTH"


def owner_of_processes(country: Country) -> Actor:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.username FROM registers_institutions_official o"
            " JOIN registers_institutions_post p ON p.id = o.post_id"
            " JOIN trust_identity_account a ON a.id = o.account_id"
            " WHERE p.role = 'process_owner' LIMIT 1"
        )
        return country.official(cursor.fetchone()[0])


def in_use(code: str) -> ProcessVersion:
    return ProcessVersion.objects.get(id=processes.published(code))


def found_about(country: Country, code: str) -> UUID:
    return functions.record_finding(
        country.official("tang.wei"),
        kind=FindingKind.OVERLAP,
        items=[Ref.to("function", country.function(code))],
        score=Decimal("0.87"),
    )


def decided(country: Country, finding: UUID, decision: FindingDecision) -> None:
    office = country.official("tang.wei")
    for body in functions.finding(finding).concerned:
        functions.state_view(office, finding=finding, body=body, words="We have it by law.")
    functions.decide_finding(office, finding=finding, decision=decision, because="Heard all.")


def test_ac_3_2c_a_process_over_an_open_finding_is_refused_until_it_is_decided(
    country: Country,
) -> None:
    """INV-05: FUNCTION_NOT_CLEARED, in words that name the function and what is wrong with it."""
    with clock.frozen_at(NOW):
        owner = owner_of_processes(country)
        code, xml = next(iter(read_country().processes.items()))
        finding = found_about(country, BIRTH)
        with pytest.raises(FunctionNotCleared) as refused:
            processes.publish_process(owner, code=code, xml=xml)
        assert (refused.value.status, refused.value.code) == (409, "FUNCTION_NOT_CLEARED")
        assert "A finding about “Register a newborn in a household” is open." in (
            refused.value.sentence()
        )
        assert in_use(code).version == 1
        decided(country, finding, FindingDecision.JUSTIFIED)
        processes.publish_process(owner, code=code, xml=xml)
        assert in_use(code).version == 2


def test_inv_05_an_orphaned_function_keeps_a_process_from_being_published(
    country: Country,
) -> None:
    with clock.frozen_at(NOW):
        code, xml = next(iter(read_country().processes.items()))
        functions.orphan(
            country.official("tang.wei"), function=country.function(BIRTH), because="dissolved"
        )
        with pytest.raises(FunctionNotCleared, match="Nobody is responsible for “Register"):
            processes.publish_process(owner_of_processes(country), code=code, xml=xml)


DRAFT = (
    "INSERT INTO flow_processes_processversion"
    " (id, created_at, code, version, xml, lead_id, state, published_by)"
    " SELECT gen_random_uuid(), now(), 'raw', 1, xml, lead_id, %s, 'x'"
    " FROM flow_processes_processversion LIMIT 1"
)


def test_inv_05_holds_against_raw_sql_of_the_application(country: Country) -> None:
    with clock.frozen_at(NOW), connection.cursor() as cursor:
        with (
            pytest.raises(IntegrityError, match="FUNCTION_NOT_CLEARED"),
            transaction.atomic(),
        ):
            cursor.execute(DRAFT, ["published"])
        cursor.execute(DRAFT, ["draft"])
        cursor.execute(
            "SELECT f.code FROM registers_functions_function f"
            " JOIN flow_processes_processversion v ON v.lead_id = f.id WHERE v.code = 'raw'"
        )
        finding = found_about(country, cursor.fetchone()[0])
        publish = "UPDATE flow_processes_processversion SET state = 'published' WHERE code = 'raw'"
        with (
            pytest.raises(IntegrityError, match="FUNCTION_NOT_CLEARED"),
            transaction.atomic(),
        ):
            cursor.execute(publish)
        decided(country, finding, FindingDecision.JUSTIFIED)
        cursor.execute(publish)
        assert cursor.rowcount == 1


def ended(code: str, count: int, refused: str = "") -> None:
    """Ends cases in which every step was granted, but for one step in the last case."""
    version = in_use(code)
    for number in range(count):
        instance = Instance.objects.create(
            process=version,
            holder="person:x",
            subject="service:x",
            state={},
            ended_at=NOW + dt.timedelta(minutes=number),
            region_id="MZ",
        )
        for step in version.steps.all():
            is_refused = step.node == refused and number == count - 1
            words = dict.fromkeys(("reason", "legal_basis", "remedy"), "x" if is_refused else "")
            Task.objects.create(
                instance=instance,
                holder="person:x",
                node=step.node,
                title=step.title,
                function_id=step.function_id,
                outcomes=step.outcomes,
                state="done",
                assignee="person:y",
                outcome="refused" if is_refused else "granted",
                decided_at=NOW,
                region_id="MZ",
                **words,
            )


def test_ac_3_2d_a_layer_that_changed_nothing_over_100_cases_is_proposed_for_removal(
    country: Country,
) -> None:
    office = country.official("tang.wei")
    with clock.frozen_at(NOW):
        code = next(iter(read_country().processes))
        steps = [s.node for s in in_use(code).steps.all() if "refused" in s.outcomes]
        ended(code, 99)
        assert processes.find_idle_layers(office, code=code) == []
        ended(code, 1, refused=steps[0])
        assert processes.find_idle_layers(office, code=code) == sorted(steps[1:])
        found = functions.open_findings().get(kind=FindingKind.EXCESS_LAYER)
        layers = found.evidence["layers"]
        assert [(one["node"], one["changed"]) for one in layers] == [
            (node, 0) for node in sorted(steps[1:])
        ]
        assert title(Ref.parse(found.items[0])) == f"{code} 1"
        decided(country, found.id, FindingDecision.JUSTIFIED)
        processes.find_idle_layers(office, code=code)
        assert not functions.open_findings().filter(kind=FindingKind.EXCESS_LAYER).exists()


def twin(country: Country) -> UUID:
    """A second service with the result, the audience and the basis of the birth service."""
    first = services.by_code("birth")
    return services.draft_service(
        owner_of_processes(country),
        code="birth-again",
        region=first.region_id,
        title={"en": "Birth, once more"},
        summary={"en": "The same."},
        function="BIRTH-CERTIFY",
        guide=first.guide,
        audience=first.audience,
        legal_basis=first.legal_basis,
    )


def test_inv_04_a_second_service_for_the_same_business_does_not_go_live(country: Country) -> None:
    """Refused with DUPLICATE_BUSINESS by the command and by raw SQL until it is justified."""
    with clock.frozen_at(NOW):
        owner, key = owner_of_processes(country), twin(country)
        services.make_candidate(owner, service_id=key)
        clearance = read_country().clearances[0]
        dossier = security.prepare_dossier(
            country.official(clearance.prepared_by),
            subject=Ref.to("service", key),
            statement="As the first.",
        )
        security.sign_clearance(
            country.official(clearance.signed_by),
            dossier_id=dossier,
            decision=Decision.AUTHORISED,
            expires_at=NOW + dt.timedelta(days=90),
            conditions=[],
            reason="looked at",
        )
        finding = functions.open_findings().get(kind=FindingKind.DUPLICATE_SERVICE)
        assert f"service:{key}" in finding.items
        with pytest.raises(DuplicateBusiness) as refused:
            services.go_live(owner, service_id=key)
        assert (refused.value.status, refused.value.code) == (409, "DUPLICATE_BUSINESS")
        live = "UPDATE delivery_services_publicservice SET state = 'live' WHERE id = %s"
        with (
            pytest.raises(IntegrityError, match="DUPLICATE_BUSINESS"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(live, [key])
        decided(country, finding.id, FindingDecision.JUSTIFIED)
        services.go_live(owner, service_id=key)
        assert services.by_code("birth-again").state == "live"


def test_another_basis_or_no_named_output_is_another_business(country: Country) -> None:
    with clock.frozen_at(NOW):
        first = services.by_code("birth")
        assert first.output_type
        for code, changed in (("b", {"legal_basis": "X-1"}), ("c", {"guide": {}})):
            facts = {"guide": first.guide, "legal_basis": first.legal_basis, **changed}
            services.draft_service(
                owner_of_processes(country),
                code=code,
                region=first.region_id,
                title={"en": code},
                summary={},
                function="BIRTH-CERTIFY",
                audience=first.audience,
                **facts,
            )
        kinds = {one.kind for one in functions.open_findings()}
        assert FindingKind.DUPLICATE_SERVICE not in kinds
