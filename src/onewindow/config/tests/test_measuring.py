"""Measures at the command line, and a demo whose page of measures is not empty."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from tests.support.country import Country, at
from tests.support.database import TestServer, session_database

from onewindow.config.demo.measured import measure
from onewindow.config.operating import measuring
from onewindow.ground.kernel import clock
from onewindow.insight.measures.errors import DefinitionInvalid
from onewindow.insight.measures.public import MeasureValue

OWN = """
code: M-PRO-21
valid_from: 2026-11-01
title: {en: Granted in full}
unit: percent
direction: up
period: month
counts: {all: {of: delivery.decisions}, granted: {of: delivery.decisions, where: granted}}
value: 100 * granted / all
"""


def test_define_compute_and_verify_tell_what_they_did(
    country: Country,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    database_server: TestServer,
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    with clock.frozen_at(at("2026-11-20 09:00")):
        assert measuring.define([file]) == 0
        assert measuring.compute("2026-11", "", "") == 0
        assert measuring.compute("2026-11", "", "") == 0
    assert MeasureValue.objects.filter(code="M-PRO-21").count() == 1
    count = MeasureValue.objects.count()
    assert measuring.verify("", False) == 0
    told = capsys.readouterr().out
    assert "1 of 1 definitions are new" in told
    assert f"{count} new values" in told
    assert "0 new values" in told
    assert f"{count} values computed again out of stored records, 0 differ." in told
    with psycopg.connect(database_server.owner(session_database())) as owner:
        owner.execute(
            "UPDATE registers_functions_overlapfinding SET recorded_at = '2027-01-01'"
            " WHERE decision = ''"
        )
    assert measuring.verify("2026-11", True) == 1
    report = json.loads(capsys.readouterr().out)
    (found,) = [one for one in report["differences"] if one["code"] == "M-PRO-1"]
    assert found["differs"] == ["input", "result"]
    assert measuring.verify("2026-11", False) == 1
    assert "WRONG  M-PRO-1 2026-11: input, result differs" in capsys.readouterr().err


def test_a_file_that_cannot_be_used_is_named_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN.replace("granted / all", "granted / / all"), encoding="utf-8")
    with pytest.raises(DefinitionInvalid) as refused:
        measuring.define([file])
    assert "own.yaml: value" in refused.value.sentence()
    assert "At character" in refused.value.sentence()


def test_the_demo_has_its_measures_from_the_beginning(country: Country) -> None:
    measure(2)
    periods = MeasureValue.objects.values_list("period", flat=True)
    assert set(periods) == {"2026-10", "2026-11"}
    functions = MeasureValue.objects.filter(code="M-PRO-1", value__isnull=False)
    assert functions.count() == 2
