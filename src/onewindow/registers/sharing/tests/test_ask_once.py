"""Nobody is asked for what a register holds; what is waived is public and ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from onewindow.ground.jurisdiction.errors import LegalBasisUnknown
from onewindow.registers.catalogue.errors import ElementUnknown
from onewindow.registers.catalogue.types import SharingType
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import (
    AskOnce,
    NotWaivable,
    ReasonMissing,
    WrongDays,
    WrongState,
)
from onewindow.registers.sharing.tests.conftest import NEXT_YEAR, TODAY, Pair, sql
from onewindow.registers.sharing.types import Footing
from onewindow.trust.security.errors import NotAllowed

QUESTIONS = {"born": "person.birth_date"}
TOMORROW = TODAY + dt.timedelta(days=1)


def waived(pair: Pair, **changes: object) -> None:
    wanted: dict[str, object] = {
        "form": "insurance",
        "question": "born",
        "element": "person.birth_date",
        "legal_basis": "DATA-1",
        "because": {"en": "Until it is prefilled."},
        "begins": TODAY,
        "ends": NEXT_YEAR,
    }
    sharing.grant_waiver(pair.authority, **{**wanted, **changes})  # type: ignore[arg-type]


class TestLint:
    def test_ac_3_3b_a_question_for_what_a_register_holds_names_register_and_owner(
        self, pair: Pair
    ) -> None:
        with pytest.raises(AskOnce) as refused:
            sharing.require_asked_once("insurance", QUESTIONS, TODAY)
        assert (refused.value.status, refused.value.code) == (422, "ASK_ONCE")
        for told in ("born", "person.birth_date", "Population Register", "POLICE Bureau", "waiver"):
            assert told in refused.value.sentence()

    @pytest.mark.parametrize(
        ("shared", "footing"),
        [
            ((), Footing.UNPUBLISHED),
            ((SharingType.CONDITIONAL,), Footing.CONDITIONAL),
            ((SharingType.CONDITIONAL, SharingType.UNCONDITIONAL), Footing.UNCONDITIONAL),
            ((SharingType.NOT_SHARED, SharingType.CONDITIONAL), Footing.CONDITIONAL),
        ],
    )
    def test_it_says_how_sharing_supplies_the_datum(
        self, pair: Pair, shared: tuple[SharingType, ...], footing: Footing
    ) -> None:
        for one in shared:
            pair.resource(one)
        found = sharing.ask_once("insurance", QUESTIONS, TODAY)
        assert [one.footing for one in found] == [footing]
        assert sharing.held(["person.birth_date"], TODAY)["person.birth_date"].footing is footing

    def test_an_agreement_in_force_supplies_it(self, pair: Pair) -> None:
        pair.resource(SharingType.NOT_SHARED)
        assert sharing.ask_once("insurance", QUESTIONS, TODAY) == []
        pair.in_force()
        found = sharing.ask_once("insurance", QUESTIONS, TODAY)
        assert [one.footing for one in found] == [Footing.AGREEMENT]
        assert sharing.ask_once("insurance", QUESTIONS, NEXT_YEAR) == []

    def test_what_no_register_holds_on_that_day_may_be_asked(self, pair: Pair) -> None:
        assert sharing.ask_once("insurance", {"x": "person.shoe_size"}, TODAY) == []
        assert sharing.ask_once("insurance", QUESTIONS, dt.date(2018, 12, 31)) == []

    def test_what_is_shared_without_being_named_by_its_keeper_counts_not(self, pair: Pair) -> None:
        """A copy at another institution does not make a source shareable."""
        pair.resource(SharingType.NOT_SHARED)
        pair.small.published(
            provider=pair.small.data, name={"en": "A copy"}, elements=("person.birth_date",)
        )
        assert sharing.ask_once("insurance", QUESTIONS, TODAY) == []


class TestWaivers:
    def test_inv_11_a_waiver_has_a_legal_basis_an_end_and_a_place_on_the_public_list(
        self, pair: Pair
    ) -> None:
        waived(pair)
        assert sharing.ask_once("insurance", QUESTIONS, TODAY) == []
        listed = sharing.waivers().get()
        assert (listed.form, listed.question, listed.element.code) == (
            "insurance",
            "born",
            "person.birth_date",
        )
        assert (listed.legal_basis.code, listed.during.upper) == ("DATA-1", NEXT_YEAR)
        assert len(sharing.ask_once("insurance", QUESTIONS, NEXT_YEAR)) == 1

    def test_inv_11_a_waiver_lets_that_question_of_that_form_ask_that_datum_only(
        self, pair: Pair
    ) -> None:
        waived(pair)
        for form, questions in (
            ("other", QUESTIONS),
            ("insurance", {"when": "person.birth_date"}),
            ("insurance", {"born": "person.name"}),
        ):
            assert len(sharing.ask_once(form, questions, TODAY)) == 1

    def test_only_the_data_authority_waives_and_for_a_reason_that_the_law_gives(
        self, pair: Pair
    ) -> None:
        for actor in (pair.asking, pair.steward, pair.small.manager):
            with pytest.raises(NotAllowed):
                sharing.grant_waiver(
                    actor,
                    form="insurance",
                    question="born",
                    element="person.birth_date",
                    legal_basis="DATA-1",
                    because={"en": "x"},
                    begins=TODAY,
                    ends=NEXT_YEAR,
                )
        for change, error in (
            ({"legal_basis": "NONE-1"}, LegalBasisUnknown),
            ({"because": {}}, ReasonMissing),
            ({"ends": TODAY}, WrongDays),
            ({"element": "person.shoe_size"}, ElementUnknown),
        ):
            with pytest.raises(error):
                waived(pair, **change)  # type: ignore[arg-type]

    def test_what_may_be_asked_anyway_is_not_waived(self, pair: Pair) -> None:
        pair.resource(SharingType.NOT_SHARED)
        with pytest.raises(NotWaivable):
            waived(pair)

    def test_a_waiver_ends_early_and_stays_on_the_list(self, pair: Pair) -> None:
        waived(pair)
        key = sharing.waivers().get().id
        with pytest.raises(NotAllowed):
            sharing.end_waiver(pair.steward, waiver=key, on=TOMORROW, because="No.")
        sharing.end_waiver(pair.authority, waiver=key, on=TOMORROW, because="Prefill is there.")
        assert sharing.ask_once("insurance", QUESTIONS, TODAY) == []
        assert len(sharing.ask_once("insurance", QUESTIONS, TOMORROW)) == 1
        assert sharing.waiver(key).ended_because == "Prefill is there."
        with pytest.raises(WrongState):
            sharing.end_waiver(pair.authority, waiver=key, on=TODAY, because="Again.")

    @pytest.mark.parametrize(
        ("statement", "law"),
        [
            ("DELETE FROM registers_sharing_waiver", "stays on the public list"),
            (
                "UPDATE registers_sharing_waiver SET during = '[2026-11-02,2099-01-01)'",
                "stays on the public list",
            ),
            ("UPDATE registers_sharing_waiver SET question = 'x'", "stays on the public list"),
            ("UPDATE registers_sharing_waiver SET legal_basis_id = NULL", "null|stays on"),
        ],
    )
    def test_inv_11_a_waiver_is_neither_stretched_nor_taken_off_the_list_by_raw_sql(
        self, pair: Pair, statement: str, law: str
    ) -> None:
        waived(pair)
        with pytest.raises(IntegrityError, match=law):
            sql(statement)


class TestSuggestions:
    def test_a_wording_leads_to_the_datum_that_it_asks_for(self, pair: Pair) -> None:
        for code in ("person.death_date", "person.card_number"):
            pair.small.element(code)
        found = sharing.suggest("What is your birth date?", "en")
        assert found[0].element == "person.birth_date"
        assert 0.4 <= found[0].score <= 1
        assert sharing.suggest("Where do you want to collect it?", "en") == []
        assert sharing.suggest("", "en") == []
