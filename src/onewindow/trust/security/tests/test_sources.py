"""A source of imports: registered once, cleared by a second person, vetoed as a whole."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER, OPERATOR, Actor, Assurance, person
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NotAllowed
from onewindow.trust.security.models import Dossier, Subject
from onewindow.trust.security.types import Decision

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 2, 1, 0, tzinfo=dt.UTC)
SOURCE = security.source("elsewhere")


@pytest.fixture
def officers() -> tuple[Actor, Actor]:
    one, two = (person(uuid4(), name, Assurance.SUBSTANTIAL) for name in ("Lin", "Zhou"))
    security.name_first_officers(OPERATOR, officers=[one, two])
    return one, two


def register(actor: Actor = IMPORTER, scheme: str = "elsewhere") -> Ref:
    return security.register_source(
        actor, scheme=scheme, title={"en": "Elsewhere"}, region="", statement="Titles, escaped."
    )


def sign(officer: Actor, ref: Ref, decision: Decision = Decision.AUTHORISED) -> None:
    dossier = Dossier.objects.get(subject_id=str(ref))
    security.sign_clearance(
        officer,
        dossier_id=dossier.id,
        decision=decision,
        expires_at=clock.now() + dt.timedelta(days=30),
        reason="looked at",
    )


def veto(officer: Actor, ref: Ref) -> object:
    return security.impose_veto(
        officer, subject=ref, public_reason="Wrong fees.", alternative="Ask the office."
    )


def test_a_source_is_registered_once_and_waits_for_its_clearance() -> None:
    assert register() == register() == SOURCE
    assert Dossier.objects.filter(subject_id=str(SOURCE)).count() == 1
    assert not security.operational(SOURCE)
    facts = [line.fact for line in audit.lines_about(SOURCE) if "known" in line.fact]
    assert facts == [{"known": False}, {"known": True}]


def test_only_the_importer_registers_a_source(officers: tuple[Actor, Actor]) -> None:
    for actor in (OPERATOR, officers[0]):
        with pytest.raises(NotAllowed):
            register(actor)
    assert not Subject.objects.exists()


def test_inv_28_the_importer_cannot_clear_what_it_brought(officers: tuple[Actor, Actor]) -> None:
    register()
    with pytest.raises(NotAllowed):
        sign(IMPORTER, SOURCE)
    sign(officers[0], SOURCE)
    assert security.operational(SOURCE)


def test_inv_26_search_finds_what_belongs_to_a_source_only_while_it_runs(
    officers: tuple[Actor, Actor],
) -> None:
    def found() -> tuple[int, int, dict[str, int]]:
        page = search.find("certificate")
        return len(page.results), page.total, dict(page.facets)

    register()
    search.put(Entry(Ref("service", "theirs"), {"en": "Certificate"}, subject=SOURCE))
    search.put(Entry(Ref("service", "free"), {"en": "Certificate of nobody"}))
    only_ours, both = (1, 1, {"service": 1}), (2, 2, {"service": 2})
    assert found() == only_ours
    sign(officers[0], SOURCE)
    assert found() == both
    key = veto(officers[0], SOURCE)
    assert found() == only_ours
    security.lift_veto(officers[1], veto_id=key, evidence="Fees corrected.")
    assert found() == both
    with clock.frozen_at(clock.now() + dt.timedelta(days=31)):
        assert found() == only_ours  # the clearance lapsed, and nobody wrote anything


def test_what_is_hidden_stays_hidden_while_its_source_runs(officers: tuple[Actor, Actor]) -> None:
    register()
    sign(officers[0], SOURCE)
    search.put(Entry(Ref("service", "theirs"), {"en": "Certificate"}, subject=SOURCE))
    assert search.hide(SOURCE) == 1
    assert search.find("certificate").total == 0
    assert search.show(SOURCE) == 1
    assert search.find("certificate").total == 1


def test_results_hidden_by_a_veto_take_nobodys_place_under_the_cap(
    officers: tuple[Actor, Actor],
) -> None:
    register()
    many = {f"l{number}": "Certificate" for number in range(5_200)}
    search.put(Entry(Ref("service", "theirs"), many, subject=SOURCE))
    search.put(Entry(Ref("service", "free"), {"en": "Certificate"}))
    page = search.find("certificate")
    assert [one.ref.id for one in page.results] == ["free"]
    assert not page.is_capped


def test_asked_about_many_or_about_one_the_answer_is_the_same(
    officers: tuple[Actor, Actor],
) -> None:
    """Every state a subject can be in, alone and as what another one depends on."""
    states = ("new", "cleared", "denied", "interim", "vetoed", "lifted", "stopped", "lapsed")
    refs = {state: register(scheme=state) for state in states}
    for state, ref in refs.items():
        decision = {"denied": Decision.DENIED, "interim": Decision.INTERIM_TEST}.get(
            state, Decision.AUTHORISED
        )
        at = clock.now() - dt.timedelta(days=40 if state == "lapsed" else 1)
        if state != "new":
            with clock.frozen_at(at):
                sign(officers[0], ref, decision)
    veto(officers[0], refs["vetoed"])
    key = veto(officers[0], refs["lifted"])
    security.lift_veto(officers[1], veto_id=key, evidence="Corrected.")
    security.order_stop(
        officers[0], subject=refs["stopped"], public_reason="Incident.", alternative="Office."
    )
    for state in states:
        Subject.objects.create(ref=f"needs:{state}", title={"en": state})
        connection.cursor().execute(
            "INSERT INTO trust_security_dependency (subject_id, on_id) VALUES (%s, %s)",
            [f"needs:{state}", str(refs[state])],
        )
        dossier = security.prepare_dossier(IMPORTER, subject=Ref("needs", state), statement="x")
        security.sign_clearance(
            officers[0],
            dossier_id=dossier,
            decision=Decision.AUTHORISED,
            expires_at=clock.now() + dt.timedelta(days=9),
        )
    asked = [*map(str, refs.values()), *(f"needs:{state}" for state in states), "no:body"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM onewindow_running(%s, %s)", [asked, clock.now()])
        running = {row[0] for row in cursor.fetchall()}
    assert running == {ref for ref in asked if security.operational(Ref.parse(ref))}
    assert running == {"import:cleared", "import:lifted", "needs:cleared", "needs:lifted"}
