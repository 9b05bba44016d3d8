"""The law of the catalogue, without a database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest

from onewindow.ground.kernel.ids import is_checked, new_id
from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.types import (
    Description,
    ResourceState,
    SharingType,
    SystemState,
)

JANUARY = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("cycle", "last_fresh"),
    [
        ("P1D", dt.date(2026, 2, 1)),
        ("P1M", dt.date(2026, 2, 28)),
        ("MONTHLY", dt.date(2026, 2, 28)),
        ("P1Y1M", dt.date(2027, 2, 28)),
        ("P2W", dt.date(2026, 2, 14)),
        ("ANNUAL", dt.date(2027, 1, 31)),
        ("TRIENNIAL", dt.date(2029, 1, 31)),
        ("P11M", dt.date(2026, 12, 31)),
    ],
)
def test_a_resource_is_fresh_to_the_last_day_of_its_cycle(cycle: str, last_fresh: dt.date) -> None:
    assert rules.due(JANUARY, cycle) == last_fresh
    assert rules.is_fresh(JANUARY, cycle, last_fresh) is True
    assert rules.is_fresh(JANUARY, cycle, last_fresh + dt.timedelta(1)) is False


def test_without_a_cycle_nothing_is_fresh_or_stale_and_what_was_never_updated_is_stale() -> None:
    assert rules.is_fresh(JANUARY, "IRREG", JANUARY) is None
    assert rules.is_fresh(None, "NEVER", JANUARY) is None
    assert rules.is_fresh(None, "P1M", JANUARY) is False


@pytest.mark.parametrize("text", ["P1M", "P1Y6M", "DAILY", "IRREG", "P14D"])
def test_a_cycle_is_a_frequency_code_or_a_duration(text: str) -> None:
    assert rules.is_cycle(text)


@pytest.mark.parametrize("text", ["", "P", "P0M", "monthly", "1M", "PT1H", "P1M "])
def test_anything_else_is_no_cycle(text: str) -> None:
    assert not rules.is_cycle(text)


def test_every_frequency_is_a_duration_or_none() -> None:
    for code, duration in rules.FREQUENCIES.items():
        assert rules.is_cycle(code)
        assert duration is None or rules.due(JANUARY, code)


def test_the_core_has_six_mandatory_and_six_optional_elements() -> None:
    assert [core.is_mandatory for core in rules.CORE] == [True] * 6 + [False] * 6
    assert all(core.dcat for core in (*rules.CORE, *rules.ALSO_MANDATORY))


def test_what_is_missing_is_named_in_the_order_of_the_standard() -> None:
    assert rules.missing(Description()) == [
        "name",
        "abstract",
        "provider",
        "category",
        "level",
        "update_cycle",
        "function",
    ]
    whole = Description(
        name={"en": "x"},
        abstract={"en": "x"},
        provider=new_id(),
        category="subject:x",
        level=Level.PUBLIC,
        update_cycle="P1M",
        party_task={"en": "x"},
    )
    assert rules.missing(whole) == []
    assert rules.missing(dataclasses.replace(whole, party_task={"en": " "})) == ["function"]


def test_sharing_needs_a_basis_unless_it_is_without_condition() -> None:
    assert [rules.needs_basis(one) for one in SharingType] == [False, True, True]


def test_an_identifier_says_region_institution_and_sequence() -> None:
    made = rules.identifier("MZ", "civ-2", "MZ-2026-CTR-000017-K")
    assert made.startswith("MZ-CIV2-2026R000017-")
    assert is_checked(made)


def test_states_follow_each_other() -> None:
    assert rules.may_become(ResourceState.WITHDRAWN, ResourceState.PUBLISHED)
    assert not rules.may_become(ResourceState.PUBLISHED, ResourceState.DRAFT)
    order = list(SystemState)
    for before, after in itertools.pairwise(order):
        assert rules.system_may_become(before, after)
        assert not rules.system_may_become(after, before)
    assert not rules.system_may_become(SystemState.PLANNED, SystemState.IN_USE)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("person.birth_date", True), ("a.b.c", True), ("person", False), ("Person.name", False)],
)
def test_a_code_of_an_element_is_subject_and_name(code: str, is_one: bool) -> None:
    assert rules.is_element_code(code) is is_one
