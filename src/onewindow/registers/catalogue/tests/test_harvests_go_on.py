"""Runs that die, clocks that tick, sources that stay what was approved, pages of what came in."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import (
    CLOCK,
    IMPORTER,
    Actor,
)
from onewindow.ground.kernel.agenda import tick
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.registers.catalogue import harvesting
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.commands.harvests import (
    LEASE,
    begin_harvest,
    end_harvest,
    name_harvest_source,
    start_harvest,
)
from onewindow.registers.catalogue.commands.taking_in import take_in_harvested
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.errors import (
    HarvestLost,
    HarvestRunning,
    HarvestSourceChanged,
    HarvestSourceInvalid,
)
from onewindow.registers.catalogue.models import (
    CatalogueSource,
    HarvestedResource,
    HarvestRun,
)
from onewindow.registers.catalogue.tests.conftest import LONG_AGO, Small, sql
from onewindow.registers.catalogue.tests.hives import (
    HEAD,
    QUICK,
    TEN,
    clear,
    name,
    officers,
    server,
    titles,
    turtle,
)
from onewindow.registers.catalogue.tests.misbehaving import Misbehaving
from onewindow.registers.catalogue.types import HarvestFormat, HarvestState

__all__ = ["officers", "server"]
pytestmark = pytest.mark.django_db


def test_one_runs_at_a_time_and_a_dead_run_is_picked_up(
    server: Misbehaving, officers: tuple[Actor, Actor]
) -> None:
    server.say("/c.ttl", turtle(*TEN))
    name(server.url + "/c.ttl", cycle="")
    clear(officers[1])
    dead = begin_harvest(IMPORTER, source="bees")
    with pytest.raises(HarvestRunning):
        harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    assert catalogue.harvests.due_sources(clock.now(), 9) == []
    with clock.frozen_at(clock.now() + LEASE):
        (due,) = catalogue.harvests.due_sources(clock.now(), 9)
        assert due.id == "bees"
        assert tick().refused == ()
        assert _jobs() == [{"run": str(dead.run), "number": "2"}]
        with pytest.raises(HarvestLost):
            end_harvest(IMPORTER, claim=dead, state=HarvestState.DONE, is_whole=True)
        with pytest.raises(HarvestLost):
            take_in_harvested(IMPORTER, claim=dead, pieces=[])
        harvesting.resume(IMPORTER, str(dead.run), 1)
        assert HarvestedResource.objects.count() == 0, "the dead one does nothing more"
        harvesting.resume(IMPORTER, str(dead.run), 2)
        assert HarvestedResource.objects.count() == 10
        run = HarvestRun.objects.get()
        assert (run.state, run.number, run.created) == ("done", 2, 10)
        harvesting.resume(IMPORTER, str(dead.run), 2)
        assert HarvestRun.objects.get().created == 10, "twice is once"


def _jobs() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'catalogue.harvest'")
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor]


def test_the_clock_asks_by_the_cycle_and_only_what_is_cleared(
    server: Misbehaving, officers: tuple[Actor, Actor]
) -> None:
    server.say("/c.ttl", turtle("north"))
    name(server.url + "/c.ttl")
    assert catalogue.harvests.due_sources(clock.now(), 9) == []
    with pytest.raises(OneWindowError):
        start_harvest(CLOCK, source="bees")
    clear(officers[1])
    tick()
    (job,) = _jobs()
    harvesting.resume(IMPORTER, job["run"], int(job["number"]))
    assert titles() == ["North hives"]
    assert catalogue.harvests.due_sources(clock.now(), 9) == []
    tomorrow = clock.now() + dt.timedelta(days=1)
    assert [one.id for one in catalogue.harvests.due_sources(tomorrow, 9)] == ["bees"]


def test_a_source_stays_what_was_approved(server: Misbehaving, small: Small) -> None:
    name(server.url + "/c.ttl")
    with pytest.raises(HarvestSourceChanged):
        name(server.url + "/other.ttl")
    with pytest.raises(HarvestSourceChanged):
        name(server.url + "/c.ttl", HarvestFormat.CKAN)
    with pytest.raises(HarvestSourceInvalid):
        name(server.url + "/c.ttl", cycle="now and then")
    with pytest.raises(HarvestSourceInvalid):
        name(server.url + "/c.ttl", most_gone=101)
    name(server.url + "/c.ttl", most_gone=50, title={"en": "Bees"})
    assert CatalogueSource.objects.get().most_gone == 50
    with pytest.raises(OneWindowError):
        name_harvest_source(small.manager, told=catalogue.harvests.sources()[0][0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers_catalogue_cataloguesource SET address = 'http://evil.example/'",
        "DELETE FROM registers_catalogue_harvestrun",
        "UPDATE registers_catalogue_cataloguesource SET most_gone = 101",
        "UPDATE registers_catalogue_harvestedresource SET iri = 'http://evil.example/'",
        "DELETE FROM registers_catalogue_harvestedresource",
        "UPDATE registers_catalogue_harvestrun SET state = 'running', ended_at = NULL,"
        " lease_until = now()",
        "UPDATE registers_catalogue_harvestrun SET state = 'confirmed'",
        "UPDATE registers_catalogue_harvestedresource SET state = 'withdrawn'",
        "INSERT INTO registers_catalogue_informationresource (id, created_at, identifier)"
        " SELECT id, created_at, iri FROM registers_catalogue_harvestedresource",
    ],
)
def test_inv_17_raw_sql_makes_nothing_of_a_source_ours_and_breaks_no_rule(
    server: Misbehaving, small: Small, statement: str
) -> None:
    server.say("/c.ttl", turtle("north"))
    name(server.url + "/c.ttl")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    with pytest.raises(DatabaseError):
        sql(statement)


def test_a_folder_of_files_goes_on_after_a_malformed_one(small: Small, tmp_path: Path) -> None:
    name("", cycle="")
    (tmp_path / "a.ttl").write_bytes(turtle("north"))
    (tmp_path / "b.ttl").write_bytes(HEAD.encode() + b'<x> dct:title "open .\n')
    (tmp_path / "c.txt").write_bytes(b"nothing")
    done = harvesting.harvest_files(IMPORTER, "bees", tmp_path)
    assert (done.created, done.rejected) == (1, 1)
    assert done.lines[0][1].startswith("b.ttl: Line 2: This is no Turtle")


def test_our_own_export_comes_in_elsewhere_with_no_changed_field(
    small: Small, tmp_path: Path
) -> None:
    from onewindow.engines.linked import Media  # noqa: PLC0415
    from onewindow.registers.catalogue import cli, exports  # noqa: PLC0415
    from onewindow.registers.catalogue.dcat.facts import from_data  # noqa: PLC0415

    small.published(keywords={"en": "a, b"}, format="CSV", issued=LONG_AGO, languages=("en",))
    small.published(name={"en": "Births"})
    told = {one.iri: one for one in exports.every()}
    file = tmp_path / "c.ttl"
    file.write_bytes(cli.exported(Media.TURTLE))
    name("", cycle="")
    for expected in ("created", "unchanged"):
        done = harvesting.harvest_files(IMPORTER, "bees", file)
        assert (getattr(done, expected), done.rejected) == (2, 0)
    rows = HarvestedResource.objects.all()
    kept: dict[str, Dataset] = {row.iri: from_data(row.said) for row in rows}
    assert kept == told
    assert jurisdiction.region("RP").code == "RP"


def test_the_public_sees_it_with_its_origin(
    server: Misbehaving, officers: tuple[Actor, Actor]
) -> None:
    server.say("/c.ttl", turtle("north"))
    name(server.url + "/c.ttl")
    harvesting.harvest(IMPORTER, "bees", limits=QUICK)
    row = HarvestedResource.objects.get()
    page = f"/en/resources/bees/{row.code}/"
    browser = Client()
    assert browser.get(page).status_code == 503
    clear(officers[1])
    answer = browser.get(page).content.decode()
    for words in (
        "North hives",
        "Bees of the Republic",
        "not checked",
        "http://bees.example/north",
    ):
        assert words in answer
    directory = browser.get("/en/resources/elsewhere/").content.decode()
    assert page in directory
    assert "Bees of the Republic" in directory
    assert "/en/resources/elsewhere/" in browser.get("/en/resources/").content.decode()
    assert "North hives" in browser.get("/en/resources/elsewhere/?q=north").content.decode()
    assert "North hives" not in browser.get("/en/resources/elsewhere/?q=xyz").content.decode()
    assert "North hives" in browser.get("/en/search/?q=hives").content.decode()
    assert browser.get("/en/resources/bees/none/").status_code == 404
