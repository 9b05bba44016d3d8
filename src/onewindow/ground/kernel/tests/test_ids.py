"""Identifiers and check characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.ground.kernel.ids import ALPHABET, check_character, is_checked, new_id

SIGNS = st.text(ALPHABET, min_size=2, max_size=20)


@pytest.mark.parametrize(("number", "check"), [("MZ2026BTH000417", "J"), ("YL2026OAA000088", "9")])
def test_the_numbers_of_the_scenarios_check(number: str, check: str) -> None:
    assert check_character(number) == check


@given(SIGNS, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_sign_never_checks(text: str, place: int, sign: str) -> None:
    number = text + check_character(text)
    place %= len(number)
    wrong = number[:place] + sign + number[place + 1 :]
    assert is_checked(wrong) is (wrong == number)


@pytest.mark.parametrize("text", ["", "-", "A", "MZ 2026", "ÄÖÜ", "MZ-2026-BTH-000417-K"])
def test_what_is_no_number_does_not_check(text: str) -> None:
    assert not is_checked(text)


def test_ids_are_version_seven_and_rise_with_time() -> None:
    made = [new_id() for _ in range(100)]
    assert {(key.version, key.variant) for key in made} == {(7, "specified in RFC 4122")}
    assert [key.int >> 80 for key in made] == sorted(key.int >> 80 for key in made)
    assert len(set(made)) == 100
