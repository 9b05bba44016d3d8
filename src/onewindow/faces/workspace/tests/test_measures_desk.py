"""The desk of measures: values with counts, periods and targets, and what lies behind them."""

from __future__ import annotations

import re

import pytest
from tests.support.country import Country, at

from onewindow.faces.workspace.tests.desks import SignIn
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.texts import pick
from onewindow.insight.measures import public as measures
from onewindow.registers.functions import public as functions


@pytest.fixture
def computed(country: Country) -> Country:
    """Gives the country with the measures of two months, and of a city for one."""
    with clock.frozen_at(at("2026-11-20 09:00")):
        measures.define(OPERATOR, drafts=measures.shipped())
        for period in ("2026-10", "2026-11"):
            measures.compute(OPERATOR, period=period)
        measures.compute(OPERATOR, period="2026-11", region="MZ")
    return country


def test_the_list_and_what_lies_behind_a_value(computed: Country, sign_in: SignIn) -> None:
    desk = sign_in("tang.wei")
    page = desk.get("/desk/measures/").content.decode()
    assert 'href="/desk/measures/"' in page
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*M-PRO-1<.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert "at least 100.0 %" in row[0]
    assert "2026-11" in row[0]
    assert row[0].count("<circle") == 2
    missing = re.search(r"<tr[^>]*>(?:(?!</tr>).)*M-RES-1<.*?</tr>", page, re.DOTALL)
    assert missing is not None
    assert "n/a" in missing[0]
    assert "no facts catalogue.holdings" in missing[0]
    address = re.search(r'href="(/desk/measures/[0-9a-f-]{36}/)"', row[0])
    assert address is not None
    behind = desk.get(address[1]).content.decode()
    assert "owned and clear" in behind
    clear = pick(functions.function(computed.function("BIRTH-COORDINATE")).title, "en")
    assert f"<li>{clear}</li>" in behind
    assert "<rect" in behind
    assert "100 * clear / all" in behind


def test_a_place_is_chosen_and_a_made_up_one_is_the_country(
    computed: Country, sign_in: SignIn
) -> None:
    desk = sign_in("tang.wei")
    assert "Measures: Mingzhou" in desk.get("/desk/measures/?region=MZ").content.decode()
    assert "Measures: The whole country" in desk.get("/desk/measures/?region=%3Cx").content.decode()


def test_without_values_the_page_says_what_will_happen(country: Country, sign_in: SignIn) -> None:
    page = sign_in("tang.wei").get("/desk/measures/").content.decode()
    assert "The clock does it once a day." in page


def test_an_officer_of_a_desk_has_no_measures_and_a_stranger_value_is_not_found(
    computed: Country, sign_in: SignIn
) -> None:
    officer = sign_in("song.mei")
    assert officer.get("/desk/measures/").status_code == 403
    assert 'href="/desk/measures/"' not in officer.get("/desk/").content.decode()
    nobody = "/desk/measures/00000000-0000-7000-8000-000000000000/"
    assert sign_in("tang.wei").get(nobody).status_code == 404
