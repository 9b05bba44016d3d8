"""How like titles are, and that the work grows with their number. No database."""

from __future__ import annotations

import random

import pytest

from onewindow.registers.functions.likeness import Titles, distance, same_word

TITLES = [
    "Approve outdoor signboards",
    "Signboards, outdoor: approve",
    "Approve outdor signboards",
    "Appr. outdoor signboards",
    "Approve outdoorsignboards",
    "Register dogs",
    "Register births",
    "Import waste",
    "Export waste",
]


def like(one: str, other: str) -> float:
    titles = Titles([*TITLES, one, other])
    return titles.like(len(TITLES), len(TITLES) + 1).similarity


@pytest.mark.parametrize("other", TITLES[1:5])
def test_order_typing_errors_abbreviations_and_written_together_are_the_same(other: str) -> None:
    assert like(TITLES[0], other) > 0.9
    assert like(other, TITLES[0]) == pytest.approx(like(TITLES[0], other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Register births", "Register dogs"),
        ("Importar resíduos", "Exportar resíduos"),
        ("Import hazardous waste", "Export hazardous waste"),
        ("登记出生", "登记犬只"),
    ],
)
def test_another_object_or_another_direction_is_another_function(one: str, other: str) -> None:
    assert like(one, other) < 0.8


def test_accents_and_letters_do_not_matter_and_pairs_of_chinese_characters_are_compared() -> None:
    assert like("CERTIDÃO de óbito", "certidao de Obito") == pytest.approx(1)
    assert like("户外招牌审批", "审批户外招牌") > 0.4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("department", "dept", True),
        ("government", "gove", True),
        ("certificate", "certifcate", True),
        ("importar", "exportar", False),
        ("dog", "dig", False),
        ("tax", "taxi", False),
    ],
)
def test_two_words_are_one_where_one_shortens_or_mistypes_the_other(
    one: str, other: str, same: bool
) -> None:
    assert (same_word(one, other, 0.9, 0.9) > 0) is same


def test_neighbours_swapped_are_one_edit() -> None:
    assert distance("birth", "brith", 2) == 1
    assert distance("birth", "death", 1) == 2


def synthetic(count: int) -> list[str]:
    """Gives titles of words that are spread as words are: few common, many rare ones."""
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    lexicon = ["".join(chance.choices(letters, k=chance.randrange(5, 12))) for _ in range(count)]
    return [
        " ".join(lexicon[int(count * chance.random() ** 3)] for _ in range(6)) for _ in range(count)
    ]


def pairs(titles: Titles) -> set[tuple[int, int]]:
    return {
        (one, other)
        for bucket in titles.buckets()
        for place, one in enumerate(bucket)
        for other in bucket[place + 1 :]
    }


def test_compared_pairs_grow_about_linearly_with_the_number_of_titles() -> None:
    """Eight times the titles: all pairs are sixty-four times as many, those compared not ten."""
    few, many = (len(pairs(Titles(synthetic(count)))) for count in (500, 4000))
    assert few > 100
    assert many < 16 * few
    assert many < 4000 * 3999 / 2 / 20


def test_a_title_in_other_words_is_among_those_compared() -> None:
    texts = synthetic(1000)
    chance = random.Random(3)
    changed = []
    for text in texts[:100]:
        parts = text.split()
        chance.shuffle(parts)
        changed.append(" ".join([parts[0][:-1], *parts[1:]]))
    found = pairs(Titles([*texts, *changed]))
    assert sum((at, 1000 + at) in found for at in range(100)) >= 99


def test_the_work_is_the_same_on_every_run() -> None:
    texts = synthetic(200)
    assert list(Titles(texts).buckets()) == list(Titles(texts).buckets())
