"""Slips of the pen: distances, what is near, and terms that stand for each other."""

from __future__ import annotations

import pytest

from onewindow.ground.search.rules import combined, keys_in, narrowed, question
from onewindow.ground.search.signs import distance, kept, nearest, reach, without_one


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("certificate", "certificate", 0),
        ("certifcate", "certificate", 1),
        ("certifiicate", "certificate", 1),
        ("certificote", "certificate", 1),
        ("birht", "birth", 1),
        ("brith", "birth", 1),
        ("ca", "abc", 3),
        ("", "abc", 3),
        ("شهاده", "شهاد", 1),
    ],
)
def test_a_slip_is_a_letter_left_out_added_mistaken_or_exchanged(
    one: str, other: str, slips: int
) -> None:
    assert distance(one, other) == distance(other, one) == slips


def test_short_words_are_never_mended_and_long_ones_twice() -> None:
    assert [reach(word) for word in ("tax", "2026", "birth", "marriages")] == [0, 0, 1, 2]


def test_the_nearest_comes_first_and_what_is_out_of_reach_not_at_all() -> None:
    others = ["birth", "berth", "births", "broth", "earth", "birht"]
    assert nearest("birht", others) == [(1, "birth")]
    assert [word for _, word in nearest("berth", others)] == ["birth"]


def test_words_that_others_may_be_mended_to_are_of_letters_and_not_too_short() -> None:
    assert kept(["of", "birth", "m3tre", "2026", "x" * 31, "age"]) == ["birth"]


def test_a_chinese_run_is_tried_without_each_of_its_signs() -> None:
    assert list(without_one("户口登汜")) == ["口登汜", "户 登汜", "户口 汜", "户口登"]
    assert list(without_one("户口")) == []
    assert list(without_one("字" * 17)) == []


def test_synonyms_are_asked_for_as_well_whole_and_within_a_run() -> None:
    group = ["hukou", "household registration", "户口"]
    assert question("hukou copy", [group]) == (
        "(('hukou') | ('household' & 'registration') | (('户口'))) & 'copy':*"
    )
    assert question("household registration", [group]).startswith(
        "(('household' & 'registration':*) | ('hukou') | "
    )
    assert "'household' & 'registration' & ('迁移')" in question("户口迁移", [group])
    assert question("copy", [group]) == "'copy':*"


def test_every_piece_of_a_question_can_be_a_known_term() -> None:
    found = keys_in("Birth certificate 户口迁移")
    assert {"birth", "birth certificate", "户口", "迁移", "birth certificate 户口迁移"} <= set(
        found
    )


def test_facets_narrow_by_lexemes_that_no_text_folds_to() -> None:
    assert narrowed("'birth':*", {"organ": ["court", "party"], "kind": []}) == (
        "('birth':*) & (('=organ:court') | ('=organ:party'))"
    )
    assert question("=kind:service") == "'kind' & 'service':*"


def test_ways_to_say_a_text_are_few_and_the_likeliest_comes_first() -> None:
    ways = combined(["birht", "of", "chld"], {0: ["birth", "berth"], 2: ["child"]})
    assert ways == ["birth of child", "berth of child"]
    assert len(combined(["a", "b", "c"], {n: ["x", "y", "z"] for n in range(3)})) == 9
    assert combined(["same"], {0: ["same"]}) == []
