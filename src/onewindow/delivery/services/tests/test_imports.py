"""Services of a foreign source: kept, unchanged on a second run, shown once it is cleared."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from onewindow.delivery.services import public as services
from onewindow.delivery.services.cli import SCHEME, TITLE, import_cards
from onewindow.delivery.services.errors import CardRefused
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.public import Wanted
from onewindow.delivery.services.tests.conftest import Write, clear, officers, take_in
from onewindow.delivery.services.wire.cartas_de_servico import read_card
from onewindow.delivery.services.wire.imported import ImportedService
from onewindow.delivery.services.wire.rich_text import from_data
from onewindow.ground.jurisdiction.errors import RegionUnknown
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER, OPERATOR, Actor
from onewindow.ground.kernel.imports import Counts
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NotAllowed, NotCleared
from onewindow.trust.security.types import Decision, Obstacle

SOURCE = security.source(SCHEME)
STEP = """<etapas><etapa id="1"><titulo>Pedir</titulo><descricao>Leve tudo.</descricao>
<documentos><default><item>CPF</item></default></documentos>
<custos><default><custo><descricao>Taxa</descricao><moeda>R$</moeda><valor>12,50</valor></custo>
</default></custos><canais-de-prestacao><default>
<canal-de-prestacao tipo="web"><descricao>https://a.example/x</descricao></canal-de-prestacao>
</default></canais-de-prestacao></etapa></etapas>
<legislacoes><item>[Lei 1](https://a.example/l)</item></legislacoes>"""


def directory(text: str = "") -> tuple[int, int]:
    """Gives how many the directory and the search show."""
    return services.directory(Wanted(text), "en")[1], search.find(text or "certidao").total


def test_a_card_is_kept_as_information_with_all_that_its_page_needs(
    region: str, folder: Path, write: Write
) -> None:
    write(
        "obter-certidao",
        "Obter certidão",
        "<descricao>Um &lt;b&gt;texto&lt;/b&gt;.</descricao>" + STEP,
    )
    counts = take_in(folder)
    assert counts.data()["created"] == 1
    row = PublicService.objects.get(origin=SCHEME)
    assert (row.code, row.state, row.region_id) == ("obter-certidao", "information", "RP")
    assert (row.title, row.summary) == ({"pt": "Obter certidão"}, {"pt": "Um texto."})
    assert (row.subject, row.can_apply, row.function_id) == (SOURCE, False, None)
    assert row.guide["source"] == TITLE
    card = row.guide["card"]
    assert json.loads(json.dumps(card)) == card
    assert [one["code"] for one in card["answers"]] == [
        "audience", "cost", "duration", "bring", "start"
    ]  # fmt: skip
    assert from_data(card["summary"]).html() == "<p>Um <strong>texto</strong>.</p>"
    (step,) = card["steps"]
    assert step["title"] == "Pedir"
    assert step["fees"] == [{"label": "Taxa", "text": "R$ 12,50", "minor": 1250, "currency": "BRL"}]
    assert from_data(step["documents"][0]["text"]).plain() == "CPF"
    assert step["channels"][0]["words"] == {"en": "Online", "pt": "Pela internet"}
    assert from_data(card["legal"][0]).links()[0].href == "https://a.example/l"


def test_nothing_that_the_page_gets_is_an_empty_heading(
    region: str, folder: Path, write: Write
) -> None:
    write("nada")
    take_in(folder)
    card = PublicService.objects.get().guide["card"]
    assert all(value not in ("", [], {}, None) for value in card.values())
    assert not {"steps", "legal", "contact", "audience", "fees"} & card.keys()
    assert [one["stated"] for one in card["answers"]] == [False] * 5
    assert all(one["ours"]["en"] for one in card["answers"])


def test_a_second_run_changes_nothing(region: str, folder: Path, write: Write) -> None:
    write("um")
    write("dois")
    take_in(folder)
    before = list(PublicService.objects.order_by("id").values())
    counts = take_in(folder)
    assert (counts.read, counts.unchanged) == (2, 2)
    assert list(PublicService.objects.order_by("id").values()) == before


def test_a_card_that_changed_is_updated_and_found_by_its_new_words(
    region: str, folder: Path, write: Write
) -> None:
    write("um", "Certidão velha")
    take_in(folder)
    key = PublicService.objects.get().id
    clear(officers()[0])
    write("um", "Certidão nova")
    counts = take_in(folder)
    assert (counts.updated, counts.created) == (1, 0)
    assert PublicService.objects.get().id == key
    assert (search.find("velha").total, search.find("nova").total) == (0, 1)


def test_an_unknown_region_stops_the_import_before_anything_is_told_to_security(
    region: str, folder: Path, write: Write
) -> None:
    write("um")
    with pytest.raises(RegionUnknown):
        import_cards(IMPORTER, folder, region="XX", counts=Counts())
    assert not PublicService.objects.exists()
    assert security.hindrances(SOURCE)[0].obstacle is Obstacle.UNREGISTERED


def test_a_broken_file_costs_one_rejection_and_a_line_with_its_name(
    region: str, folder: Path, write: Write
) -> None:
    write("um")
    write("tres")
    (folder / "dois.xml").write_text("<servico")
    counts = take_in(folder)
    assert (counts.read, counts.created) == (3, 2)
    (one,) = counts.rejected
    assert one.source == "dois.xml"
    assert "not well-formed" in one.reason
    (line,) = audit.lines_about(Ref("record", "dois.xml"))
    assert (line.outcome, line.action) == ("refused", "services.take_in")


def test_each_card_has_its_own_audit_line_by_the_importer(
    region: str, folder: Path, write: Write
) -> None:
    write("um")
    take_in(folder)
    take_in(folder)
    lines = audit.lines_about(Ref.to("service", PublicService.objects.get().id))
    assert [line.fact["taken"] for line in lines] == ["created", "unchanged"]
    assert {(line.actor_id, line.through) for line in lines} == {
        ("system:importer", ("services.take_in_batch",))
    }


def test_a_body_named_by_a_bare_number_and_a_missing_text_are_notes(
    region: str, folder: Path, write: Write
) -> None:
    write("um", inside='<orgao id="2844"/><descricao>Texto.</descricao>')
    write("dois", inside="")
    notes = {note.source: note.reason for note in take_in(folder).notes}
    assert "number and no name" in notes["um"]
    assert notes["dois"] == "It has no description."


def test_inv_26_items_are_public_only_while_their_source_is_cleared_and_without_veto(
    region: str, folder: Path, write: Write
) -> None:
    write("obter-certidao", "Obter certidão")
    take_in(folder)
    one, two = officers()
    assert directory() == directory("certidao") == (0, 0)
    clear(one)
    assert directory() == directory("certidao") == (1, 1)
    veto = security.impose_veto(
        one, subject=SOURCE, public_reason="Wrong fees.", alternative="Ask the office."
    )
    assert directory() == directory("certidao") == (0, 0)
    write("outra", "Outra certidão")
    take_in(folder)  # what comes during the veto waits with the rest
    assert directory() == (0, 0)
    security.lift_veto(two, veto_id=veto, evidence="Fees corrected.")
    assert directory() == directory("certidao") == (2, 2)
    with clock.frozen_at(clock.now() + dt.timedelta(days=31)):
        assert directory() == directory("certidao") == (0, 0)


def test_a_source_whose_clearance_is_denied_is_shown_to_nobody(
    region: str, folder: Path, write: Write
) -> None:
    write("um", "Certidão")
    take_in(folder)
    clear(officers()[0], Decision.DENIED)
    assert directory() == (0, 0)


def test_inv_28_the_importer_cannot_make_a_card_live_nor_clear_its_source(
    region: str, folder: Path, write: Write
) -> None:
    write("um")
    take_in(folder)
    row = PublicService.objects.get()
    with pytest.raises(NotAllowed):
        clear(IMPORTER)
    with pytest.raises(NotAllowed):
        services.make_candidate(IMPORTER, service_id=row.id)
    with pytest.raises(NotCleared):
        services.go_live(IMPORTER, service_id=row.id)
    law = pytest.raises(DatabaseError, match="service_imported_is_information")
    with law, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_services_publicservice SET state = 'candidate'")


@pytest.mark.parametrize("actor", [OPERATOR, officers], ids=["operator", "officer"])
def test_nobody_but_the_importer_takes_services_in(
    region: str, folder: Path, write: Write, actor: object
) -> None:
    write("um")
    who = actor if isinstance(actor, Actor) else officers()[0]
    with pytest.raises(NotAllowed):
        import_cards(who, folder, region="RP", counts=Counts())
    with pytest.raises(NotAllowed):
        services.take_in_batch(who, origin=SCHEME, source=TITLE, region="RP", cards=[])
    assert not PublicService.objects.exists()


def test_an_import_never_writes_a_service_of_our_own(
    region: str, folder: Path, write: Write
) -> None:
    card = read_card(write("um"))
    assert isinstance(card, ImportedService)
    with pytest.raises(CardRefused):
        services.take_in_service(IMPORTER, origin="own", source=TITLE, region="RP", card=card)
    with pytest.raises(CardRefused):
        nameless = dataclasses.replace(card, name="-")
        services.take_in_service(IMPORTER, origin=SCHEME, source=TITLE, region="RP", card=nameless)
    assert not PublicService.objects.exists()


def test_what_was_retired_here_stays_retired_and_is_not_found(
    region: str, folder: Path, write: Write
) -> None:
    write("um", "Certidão velha")
    take_in(folder)
    clear(officers()[0])
    row = PublicService.objects.get()
    search.withdraw(Ref.to("service", row.id))
    PublicService.objects.filter(id=row.id).update(state="retired")
    write("um", "Certidão nova")
    assert take_in(folder).updated == 1
    assert PublicService.objects.get().state == "retired"
    assert directory() == (0, 0)


def test_a_limit_takes_in_the_first_files_only(region: str, folder: Path, write: Write) -> None:
    for number in range(5):
        write(f"card-{number}")
    assert take_in(folder, limit=3).read == 3
    assert PublicService.objects.count() == 3


def test_the_statements_of_a_batch_do_not_grow_with_its_records(
    region: str, folder: Path, write: Write
) -> None:
    def statements(count: int, name: str) -> int:
        for path in folder.iterdir():
            path.unlink()
        for number in range(count):
            write(f"{name}-{number}", f"{name} {number}")
        with CaptureQueriesContext(connection) as seen:
            counts = take_in(folder)
        assert counts.read == count
        assert counts.rejected == []
        return len(seen)

    statements(1, "first")  # the source is registered
    assert statements(200, "many") == statements(2, "few")  # created
    unchanged = statements(200, "many")
    assert unchanged == statements(2, "few")
    PublicService.objects.update(digest="", title={"pt": "Outra"})
    assert statements(200, "many") == statements(2, "few")  # updated
    assert not PublicService.objects.filter(title={"pt": "Outra"}, code__startswith="m").exists()
    assert unchanged < 20


def test_one_card_alone_is_taken_in_as_many_are(region: str, folder: Path, write: Write) -> None:
    card = read_card(write("um"))
    assert isinstance(card, ImportedService)
    key, taken = services.take_in_service(
        IMPORTER, origin=SCHEME, source=TITLE, region="RP", card=card
    )
    write("dois")
    assert (taken, take_in(folder).data()["unchanged"]) == ("created", 1)
    assert PublicService.objects.get(code="um").id == key


def test_of_two_records_of_one_service_in_a_batch_the_later_one_stays(
    region: str, folder: Path, write: Write
) -> None:
    one = read_card(write("um", "Certidão velha"))
    two = read_card(write("um", "Certidão nova"))
    other = read_card(write("dois"))
    counts = services.take_in_batch(
        IMPORTER, origin=SCHEME, source=TITLE, region="RP", cards=[one, other, two, two]
    )
    assert (counts.created, counts.updated, counts.unchanged) == (2, 1, 1)
    assert PublicService.objects.get(code="um").title == {"pt": "Certidão nova"}
    lines = audit.lines_about(Ref.to("service", PublicService.objects.get(code="um").id))
    assert [line.fact["taken"] for line in lines] == ["created", "updated", "unchanged"]


@pytest.mark.parametrize("places", [{0}, {7}, {3, 4, 19}], ids=str)
def test_a_card_that_the_database_refuses_costs_one_rejection_and_no_other_card(
    region: str, folder: Path, write: Write, places: set[int]
) -> None:
    names = [f"card-{place:02}" for place in range(20)]
    cards = [read_card(write(name)) for name in names]
    for place in places:
        body = dataclasses.replace(cards[place].body, name="n" * 401)
        cards[place] = dataclasses.replace(cards[place], body=body)
    counts = services.take_in_batch(IMPORTER, origin=SCHEME, source=TITLE, region="RP", cards=cards)
    bad = {names[place] for place in places}
    assert {one.source for one in counts.rejected} == bad
    assert all(one.reason.startswith("The database cannot keep") for one in counts.rejected)
    assert counts.created == 20 - len(bad)
    kept = set(PublicService.objects.values_list("source_id", flat=True))
    assert kept == set(names) - bad
    for name in bad:
        (line,) = audit.lines_about(Ref("service", f"{SCHEME}:{name}"))
        assert (line.outcome, line.fact["code"]) == ("refused", "UNKEEPABLE")
    begun = [line.action for line in audit.lines_about(SOURCE)]
    assert begun.count("services.take_in_batch") == 1
    key = PublicService.objects.get(source_id=min(kept)).id
    (line,) = audit.lines_about(Ref.to("service", key))
    assert (line.outcome, line.through) == ("done", ("services.take_in_batch",))


def test_two_imports_of_one_source_take_turns(region: str, folder: Path, write: Write) -> None:
    write("um")
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7203))", [str(SOURCE)])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            take_in(folder)
    finally:
        beside.close()
    assert take_in(folder).created == 1
