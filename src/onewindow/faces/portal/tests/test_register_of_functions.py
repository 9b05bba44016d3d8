"""The register of functions is public: who does what, on which articles, as of any day."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from tests.support.country import Country, at

from onewindow.ground.kernel import clock
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions

NOW = at("2026-11-23 10:00")
NEWBORN = "/en/functions/HOUSEHOLD-REGISTER-BIRTH/"


def text(address: str, status: int = 200) -> str:
    with clock.frozen_at(NOW):
        answer = Client().get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def moved(country: Country) -> None:
    with clock.frozen_at(NOW):
        functions.transfer(
            country.official("tang.wei"),
            function=country.function("HOUSEHOLD-REGISTER-BIRTH"),
            to_body=institutions.body_by_code("CIV").id,
            on=dt.date(2027, 1, 1),
        )


def name(code: str) -> str:
    return institutions.body_by_code(code).name["en"]


def test_functions_are_found_by_words_institution_place_and_kind(country: Country) -> None:
    everything = text("/en/functions/")
    assert "Register a newborn in a household" in everything or "page=2" in everything
    for query in ("q=newborn", "body=PSB", "place=MZ&q=newborn", "kind=confirmation&q=newborn"):
        assert "Register a newborn in a household" in text(f"/en/functions/?{query}")
    for query in ("q=newborn&body=HEA", "q=newborn&kind=licence", "q=newborn&place=XX"):
        assert "Nothing fits" in text(f"/en/functions/?{query}")


def test_ac_3_2b_the_public_asks_about_any_day(country: Country) -> None:
    moved(country)
    for on, code in (("2026-12-31", "PSB"), ("2027-01-01", "CIV")):
        listed = text(f"/en/functions/?q=newborn&on={on}")
        assert f"{name(code)} ·" in listed
        held = text(f"{NEWBORN}?on={on}")
        assert held.index(f"/institutions/{code}/") < held.index("History and what is to come")
        assert "Register a newborn" in text(f"/en/institutions/{code}/?on={on}")
    assert "Register a newborn" not in text("/en/institutions/PSB/?on=2027-01-01")


def test_a_function_says_its_articles_its_helpers_its_history_and_what_is_to_come(
    country: Country,
) -> None:
    moved(country)
    with clock.frozen_at(NOW):
        functions.add_basis(
            country.official("tang.wei"),
            function=country.function("HOUSEHOLD-REGISTER-BIRTH"),
            basis="ONE-MATTER-3",
        )
    page = text(NEWBORN)
    for words in (name("PSB"), name("CIV"), name("HEA"), "Cooperating", "to come", "article 7"):
        assert words in page
    assert "Rules on Handling One Matter Once" in page
    assert text("/en/functions/NOTHING/", 404)


def test_a_day_that_is_none_is_today(country: Country) -> None:
    assert "Register a newborn" in text(f"{NEWBORN}?on=2026-13-45")
    assert "As of" not in text("/en/functions/?on=x")
