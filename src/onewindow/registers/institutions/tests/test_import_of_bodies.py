"""Bodies of a foreign source: registered, put under their parents, shown once it is cleared."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER, OPERATOR, Actor, Assurance, person
from onewindow.ground.kernel.imports import Counts, Rejected
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.cli import SCHEME, import_bodies
from onewindow.registers.institutions.models import BodyParent
from onewindow.registers.institutions.tests.small_country import TODAY, Country
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NotAllowed, NotCleared, UnderVeto
from onewindow.trust.security.types import Decision

API = "https://www.gov.uk/api/organisations/"
SOURCE = security.source(SCHEME)


def record(code: str, *parents: str, **facts: object) -> dict[str, object]:
    return {
        "id": API + code,
        "title": code.title(),
        "format": "Court",
        "details": {"slug": code, "govuk_status": "live"},
        "web_url": f"https://www.gov.uk/{code}",
        "parent_organisations": [{"id": API + parent} for parent in parents],
        **facts,
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bodies.json"


def take_in(file: Path, *records: dict[str, object], **more: object) -> Counts:
    if records:
        file.write_text(json.dumps(records))
    return import_bodies(IMPORTER, file, region="RP", counts=Counts(), **more)


def linked() -> set[tuple[str, str]]:
    rows = BodyParent.objects.filter(during__endswith=None, body__scheme=SCHEME)
    return set(rows.values_list("body__code", "parent__code"))


def officer() -> Actor:
    one, two = (person(uuid4(), name, Assurance.SUBSTANTIAL) for name in ("Lin", "Zhou"))
    security.name_first_officers(OPERATOR, officers=[one, two])
    return one


def clear(signer: Actor) -> None:
    (waiting,) = security.dossiers_waiting()
    security.sign_clearance(
        signer,
        dossier_id=waiting.id,
        decision=Decision.AUTHORISED,
        expires_at=clock.now() + dt.timedelta(days=30),
    )


def test_a_body_is_kept_under_its_parents_even_where_they_come_later_in_the_file(
    country: Country, file: Path
) -> None:
    counts = take_in(file, record("tax", "treasury", "crown"), record("treasury"), record("crown"))
    assert (counts.read, counts.created) == (3, 3)
    assert linked() == {("tax", "treasury"), ("tax", "crown")}
    body = institutions.body_by_code("tax", SCHEME)
    assert (body.name, body.organ_type, body.region) == ({"en": "Tax"}, "court", "RP")
    assert body.contact.website == "https://www.gov.uk/tax"


def test_a_second_run_changes_nothing_and_links_nothing(country: Country, file: Path) -> None:
    take_in(file, record("tax", "treasury"), record("treasury"))
    lines = len(audit.lines_about(SOURCE))
    counts = take_in(file)
    assert (counts.read, counts.unchanged) == (2, 2)
    new = [line.action for line in audit.lines_about(SOURCE)[lines:]]
    assert new == ["security.register_source", "institutions.take_in_bodies"]


def test_a_parent_that_is_not_there_is_a_note(country: Country, file: Path) -> None:
    counts = take_in(file, record("tax", "gone"))
    assert counts.created == 1
    (note,) = counts.notes
    assert note.source == API + "tax"
    assert f"{API}gone is not in the file" in note.reason


def test_a_body_that_moved_under_another_parent_counts_as_updated(
    country: Country, file: Path
) -> None:
    take_in(file, record("tax", "treasury"), record("treasury"), record("crown"))
    moved = take_in(file, record("tax", "crown"), record("treasury"), record("crown"))
    assert (moved.updated, moved.unchanged, moved.created) == (1, 2, 0)
    assert linked() == {("tax", "crown")}
    left = take_in(file, record("tax"), record("treasury"), record("crown"))
    assert (left.updated, linked()) == (1, set())


def test_a_circle_of_parents_is_told_and_costs_no_body(country: Country, file: Path) -> None:
    counts = take_in(file, record("a", "b"), record("b", "a"))
    assert (counts.created, counts.rejected) == (2, [])
    assert linked() == {("a", "b")}
    assert counts.notes[0].source == API + "b"


def test_a_broken_record_costs_one_rejection(country: Country, file: Path) -> None:
    nameless = record("nameless", title="")
    endless = record("endless" * 20)
    counts = take_in(file, record("tax"), nameless, endless, record("crown"))
    assert (counts.read, counts.created) == (4, 2)
    assert [one.source for one in counts.rejected] == [API + "nameless", API + "endless" * 20]
    assert counts.rejected[0] == Rejected(API + "nameless", "The field title is missing.")


def test_inv_26_bodies_of_a_source_are_public_only_while_it_is_cleared_and_without_veto(
    country: Country, file: Path
) -> None:
    def shown() -> list[str]:
        names = [one.code for one in institutions.shown_bodies(TODAY) if one.scheme == SCHEME]
        assert (search.find("tax").total == 1) == bool(names)
        return names

    take_in(file, record("tax"))
    assert shown() == []
    with pytest.raises(NotCleared):
        institutions.shown_body("tax", SCHEME)
    signer = officer()
    clear(signer)
    assert shown() == ["tax"]
    assert institutions.shown_body("tax", SCHEME).code == "tax"
    assert "ORG" in [one.code for one in institutions.shown_bodies(TODAY)]
    security.impose_veto(signer, subject=SOURCE, public_reason="Wrong.", alternative="Ask.")
    assert shown() == []
    with pytest.raises(UnderVeto):
        institutions.shown_body("tax", SCHEME)


def test_what_is_found_leads_to_a_page_in_the_readers_language(
    country: Country, file: Path
) -> None:
    take_in(file, record("tax"))
    clear(officer())
    (found,) = search.find("tax").results
    assert found.url == f"/en/institutions/{SCHEME}/tax/"
    assert found.ref == Ref.to("body", institutions.body_by_code("tax", SCHEME).id)


def test_nobody_but_the_importer_takes_bodies_in(country: Country, file: Path) -> None:
    file.write_text(json.dumps([record("tax")]))
    for actor in (country.organisation, OPERATOR):
        with pytest.raises(NotAllowed):
            import_bodies(actor, file, region="RP", counts=Counts())
    assert institutions.bodies(TODAY, scheme=SCHEME) == []


def test_the_statements_of_a_batch_do_not_grow_with_its_bodies(
    country: Country, file: Path
) -> None:
    def statements(numbers: range, title: str = "Name") -> int:
        records = [record(f"body-{number}", title=title) for number in numbers]
        with CaptureQueriesContext(connection) as seen:
            assert take_in(file, *records).read == len(numbers)
        return len(seen)

    many, few = range(10, 200), range(200, 202)
    statements(range(1))  # the source is registered
    assert statements(many) == statements(few)  # created
    assert statements(many) == statements(few)  # unchanged
    assert statements(many, "Other") == statements(few, "Other")  # updated
    names = [one.name for one in institutions.bodies(TODAY, scheme=SCHEME)]
    assert names.count({"en": "Other"}) == len(many) + len(few)


def test_a_body_that_the_database_refuses_costs_one_rejection_and_no_other_body(
    country: Country, file: Path
) -> None:
    records = [record(f"body-{number}") for number in range(20)]
    records[7] = record("endless" * 20)
    counts = take_in(file, *records)
    assert [one.source for one in counts.rejected] == [API + "endless" * 20]
    assert (counts.read, counts.created) == (20, 19)
    assert len(institutions.bodies(TODAY, scheme=SCHEME)) == 19
