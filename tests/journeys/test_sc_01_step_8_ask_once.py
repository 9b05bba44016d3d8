"""SC-01, step 8: the healthcare designer adds the mother's date of birth; it is not published."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.support.country import Country, at

from onewindow.config.demo.reader import read_country
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel import clock
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import AskOnce

MORNING = at("2026-11-02 09:10")
MOTHER_BORN = {
    "key": "mother_born",
    "kind": "date",
    "label": {"en": "What is the mother's date of birth?", "zh-hans": "母亲的出生日期是哪天？"},
    "element": "person.birth_date",
}


def with_a_question(question: dict[str, object]) -> dict[str, Any]:
    schema: dict[str, Any] = copy.deepcopy(dict(read_country().forms["birth"]))
    schema["sections"][1]["questions"].append(question)
    return schema


def test_sc_01_step_8_a_form_that_asks_the_mothers_date_of_birth_is_refused(
    country: Country,
) -> None:
    designer = country.official("xu.lan")
    with clock.frozen_at(MORNING):
        before = forms.published_version("birth")
        version = forms.write_form_version(designer, schema=with_a_question(MOTHER_BORN))
        with pytest.raises(AskOnce) as refused:
            forms.publish_form_version(designer, version_id=version)
        assert forms.published_version("birth") == before
    assert (refused.value.status, refused.value.code) == (422, "ASK_ONCE")
    for told in ("mother_born", "Date of birth", "Population Register", "Public Security"):
        assert told in refused.value.sentence()
    assert "birth_hospital" not in refused.value.sentence()


def test_sc_01_what_the_birth_form_asks_all_the_same_is_waived_in_public(
    country: Country,
) -> None:
    with clock.frozen_at(MORNING):
        today = MORNING.date()
        schema = forms.schema_of(forms.published_version("birth"))
        bound = {one.key: one.element for one in schema.questions() if one.element}
        assert sharing.ask_once("birth", bound, today) == []
        listed = {one.question: one for one in sharing.waivers() if one.form == "birth"}
        assert set(listed) == set(bound)
        assert all(one.legal_basis.code and one.during.upper for one in listed.values())
        free = {one.key for one in schema.questions() if not one.element}
        assert free == {"child_name", "household_to_join", "card_pick_up"}


def test_inv_11_a_service_whose_form_asks_what_is_held_does_not_go_live_again(
    country: Country,
) -> None:
    with clock.frozen_at(MORNING):
        authority = country.official("su.wen")
        waiver = sharing.waivers().get(question="birth_hospital")
        sharing.end_waiver(
            authority, waiver=waiver.id, on=MORNING.date(), because="Prefill is there."
        )
        with pytest.raises(AskOnce, match="birth_hospital"):
            services.go_live(country.official("xu.lan"), service_id=country.service("birth"))
        with pytest.raises(AskOnce, match="birth_hospital"):
            services.make_candidate(country.official("xu.lan"), service_id=country.service("birth"))


def test_the_wording_of_a_question_leads_to_its_datum(country: Country) -> None:
    for text, language, wanted in (
        ("What is the mother's date of birth?", "en", "person.birth_date"),
        ("母亲的出生日期是哪天？", "zh-hans", "person.birth_date"),
        ("What is your registered address?", "en", "person.address"),
        ("您的户籍地址是什么？", "zh-hans", "person.address"),
    ):
        found = [one.element for one in sharing.suggest(text, language)]
        assert wanted in found, (text, found)
