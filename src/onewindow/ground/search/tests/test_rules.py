"""Folding: what is found by what."""

from __future__ import annotations

import pytest

from onewindow.ground.kernel.folding import folded, words
from onewindow.ground.search.rules import certain, question, vector


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Certidão de Óbito", "certidao de obito"),
        ("Straße", "strasse"),
        ("Łódź Ørsted Æble", "lodz orsted aeble"),
        ("Ｆｕｌｌ", "full"),
        ("قَانُونٌ", "قانون"),
        ("إدارة", "اداره"),
        ("citizen's", "citizens"),
    ],
)
def test_accents_points_and_widths_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_hangul_and_kana_keep_their_syllables() -> None:
    assert folded("한국") == "한국"
    assert folded("が") == "が"


def test_chinese_becomes_overlapping_pairs_and_its_last_character() -> None:
    assert list(words("户籍登记")) == ["户籍", "籍登", "登记", "记"]


def test_a_mixed_text_keeps_words_and_pairs_apart() -> None:
    assert list(words("HPV疫苗 vaccine")) == ["hpv", "疫苗", "苗", "vaccine"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("certificate", "certificates"),
        ("city", "cities"),
        ("permit", "permits"),
    ],
)
def test_a_plural_is_kept_under_its_singular(one: str, many: str) -> None:
    assert list(words(many)) == list(words(one))


@pytest.mark.parametrize("word", ["business", "bus", "status", "gas"])
def test_a_word_that_only_ends_like_a_plural_stays(word: str) -> None:
    assert list(words(word)) == [word]


def test_a_title_weighs_more_than_a_body_and_a_phrase_does_not_cross_them() -> None:
    assert vector("Birth", "of a birth") == "'birth':2A,6D 'of':4D 'a':5D"


def test_all_words_are_asked_for_and_the_last_as_a_beginning() -> None:
    assert question("Birth certif") == "'birth' & 'certif':*"


def test_a_piece_of_chinese_is_asked_for_as_a_phrase_of_pairs() -> None:
    assert question("户籍登") == "('户籍' <-> '籍登')"
    assert question("户") == "'户':*"


@pytest.mark.parametrize("text", ["", "   ", "!?&|:*'\"\\", "\x00"])
def test_nothing_asked_is_an_empty_question(text: str) -> None:
    assert question(text) == ""


def test_a_question_has_an_end() -> None:
    assert question("word " * 500).count("&") == 15
    assert question("字" * 500).count("<->") == 15


@pytest.mark.parametrize("text", ["it's", "a\\b", "x' & 'y", "(a | b) <-> c:*"])
def test_signs_of_the_query_language_are_only_text(text: str) -> None:
    assert all(word.isalnum() for word in words(text))


def test_what_is_certain_is_all_but_the_last_run_which_may_be_a_beginning() -> None:
    assert certain("birth certificates now") == "'birth' & 'certificate'"
    assert certain("birth") is certain("") is None
