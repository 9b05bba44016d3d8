"""The rules of imported items, as pure functions."""

from __future__ import annotations

import pytest

from onewindow.delivery.services.rules import (
    LONGEST_CODE,
    audience_of,
    code_of,
    fault_of_imported,
)

ALL = {"audience", "cost", "duration", "bring", "start"}


def test_an_item_with_a_title_a_language_and_five_answers_is_information() -> None:
    assert fault_of_imported("Certidão", "pt", ALL) == ()
    assert fault_of_imported("证明", "zh-hans", ALL) == ()


@pytest.mark.parametrize(
    ("title", "language", "answers", "fault"),
    [
        ("", "pt", ALL, ("no_title",)),
        ("--", "pt", ALL, ("no_title",)),
        ("Certidão", "", ALL, ("no_language",)),
        ("Certidão", '"><script', ALL, ("no_language",)),
        ("Certidão", "pt", ALL - {"cost"}, ("no_cost",)),
    ],
)
def test_what_lacks_something_is_refused_by_name(
    title: str, language: str, answers: set[str], fault: tuple[str, ...]
) -> None:
    assert fault_of_imported(title, language, answers) == fault


def test_an_id_that_fits_an_address_is_the_code() -> None:
    assert code_of("obter-certidao-2") == "obter-certidao-2"


@pytest.mark.parametrize("source", ["Certidão / 2ª via", "../..", "字", "a" * 200, "a-", "A"])
def test_any_other_id_becomes_a_code_that_fits_and_is_its_own(source: str) -> None:
    code = code_of(source)
    assert len(code) <= LONGEST_CODE
    assert code_of(code) == code
    assert code != code_of(source + "x")


@pytest.mark.parametrize(
    ("segments", "audience"),
    [
        (["citizens"], "residents"),
        (["citizens", "companies"], "everybody"),
        (["companies", "public_bodies"], "businesses"),
        (["public_bodies"], ""),
        ([], ""),
    ],
)
def test_the_directory_filters_by_what_the_source_says(segments: list[str], audience: str) -> None:
    assert audience_of(segments) == audience
