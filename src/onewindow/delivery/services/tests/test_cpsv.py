"""The demo country's services as CPSV-AP: out, into an empty installation, and out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.support.country import Country
from tests.support.database import TestServer, session_database
from tests.support.shapes import CPSV_AP, DCAT_AP, violations

from onewindow.delivery.services import cli, exports
from onewindow.delivery.services import public as services
from onewindow.delivery.services.cpsv.facts import Description, from_data
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.public import Wanted
from onewindow.delivery.services.tests.conftest import clear, found_region, officers
from onewindow.engines import linked
from onewindow.engines.linked import Iri, Media
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security

SOURCE = cli.Source("mingzhou", {"en": "Mingzhou"}, "cpsv-ap")
CPSV, CV = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/"
DCT = "http://purl.org/dc/terms/"


def take_in(file: Path) -> Counts:
    found = list(cli.described_in(file))
    return cli.import_described(IMPORTER, found, SOURCE, region="RP", counts=Counts())


@pytest.fixture
def emptied(database_server: TestServer) -> Callable[[], None]:
    """Puts an empty installation with one region where the country was."""

    def empty() -> None:
        template = database_server.template(list(settings.INSTALLED_APPS))
        connections.close_all()
        database_server.clone(template, session_database())
        found_region()

    return empty


def test_every_service_that_the_public_sees_is_written_with_one_competent_authority(
    country: Country,
) -> None:
    graph = linked.read(cli.exported(Media.TURTLE, []), Media.TURTLE)
    told = graph.of_type(Iri(CPSV + "PublicService"))
    shown = services.directory(Wanted(), "en")[1]
    assert len(told) == shown == exports.count() > 5
    for one in told:
        languages = {text.language for text in graph.texts(one, Iri(DCT + "title"))}
        assert {"en", "zh-hans"} <= languages
        assert graph.texts(one, Iri(DCT + "description"))
        (body,) = graph.things(one, Iri(CV + "hasCompetentAuthority"))
        assert graph.is_a(body, Iri(CV + "PublicOrganisation"))


@pytest.mark.parametrize("media", Media)
def test_two_exports_are_the_same_bytes(country: Country, media: Media) -> None:
    assert cli.exported(media, []) == cli.exported(media, [])


@pytest.mark.material
@pytest.mark.skipif(not CPSV_AP.exists(), reason=f"the shapes are not at {CPSV_AP}")
def test_the_export_of_the_demo_country_conforms_to_cpsv_ap_and_dcat_ap(country: Country) -> None:
    data = cli.exported(Media.TURTLE, [])
    assert violations(data, CPSV_AP) == []
    assert violations(data, DCAT_AP) == []
    page = Client().get("/data/services.ttl").content
    assert violations(page, CPSV_AP) == []


@pytest.mark.parametrize("media", Media)
def test_what_was_exported_is_taken_in_elsewhere_with_the_same_count_and_no_changed_field(
    country: Country, emptied: Callable[[], None], tmp_path: Path, media: Media
) -> None:
    before = {one.iri: one for one in exports.every()}
    file = tmp_path / f"services.{media.ending}"
    file.write_bytes(cli.exported(media, []))
    emptied()
    counts = take_in(file)
    assert (counts.created, counts.rejected, counts.notes) == (len(before), [], [])
    rows = PublicService.objects.all()
    kept = {row.source_id: from_data(row.guide["cpsv"]) for row in rows}
    assert changed(kept, before) == []
    assert {row.state for row in rows} == {"information"}
    assert exports.count() == 0, "nothing is shown before the source is cleared"
    clear(officers()[0])
    again = {one.iri: one for one in exports.every()}
    assert {iri: without_mark(one) for iri, one in again.items()} == {
        iri: without_mark(one) for iri, one in before.items()
    }
    marks = {mark.identifier for one in again.values() for mark in one.sources}
    assert marks == {"own", "mingzhou"}


def changed(some: dict[str, Description], others: dict[str, Description]) -> list[str]:
    """Gives every field that differs, by service."""
    assert some.keys() == others.keys()
    pairs = [(iri, one.data(), others[iri].data()) for iri, one in some.items()]
    return [
        f"{iri} {name}: {one.get(name)} was {other.get(name)}"
        for iri, one, other in pairs
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    ]


def without_mark(one: Description) -> dict[str, Any]:
    return {name: value for name, value in one.data().items() if name != "sources"}


def test_a_second_import_changes_nothing_and_each_service_has_its_own_line(
    country: Country, emptied: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "services.ttl"
    file.write_bytes(cli.exported(Media.TURTLE, []))
    emptied()
    first = take_in(file)
    before = list(PublicService.objects.order_by("id").values())
    second = take_in(file)
    assert (second.read, second.unchanged) == (first.read, first.read)
    assert list(PublicService.objects.order_by("id").values()) == before
    lines = audit.lines_about(Ref.to("service", before[0]["id"]))
    assert [line.fact["taken"] for line in lines] == ["created", "unchanged"]


def test_an_imported_service_has_a_page_in_each_of_its_languages(
    country: Country, emptied: Callable[[], None], tmp_path: Path
) -> None:
    file = tmp_path / "services.ttl"
    file.write_bytes(cli.exported(Media.TURTLE, []))
    emptied()
    take_in(file)
    clear(officers()[0])
    row = PublicService.objects.get(title__en="Birth of a child")
    for language, words in (("en", "Birth of a child"), ("zh-hans", "新生儿一件事")):
        page = Client().get(f"/{language}/imported/mingzhou/{row.code}/").content.decode()
        assert words in page
    assert "回答关于孩子和父母的九个问题" in page


def test_a_vetoed_service_is_in_no_export_and_has_no_document(country: Country) -> None:
    key = country.service("birth")
    assert str(key).encode() in cli.exported(Media.N_TRIPLES, [])
    assert Client().get(f"/id/service/{key}.nt").status_code == 200
    veto = security.impose_veto(
        country.official("zhao"),
        subject=Ref.to("service", key),
        public_reason="Wrong.",
        alternative="Ask.",
    )
    assert veto
    assert str(key).encode() not in cli.exported(Media.N_TRIPLES, [])
    assert Client().get(f"/id/service/{key}.nt").status_code == 404
    assert Client().get(f"/id/service/{key}").status_code == 404


def test_a_name_leads_to_what_the_asker_likes_and_says_what_it_chose_by(country: Country) -> None:
    key = country.service("birth")
    browser, name = Client(), f"/id/service/{key}"
    led = {
        "text/html": "/en/services/birth/",
        "text/turtle": f"{name}.ttl",
        "application/ld+json": f"{name}.jsonld",
        "application/rdf+xml": f"{name}.rdf",
        "application/n-triples": f"{name}.nt",
    }
    for accept, place in led.items():
        answer = browser.get(name, headers={"accept": accept})
        assert (answer.status_code, answer["Location"]) == (303, place)
        assert "Accept" in answer["Vary"]
        assert browser.get(place).status_code == 200
    refused = browser.get(name, headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.content.decode()
    assert browser.get(f"{name}.exe").status_code == 404
    assert browser.post(name).status_code == 405


def test_a_document_is_asked_for_again_only_when_it_has_changed(country: Country) -> None:
    browser = Client()
    first = browser.get("/data/services.ttl")
    assert first["Content-Type"] == "text/turtle; charset=utf-8"
    assert not first.cookies
    again = browser.get("/data/services.ttl", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_list_comes_page_by_page_and_holds_every_service_once(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onewindow.delivery.services.views.data.SIZE", 4)
    browser, seen, place = Client(), [], "/data/services.nt?page=1"
    while place:
        answer = browser.get(place)
        graph = linked.read(answer.content, Media.N_TRIPLES)
        seen += graph.of_type(Iri(CPSV + "PublicService"))
        (view,) = graph.of_type(linked.HYDRA["PartialCollectionView"])
        following = graph.things(view, linked.HYDRA["next"])
        place = following[0].partition("localhost:8000")[2] if following else ""
        assert ('rel="next"' in answer["Link"]) == bool(place)
    assert len(seen) == len(set(seen)) == exports.count() > 4
    for wrong in ("0", "x", "99", "-1", "9" * 30):
        assert browser.get(f"/data/services.nt?page={wrong}").status_code == 404


@pytest.mark.parametrize("path", ["/data/organisations.ttl", "/data/organisations"])
def test_bodies_go_out_as_organisations_that_conform(country: Country, path: str) -> None:
    answer = Client().get(path, headers={"accept": "text/turtle"}, follow=True)
    graph = linked.read(answer.content, Media.TURTLE)
    org = "http://www.w3.org/ns/org#"
    bodies = graph.of_type(Iri(org + "Organization"))
    assert len(bodies) > 10
    assert all(graph.texts(one, linked.SKOS["prefLabel"]) for one in bodies)
    if CPSV_AP.exists():
        assert violations(answer.content, CPSV_AP) == []
        assert violations(answer.content, DCAT_AP) == []
    name = bodies[0].partition("localhost:8000")[2]
    assert Client().get(f"{name}.jsonld").status_code == 200
    assert Client().get(name)["Location"].startswith("/en/institutions/")
