"""Layers that change nothing. No database."""

from __future__ import annotations

from onewindow.flow.processes.rules import idle_layers


def test_ac_3_2d_a_layer_with_no_changed_outcome_over_100_cases_is_named() -> None:
    cases = [{"check": "granted", "sign": "granted"} for _ in range(99)]
    cases.append({"check": "refused", "sign": "granted"})
    assert idle_layers(cases, True, 100) == {"sign": 100}
    assert idle_layers(cases[:99], True, 100) == {}


def test_a_second_refusal_of_a_whole_changes_nothing_a_part_of_it_does() -> None:
    cases = [{"check": "refused", "sign": "refused"}] * 100
    assert idle_layers(cases, True, 100) == {"check": 100, "sign": 100}
    cases = [{"check": "granted", "sign": "granted", "file": "refused"}] * 100
    assert idle_layers(cases, False, 100) == {"check": 100, "sign": 100}
