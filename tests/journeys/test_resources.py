"""Data of party and government in the demo country: one catalogue, one source, by label."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.support.applying import applied
from tests.support.country import Country

from onewindow.faces.workspace.tests.desks import NOON, signed_in
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import ANONYMOUS, Actor
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.errors import AlreadyHeld, SourceExists
from onewindow.registers.catalogue.types import ResourceState, SystemState, Wanted
from onewindow.registers.institutions.types import OrganType
from onewindow.trust.security.errors import NotAllowed

DAY = dt.date(2026, 11, 3)
NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with clock.frozen_at(NOON):
        yield


def _sees(actor: Actor, wanted: Wanted) -> list[Any]:
    with frames.framed(actor, "tests.look", durable=False):
        return list(catalogue.resources(wanted))


@pytest.mark.django_db(transaction=True)
def test_ac_h2_nothing_stands_alone_in_the_demo_country(country: Country) -> None:
    with frames.framed(country.official("mo.ran"), "tests.look", durable=False):
        assert catalogue.quality.orphans(DAY) == []
        parts = catalogue.quality.quality(DAY)
        coverage, completeness, _ = catalogue.quality.total(parts)
        assert catalogue.resources(Wanted(state=ResourceState.PUBLISHED)).count() == 39
    assert coverage == (13, 13)
    assert completeness[1] == 39 * 12
    assert catalogue.quality.single_source(DAY) == (82, 82)
    assert len(catalogue.registers()) == 8
    states = {one.code: one.state for one in catalogue.systems.systems()}
    assert states["POP-SYS"] == SystemState.IN_USE
    assert states["DOCUMENT-SYS"] == SystemState.PLANNED


@pytest.mark.django_db(transaction=True)
def test_ac_2_1b_and_ac_2_1d_hold_in_the_demo_country(country: Country) -> None:
    manager = country.official("mo.ran")
    marriages = catalogue.register_by_code("MARRIAGE")
    with pytest.raises(SourceExists, match="Population Register"):
        catalogue.name_source(manager, element="person.birth_date", register=marriages.id)
    with pytest.raises(AlreadyHeld, match="Household Address Register"):
        catalogue.register_system(
            manager,
            code="PARCELS",
            name={"en": "Parcels"},
            owner=marriages.owner,
            legal_basis="SHARING-12",
            purpose={"en": "Brings parcels."},
            grade=1,
            collects=("person.address",),
        )


@pytest.mark.django_db(transaction=True)
def test_ac_2_1c_the_public_sees_of_the_party_what_is_public(country: Country) -> None:
    party = Wanted(organ=OrganType.PARTY)
    assert {row.level for row in _sees(ANONYMOUS, party)} == {Level.PUBLIC}
    assert len(_sees(ANONYMOUS, party)) == 3
    assert len(_sees(country.official("mo.ran"), party)) == 9
    assert {Level.SECRET, Level.CONFIDENTIAL} <= {
        row.level for row in _sees(country.official("lu.qin"), party)
    }
    pages = [
        Client().get(f"/en/{path}").content.decode()
        for path in ("resources/", "resources/?organ=party", "search/?q=documents")
    ]
    for page in pages:
        assert "Official documents of the party committee" not in page
        assert "Meetings and resolutions" not in page
    assert "3 resources" in pages[1]
    assert "Party organisations" in pages[1]
    hidden = _sees(country.official("lu.qin"), Wanted(words="Official documents"))[0]
    assert Client().get(f"/en/resources/{hidden.identifier}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_public_pages_name_source_owner_sharing_and_freshness(country: Country) -> None:
    found = _sees(ANONYMOUS, Wanted(words="Legal entities"))[0]
    page = Client().get(f"/en/resources/{found.identifier}/").content.decode()
    for told in (
        "Market Regulation",
        "Shared without condition",
        "Open to everybody",
        "every day",
        ">22 November 2026</time>",
        "within its cycle",
        "Unified code",
    ):
        assert told in page, told
    element = Client().get("/en/elements/person.birth_date/").content.decode()
    assert "Its one source:" in element
    assert "Population Register" in element
    register = Client().get("/en/registers/POPULATION/").content.decode()
    assert "Date of birth" in register
    assert "Public Security" in register
    assert "Old-age Allowance Register" in Client().get("/en/registers/").content.decode()
    for missing in ("resources/NONE", "elements/no.thing", "registers/NONE"):
        assert Client().get(f"/en/{missing}/").status_code == 404
    assert "Legal entities" in Client().get("/en/search/?q=legal+entities").content.decode()


@pytest.mark.django_db(transaction=True)
def test_to_retire_a_source_shows_every_form_process_and_case_before(country: Country) -> None:
    applied(country)
    births = catalogue.register_by_code("BIRTH")
    change = Change(Ref.to("register", births.id), ChangeKind.RETIRED, NEW_YEAR)
    counted = {}
    for login in ("su.wen", "mo.ran"):
        with frames.framed(country.official(login), "tests.look", durable=False) as frame:
            found = affected(change, frame.standing)
            counted[login] = {one.kind: one.count for one in found}
    touched = {
        "elements": 11,
        "resources": 2,
        "systems": 1,
        "forms": 1,
        "services": 1,
        "processes": 1,
        "agreements": 1,
    }
    assert counted["su.wen"] == {**touched, "cases": 1}
    assert counted["mo.ran"] == touched
    desk = signed_in(country, "su.wen", "password", "mfa")
    page = desk.get("/desk/data/registers/BIRTH/").content.decode()
    for told in ("Birth of a child", "Open cases (1)", "Forms (1)", "Data elements (11)"):
        assert told in page, told
    refused = desk.post("/desk/data/registers/BIRTH/", _retire())
    assert refused.status_code == 409
    assert "11 data elements" in refused.content.decode()
    done = desk.post("/desk/data/registers/BIRTH/", {**_retire(), "with_elements": "on"})
    assert done.status_code == 302
    assert catalogue.register_by_code("BIRTH").retired_on == NEW_YEAR
    with pytest.raises(NotAllowed):
        catalogue.retire_register(
            country.official("mo.ran"), register=births.id, on=NEW_YEAR, because="no"
        )


def _retire() -> dict[str, str]:
    return {"do": "retire", "on_day": "1", "on_month": "1", "on_year": "2027", "because": "merged"}


@pytest.mark.django_db(transaction=True)
def test_the_manager_describes_publishes_and_withdraws_at_the_desk(country: Country) -> None:
    desk = signed_in(country, "mo.ran", "password", "mfa")
    listed = desk.get("/desk/data/").content.decode()
    assert "Resources (39)" in listed
    assert "Top secret" in listed
    empty = desk.post("/desk/data/new/", {"sharing_type": "conditional", "openness": "closed"})
    assert empty.status_code == 422
    for told in ("Name", "What it is about", "Category", "Label", "Update cycle"):
        assert f"{told}" in empty.content.decode()
    for told in ("Choose the function, or name the party task", "Name the article that limits"):
        assert told in empty.content.decode()
    body = catalogue.register_by_code("POPULATION").owner
    given = {
        "name": "Residence permits",
        "abstract": "Permits that were issued",
        "provider": str(body),
        "category": "subject:population",
        "level": "0",
        "update_cycle": "P1M",
        "function": "HOUSEHOLD-MOVE",
        "sharing_type": "unconditional",
        "openness": "open",
        "elements": "person.name",
    }
    made = desk.post("/desk/data/new/", given)
    assert made.status_code == 302
    address = made["Location"]
    assert "MZ-PSB-2026R" in desk.get(address).content.decode()
    desk.post(f"{address}publish/")
    row = _sees(ANONYMOUS, Wanted(words="Residence permits"))[0]
    revised = desk.post(address, {**given, "name": "Residence cards"})
    assert revised.status_code == 302
    assert _sees(ANONYMOUS, Wanted(words="Residence cards"))[0].id == row.id
    bare = desk.post(f"{address}withdraw/", {"out-because": ""})
    assert bare.status_code == 422
    desk.post(f"{address}withdraw/", {"out-because": "merged"})
    assert _sees(ANONYMOUS, Wanted(words="Residence")) == []


@pytest.mark.django_db(transaction=True)
def test_each_desk_of_data_opens_for_its_readers_and_hides_by_label(country: Country) -> None:
    officer = signed_in(country, "zheng.tao", "password", "mfa")
    for page, told in (
        ("", "Population basic data"),
        ("elements/", "person.birth_date"),
        ("systems/", "Population Information System"),
        ("quality/", "Nothing stands alone."),
        ("registers/POPULATION/", "What its end would touch"),
    ):
        shown = officer.get(f"/desk/data/{page}").content.decode()
        assert told in shown, page
        assert "Meetings and resolutions" not in shown
    assert officer.get("/desk/data/new/").status_code == 403
