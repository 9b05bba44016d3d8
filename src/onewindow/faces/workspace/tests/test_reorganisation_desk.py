"""Pages of the division of functions at the desk: map, boundaries, reorganisations."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.support.country import Country

from onewindow.faces.workspace.figures import map_of
from onewindow.faces.workspace.tests.desks import NOON, signed_in
from onewindow.ground.kernel import clock
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Change, Plan, ReorganisationState
from onewindow.registers.institutions import public as institutions

NEW_YEAR = dt.date(2027, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
FACTS = {"on_day": "1", "on_month": "1", "on_year": "2027", "title": "One bureau", "basis": "D 12"}


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.frozen_at(NOON):
        yield


@pytest.fixture
def tang(country: Country) -> Client:
    return signed_in(country, "tang.wei", "password", "mfa")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def body(code: str) -> str:
    return str(institutions.body_by_code(code).id)


def planned(tang: Client) -> str:
    """Plans the merger at the desk; gives the address of its page."""
    address = f"/desk/functions/reorganisations/new/?body={body('HRS')}"
    facts = {**FACTS, "closes": "on", "rest": body("HSB"), "posts": body("HSB")}
    answer = tang.post(address, facts)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


class TestReorganisations:
    def test_it_is_planned_seen_as_a_page_and_decided_by_another(
        self, country: Country, tang: Client
    ) -> None:
        address = planned(tang)
        seen = text(tang, address)
        for words in ("Functions that move", "Issue the social security card", "Who is told"):
            assert words in seen
        assert "You have planned this" in seen
        refused = tang.post(address, {"do": "decide"})
        assert refused.status_code == 403
        luo = signed_in(country, "luo.min", "password", "mfa")
        assert "Decide it" in text(luo, address)
        assert luo.post(address, {"do": "decide"}).status_code == 302
        (one,) = functions.reorganisations()
        assert one.state is ReorganisationState.DECIDED
        assert luo.post(address, {"do": "withdraw", "because": ""}).status_code == 422
        assert luo.post(address, {"do": "withdraw", "because": "Too soon."}).status_code == 302
        assert "Too soon." in text(tang, address)

    def test_what_is_missing_or_left_over_is_said_on_the_form(self, tang: Client) -> None:
        address = f"/desk/functions/reorganisations/new/?body={body('HRS')}"
        assert "goes to" in text(tang, address)
        assert tang.post(address, {"title": ""}).status_code == 422
        left = tang.post(address, {**FACTS, "closes": "on"})
        assert left.status_code == 409
        assert "nobody gets" in left.content.decode()
        assert tang.get("/desk/functions/reorganisations/new/").status_code == 302

    def test_others_do_not_plan(self, country: Country) -> None:
        auditor = signed_in(country, "xie.ning", "password", "mfa")
        assert "Plan a reorganisation" not in text(auditor, "/desk/functions/reorganisations/")
        address = f"/desk/functions/reorganisations/new/?body={body('HRS')}"
        assert auditor.post(address, {**FACTS, "rest": body("HSB")}).status_code == 403


class TestAsOf:
    def test_ac_3_2b_the_list_answers_for_any_day(self, country: Country, tang: Client) -> None:
        functions.transfer(
            country.official("tang.wei"),
            function=country.function("HOUSEHOLD-REGISTER-BIRTH"),
            to_body=institutions.body_by_code("CIV").id,
            on=NEW_YEAR,
        )
        name = "Register a newborn in a household"
        owners = {
            on: re.search(
                rf"{name}</a></th><td[^>]*>([^<]*)", text(tang, f"/desk/functions/?on={on}")
            )
            for on in ("2026-12-31", "2027-01-01", "never")
        }
        found = {on: match.group(1) for on, match in owners.items() if match}
        psb, civ = (institutions.body_by_code(c).name["en"] for c in ("PSB", "CIV"))
        assert found == {"2026-12-31": psb, "2027-01-01": civ, "never": psb}


class TestBoundaries:
    def test_a_boundary_says_who_does_what_and_rests_on_what(self, tang: Client) -> None:
        pairs = text(tang, "/desk/functions/boundaries/")
        psb, hea = institutions.body_by_code("PSB"), institutions.body_by_code("HEA")
        assert f"{hea.name['en']} and {psb.name['en']}" in pairs
        both = text(tang, f"/desk/functions/boundaries/?one={psb.id}&other={hea.id}")
        assert "Register a newborn in a household" in both
        assert "HOUSEHOLD-7" in both
        row = both[both.index("Register a newborn") :]
        assert row.index("Responsible") < row.index("Cooperating")

    def test_functions_with_the_same_object_are_at_the_boundary_too(self, country: Country) -> None:
        urb, hou = (institutions.body_by_code(code) for code in ("URB", "HOU"))
        lines = functions.boundary(urb.id, hou.id, NOON.date())
        alike = [one for one in lines if not (one.one and one.other)]
        objects = [one.function.object for one in alike]
        assert all(objects.count(one) > 1 for one in objects)
        assert lines == sorted(lines, key=lambda one: (one.function.object, one.function.code))


class TestMap:
    def test_it_is_drawn_with_words_and_a_table_beside_it(self, tang: Client) -> None:
        page = text(tang, "/desk/functions/map/")
        assert "The same as a table" in page
        atlas = functions.atlas(NOON.date())
        drawn = ElementTree.fromstring(
            str(map_of(atlas)).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ')
        )
        assert drawn.get("role") == "img"
        words = {one.get("id"): one.text for one in drawn.iter()}
        assert all(words[key] for key in str(drawn.get("aria-labelledby")).split())
        assert len(list(drawn.iter(f"{SVG}text"))) >= len(atlas.bodies) + len(atlas.functions)
        assert not [one for one in drawn.iter() if {"style", "onclick"} & set(one.attrib)]

    def test_open_findings_are_marked_by_a_sign_and_in_words(self, country: Country) -> None:
        atlas = functions.atlas(NOON.date())
        marked = [one for one in atlas.functions if one.findings]
        assert marked
        assert str(map_of(atlas)).count("\u26a0") == len(marked)
        assert str(map_of(atlas)).count("open findings") == len(marked)

    def test_it_stays_small_by_region_and_organ(self, country: Country, tang: Client) -> None:
        everything = functions.atlas(NOON.date())
        party = functions.atlas(NOON.date(), region="MZ", organ="party")
        assert 0 < len(party.functions) < len(everything.functions)
        mine = {one.id for one in party.bodies if one.organ_type == "party"}
        for one in party.functions:
            assert one.owner in mine or {key for key, _mode in one.helpers} & mine
        assert text(tang, "/desk/functions/map/?organ=party&region=MZ")

    def test_it_is_the_map_of_a_day(self, country: Country) -> None:
        hrs, hsb = (institutions.body_by_code(code).id for code in ("HRS", "HSB"))
        plan = Plan({"en": "x"}, NEW_YEAR, "D 12", (Change(hrs, rest=hsb, closes=True),))
        key = functions.plan_reorganisation(country.official("tang.wei"), plan=plan)
        functions.decide_reorganisation(country.official("luo.min"), reorganisation=key)
        before, after = functions.atlas(dt.date(2026, 12, 31)), functions.atlas(NEW_YEAR)
        assert hrs in {one.id for one in before.bodies}
        assert hrs not in {one.id for one in after.bodies}
        assert len(before.functions) == len(after.functions)
