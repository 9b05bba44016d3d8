"""Which functions overlap, by structure and by text. No database."""

from __future__ import annotations

from itertools import combinations
from uuid import UUID

import pytest

from onewindow.registers.functions.overlaps import Described, Overlap, Register, digest

LINES = {"MZ": ("MZ", "DH", "RP"), "XS": ("XS", "RP"), "DH": ("DH", "RP"), "RP": ("RP",)}


def described(number: int, title: str, language: str = "en", **other: str) -> Described:
    facts = {"object": f"object {number}", "action": "approve", "territory": "MZ", **other}
    return Described(UUID(int=number), {language: title}, **facts)  # type: ignore[arg-type]


SIGN = described(1, "Approve outdoor signboards", object="outdoor signboard", basis="ACT-1")
SAME_ACT = described(2, "Permits for shop signs", object="Outdoor_Signboards", basis="ACT-1")
CHINESE = described(3, "户外招牌审批", "zh-hans", object="outdoor signboard", basis="ACT-9")
LIKE = described(4, "Outdoor signboards: approve", object="advertising")
OTHER = described(5, "Register dogs", object="dog", action="register")


def found(*functions: Described) -> dict[tuple[int, int], Overlap]:
    return {(one.one.int, one.other.int): one for one in Register(functions, LINES).overlaps()}


def test_the_same_act_and_basis_are_found_whatever_the_words() -> None:
    one = found(SIGN, SAME_ACT, OTHER)[1, 2]
    assert 0.8 <= one.score < 0.9
    assert one.evidence.same == ("object", "action", "basis", "territory")


def test_the_same_act_is_found_across_languages() -> None:
    one = found(SIGN, CHINESE, OTHER)[1, 3]
    assert one.score == pytest.approx(0.625)
    assert one.evidence.similarity is None


def test_titles_alike_are_found_though_object_and_basis_differ() -> None:
    one = found(SIGN, LIKE, OTHER)[1, 4]
    assert one.score >= 0.8
    assert one.evidence.same == ("territory", "title")
    assert one.evidence.words == ("approve", "outdoor", "signboard")
    assert one.evidence.as_json()["language"] == "en"


def test_the_same_article_alone_is_no_finding() -> None:
    assert found(SIGN, described(6, "Register dogs", object="dog", basis="ACT-1")) == {}


@pytest.mark.parametrize(
    ("territory", "meets"), [("MZ", True), ("DH", True), ("RP", True), ("XS", False)]
)
def test_only_functions_whose_territories_contain_one_another_overlap(
    territory: str, meets: bool
) -> None:
    same = described(
        7, "Approve outdoor signboards", object="outdoor signboard", territory=territory
    )
    assert bool(found(SIGN, same)) is meets
    register = Register([SIGN, same], LINES)
    assert bool(list(register.overlaps_of(same.id))) is meets


def test_one_against_all_finds_what_the_whole_search_finds() -> None:
    functions = [SIGN, SAME_ACT, CHINESE, LIKE, OTHER]
    whole = found(*functions)
    register = Register(functions, LINES)
    alone = {(o.one.int, o.other.int) for one in functions for o in register.overlaps_of(one.id)}
    assert alone == set(whole)
    assert set(whole) < {(a.id.int, b.id.int) for a, b in combinations(functions, 2)}


def test_the_same_function_in_each_of_many_counties_is_never_compared_with_its_like() -> None:
    """The register of a country: three hundred counties, ten functions each, all named alike."""
    lines = {f"C{n}": (f"C{n}", "RP") for n in range(300)} | {"RP": ("RP",)}
    titles = [f"{verb} {thing}" for verb in ("Register", "Inspect") for thing in
              ("births", "kitchens", "dogs", "markets", "bridges")]  # fmt: skip
    functions = [
        Described(UUID(int=1 + n * 10 + k), {"en": title}, title, "do", f"C{n}")
        for n in range(300)
        for k, title in enumerate(titles)
    ]
    register = Register(functions, lines)
    assert list(register.overlaps()) == []
    assert register.compared <= 300 * 45


def test_evidence_is_new_only_where_one_of_the_two_has_changed() -> None:
    assert digest(SIGN, LIKE) == digest(LIKE, SIGN)
    assert digest(SIGN, LIKE) != digest(SIGN, described(4, "Outdoor signs", object="advertising"))
