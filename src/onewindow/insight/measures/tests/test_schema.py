"""The grammar of definitions: closed, and every fault says where it is and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from onewindow.insight.measures.errors import DefinitionInvalid
from onewindow.insight.measures.schema import as_data, check_names, read_definition, read_formula

GOOD = """
code: M-TST-1
valid_from: 2025-01-01
title: {en: A test}
unit: percent
direction: up
target: 95
period: month
counts:
  all: {of: things.things}
  good: {of: things.things, where: round and not(red)}
  size: {of: things.things, take: median, what: weight}
measures: {other: M-TST-2}
numerator: good
denominator: all
value: min(100 * good / all, other)
cap: other
"""


def read(change: Callable[[dict[str, Any]], object] = lambda given: None) -> Any:
    given = yaml.safe_load(GOOD)
    change(given)
    return read_definition(given, "test.yaml")


def test_what_is_read_is_kept_and_read_again_as_it_was() -> None:
    formula = read().formula
    assert formula.counts["good"].where == "round and not(red)"
    assert read_formula(as_data(formula), "kept") == formula


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda g: g.pop("unit"), "test.yaml: expected unit"),
        (lambda g: g.update(kind="x"), "found kind"),
        (lambda g: g.update(code="PRO-1"), "test.yaml: code: expected a code like M-PRO-1"),
        (lambda g: g.update(unit="stars"), "expected one of percent, index, ratio, number"),
        (lambda g: g.update(valid_from="soon"), "valid_from: expected a day"),
        (lambda g: g.update(title={"zh-hans": "x"}), "title: expected a text in en"),
        (lambda g: g.update(target="much"), "target: expected a number, found 'much'"),
        (lambda g: g.update(cap="good"), "cap: expected one of the measures: other"),
        (lambda g: g.update(value="good / al"), "value: expected one of all, good, size, other"),
        (lambda g: g.update(value="good / / all"), "value: At character 8: expected"),
        (lambda g: g.update(value=""), "value: expected an expression"),
        (
            lambda g: g["counts"]["good"].update(where="round and"),
            "counts.good.where: At character 10: expected",
        ),
        (
            lambda g: g["counts"]["size"].pop("what"),
            "counts.size.what: expected the amount that is taken",
        ),
        (lambda g: g["counts"]["all"].update(what="weight"), "expected nothing"),
        (lambda g: g["counts"]["all"].update(of="things"), "counts.all.of: expected the name"),
        (lambda g: g["counts"]["all"].update(take="eval"), "counts.all.take: expected one of"),
        (lambda g: g.update(counts=["all"]), "counts: expected names with values"),
        (lambda g: g.update(measures={"all": "M-TST-2"}), "expected a name that no count has"),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_expected(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(DefinitionInvalid) as refused:
        read(change)
    told = f"{refused.value.facts['place']}: {refused.value.facts['reason']}"
    assert said in told


def test_flags_and_amounts_are_those_of_the_set() -> None:
    formula = read().formula
    check_names(formula, "things.things", ["round", "red"], ["weight"])
    with pytest.raises(DefinitionInvalid) as refused:
        check_names(formula, "things.things", ["round"], ["weight"])
    assert "found red" in str(refused.value.facts["reason"])
    with pytest.raises(DefinitionInvalid) as refused:
        check_names(formula, "things.things", ["round", "red"], ["size"])
    assert "found weight" in str(refused.value.facts["reason"])
