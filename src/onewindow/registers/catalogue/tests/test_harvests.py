"""Runs over other catalogues: what comes in, what is shown, what vanishes."""

from __future__ import annotations

import json

import pytest

from onewindow.ground.kernel.actor import (
    IMPORTER,
    OPERATOR,
    Actor,
)
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.registers.catalogue import harvesting
from onewindow.registers.catalogue.commands.harvests import (
    confirm_withdrawals,
)
from onewindow.registers.catalogue.errors import (
    HarvestStopped,
    NothingHeld,
)
from onewindow.registers.catalogue.models import (
    CatalogueSource,
    HarvestedResource,
    InformationResource,
)
from onewindow.registers.catalogue.tests.conftest import Small
from onewindow.registers.catalogue.tests.hives import (
    HEAD,
    QUICK,
    TEN,
    clear,
    found,
    name,
    officers,
    server,
    titles,
    turtle,
)
from onewindow.registers.catalogue.tests.misbehaving import Misbehaving
from onewindow.registers.catalogue.types import HarvestFormat, HarvestState
from onewindow.trust.security import public as security

__all__ = ["officers", "server"]
pytestmark = pytest.mark.django_db


def test_inv_26_what_a_source_says_is_shown_once_it_is_cleared_and_hidden_by_a_veto(
    server: Misbehaving, officers: tuple[Actor, Actor]
) -> None:
    server.say("/c.ttl", turtle("north", "south"))
    name(server.url + "/c.ttl")
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.created) == (HarvestState.DONE, 2)
    assert titles() == []
    clear(officers[1])
    assert titles() == ["North hives", "South hives"]
    assert sorted(found("hives")) == [
        "North hives (Bees of the Republic)",
        "South hives (Bees of the Republic)",
    ]
    security.impose_veto(
        officers[0], subject=security.source("bees"), public_reason="Wrong.", alternative="Ask."
    )
    assert (titles(), found("hives")) == ([], [])
    with pytest.raises(HarvestStopped):
        harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert InformationResource.objects.count() == 0


def test_the_same_again_changes_nothing_and_is_not_even_sent(
    server: Misbehaving, small: Small
) -> None:
    server.say("/c.ttl", turtle(*TEN), tag='"one"')
    name(server.url + "/c.ttl")
    assert harvesting.harvest(IMPORTER, "bees", limits=QUICK).created == 10
    assert harvesting.harvest(IMPORTER, "bees", limits=QUICK).state is HarvestState.UNCHANGED
    server.say("/c.ttl", turtle(*TEN), tag='"two"')
    assert harvesting.harvest(IMPORTER, "bees", limits=QUICK).unchanged == 10
    server.say("/c.ttl", turtle(*TEN[:9], more=(
        '<http://bees.example/hive9> a dcat:Dataset ; dct:title "New"@en .')))  # fmt: skip
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.updated, done.unchanged, done.withdrawn) == (1, 9, 0)


def test_a_broken_record_costs_one_line(server: Misbehaving, small: Small) -> None:
    server.say("/c.ttl", turtle("north", more="<http://bees.example/x> a dcat:Dataset ."))
    name(server.url + "/c.ttl")
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.created, done.rejected) == (HarvestState.DONE, 1, 1)
    assert done.lines == (("http://bees.example/x", "It has no title (dct:title)."),)


def test_what_vanishes_at_its_source_is_withdrawn_here(
    server: Misbehaving, officers: tuple[Actor, Actor]
) -> None:
    server.say("/c.ttl", turtle(*TEN))
    name(server.url + "/c.ttl")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    clear(officers[1])
    server.say("/c.ttl", turtle(*TEN[:8]))
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.withdrawn) == (HarvestState.DONE, 2)
    assert len(titles()) == 8
    assert found("hive9") == []
    server.say("/c.ttl", turtle(*TEN))
    again = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (again.updated, len(titles())) == (2, 10)


def test_more_than_the_threshold_waits_for_a_person(server: Misbehaving, small: Small) -> None:
    server.say("/c.ttl", turtle(*TEN))
    name(server.url + "/c.ttl")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    server.say("/c.ttl", turtle(*TEN[:7], "new"), tag='"x"')
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.created, done.withdrawn, done.gone) == (HarvestState.HELD, 1, 0, 3)
    assert done.reason == "3 of 11 would vanish at once."
    assert HarvestedResource.objects.filter(state="shown").count() == 11
    assert CatalogueSource.objects.get().etag == "", "it is asked again as a whole"
    with pytest.raises(OneWindowError):
        confirm_withdrawals(IMPORTER, source="bees")
    assert confirm_withdrawals(small.manager, source="bees") == 3
    assert HarvestedResource.objects.filter(state="shown").count() == 8
    with pytest.raises(NothingHeld):
        confirm_withdrawals(small.manager, source="bees")


def test_an_empty_answer_takes_nothing_away(server: Misbehaving, small: Small) -> None:
    server.say("/c.ttl", turtle(*TEN))
    name(server.url + "/c.ttl")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    server.say("/c.ttl", b"")
    assert harvesting.harvest(IMPORTER, "bees", limits=QUICK).state is HarvestState.HELD
    server.say("/c.ttl", turtle(*TEN))
    assert harvesting.harvest(IMPORTER, "bees", limits=QUICK).state is HarvestState.DONE
    with pytest.raises(NothingHeld):
        confirm_withdrawals(OPERATOR, source="bees")


def test_what_could_not_be_read_whole_takes_nothing_away(server: Misbehaving, small: Small) -> None:
    lines = b"".join(
        b'<http://bees.example/%d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> '
        b"<http://www.w3.org/ns/dcat#Dataset> .\n"
        b'<http://bees.example/%d> <http://purl.org/dc/terms/title> "n"@en .\n' % (n, n)
        for n in range(10)
    )  # fmt: skip
    server.say("/c.nt", lines, "application/n-triples")
    name(server.url + "/c.nt")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    server.say(
        "/c.nt", b"".join(lines.splitlines(True)[2:]) + b"rubbish\n", "application/n-triples"
    )
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.rejected, done.withdrawn) == (HarvestState.DONE, 1, 0)
    assert "Line 19" in done.lines[0][1]


@pytest.mark.parametrize(
    "path", ["/silent", "/drip", "/cut", "/500", "/loop", "/bomb", "/nonsense", "/hang-up"]
)
def test_a_stuck_source_times_out_and_changes_nothing(
    server: Misbehaving, small: Small, path: str
) -> None:
    name(server.url + path)
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert done.state is HarvestState.FAILED
    assert done.reason
    assert done.ended is not None
    assert HarvestedResource.objects.count() == 0


def test_a_page_in_place_of_data_is_told(server: Misbehaving, small: Small) -> None:
    server.say("/c.ttl", b"<html></html>", "text/html")
    name(server.url + "/c.ttl")
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.reason) == (
        HarvestState.FAILED,
        "The source sends text/html, which is no linked data.",
    )
    server.say("/c.ttl", HEAD.encode() + b"<a> <b> ;;; !\n")
    failed = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert failed.reason.startswith("Line 2: This is no Turtle")


def test_pages_are_followed_to_their_end_and_not_elsewhere(
    server: Misbehaving, small: Small
) -> None:
    hydra = "@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n"
    view = "<> a hydra:PartialCollectionView ; hydra:next <{}> .\n"
    server.say("/1", turtle("north", more=hydra + view.format("/2")), tag='"1"')
    server.say("/2", turtle("south"))
    name(server.url + "/1")
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.created, CatalogueSource.objects.get().etag) == (2, "")
    server.say("/2", turtle("south", more=hydra + view.format("/1")))
    assert "circle" in harvesting.harvest(IMPORTER, "bees", limits=QUICK).reason
    server.say("/2", turtle("south", more=hydra + view.format("http://other.example/")))
    assert "another host" in harvesting.harvest(IMPORTER, "bees", limits=QUICK).reason


def test_data_json_is_harvested(server: Misbehaving, small: Small) -> None:
    records = [
        {"identifier": "b1", "title": "Bees", "description": "All", "keyword": ["insects"],
         "publisher": {"name": "Apiary"}, "modified": "2026-01-02", "temporal": "2020-01-01/2021",
         "contactPoint": {"fn": "Desk", "hasEmail": "mailto:desk@bees.example"},
         "distribution": [{"downloadURL": "http://bees.example/b.csv", "mediaType": "text/csv"}]},
        {"identifier": "http://bees.example/b2", "title": "More"},
        {"title": "Nameless"}, 5,
    ]  # fmt: skip
    server.say("/data.json", json.dumps({"dataset": records}).encode(), "application/json")
    name(server.url + "/data.json", HarvestFormat.DATA_JSON)
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.created, done.rejected) == (2, 2)
    assert done.lines[0] == ("-", "Record 3: It has no identifier.")
    row = HarvestedResource.objects.get(iri=server.url + "/data.json#b1")
    assert row.said["contacts"][0]["mail"] == "desk@bees.example"
    assert row.said["distributions"][0]["download"] == "http://bees.example/b.csv"


def test_ckan_is_harvested_page_by_page(
    server: Misbehaving, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvesting, "CKAN_ROWS", 2)
    every = [{"name": f"bees-{n}", "title": f"Bees {n}"} for n in range(4)] + [{"name": "bad"}]
    for start in (0, 2, 4):
        answer = {"success": True, "result": {"count": 5, "results": every[start : start + 2]}}
        path = f"/api/3/action/package_search?rows=2&start={start}&sort=name+asc"
        server.say(path, json.dumps(answer).encode(), "application/json")
    name(server.url, HarvestFormat.CKAN)
    done = harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert (done.state, done.created, done.rejected) == (HarvestState.DONE, 4, 1)
    assert done.lines == (("-", "Record 1 (bad): It has no title."),)
