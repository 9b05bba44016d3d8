"""The law of sharing, without a database."""

from __future__ import annotations

from onewindow.registers.sharing.rules import likened, state_when_signed, strictest
from onewindow.registers.sharing.types import AgreementState, Footing

ELEMENTS = {
    "person.name": ({"en": "Name"}, ["name"], ["name", "of", "the", "person"]),
    "birth.date": ({"en": "Day of birth"}, ["day", "of", "birth"], ["day", "of", "the", "birth"]),
    "birth.place": ({"en": "Place"}, ["place"], ["place", "of", "the", "birth"]),
}


def test_what_is_shared_least_governs_a_request_for_several_data() -> None:
    assert strictest([Footing.UNCONDITIONAL, Footing.CONDITIONAL]) is Footing.CONDITIONAL
    assert strictest([Footing.NOT_SHARED, Footing.UNPUBLISHED]) is Footing.NOT_SHARED
    assert strictest([Footing.AGREEMENT]) is Footing.CONDITIONAL
    assert strictest([Footing.UNCONDITIONAL]) is Footing.UNCONDITIONAL


def test_an_agreement_is_in_force_with_two_signatures() -> None:
    assert state_when_signed("", "") is AgreementState.PROPOSED
    assert state_when_signed("a", "") is AgreementState.SIGNED
    assert state_when_signed("", "b") is AgreementState.SIGNED
    assert state_when_signed("a", "b") is AgreementState.IN_FORCE


def test_rare_words_say_more_than_common_ones() -> None:
    found = likened(["on", "which", "day", "was", "the", "birth"], ELEMENTS)
    assert found[0].element == "birth.date"
    assert found[0].score > 0.7
    assert likened(["of", "the"], ELEMENTS) == []
    assert likened(["unheard"], ELEMENTS) == []
