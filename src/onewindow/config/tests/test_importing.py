"""Imports at the command line: counts, exit codes, what a person and what a program reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onewindow.config import cli
from onewindow.config.operating import importing
from onewindow.config.operating.importing import Asked
from onewindow.delivery.services import cli as cards
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.registers.institutions import public as institutions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    for code, parent in (("RP", None), ("DH", "RP")):
        level = RegionLevel.PROVINCE if parent else RegionLevel.STATE
        jurisdiction.found_region(
            OPERATOR, code=code, name={"en": code}, level=level, parent=parent, time_zone="UTC"
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cards"
    made.mkdir()
    for code in ("um", "dois"):
        (made / f"{code}.xml").write_text(
            f'<servico xmlns="http://servicos.gov.br/v3/schema"><id>{code}</id>'
            f"<nome>{code.title()}</nome></servico>"
        )
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "bodies.json"
    one = {"id": "https://x.example/a", "title": "A", "format": "Court", "details": {}}
    made.write_text(json.dumps([one, {"id": "https://x.example/b", "details": {}}]))
    return made


def services(
    folder: Path, *, region: str = "", as_json: bool = True, limit: int | None = None
) -> int:
    return importing.import_services(
        folder, Asked("cartas-de-servico", region, as_json=as_json, limit=limit)
    )


def bodies(file: Path, *, region: str = "", as_json: bool = True, limit: int | None = None) -> int:
    return importing.import_organisations(
        file, Asked("govuk-organisations", region, as_json=as_json, limit=limit)
    )


def test_json_is_exactly_the_counts_and_nothing_else_is_on_standard_output(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bodies(file) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": [{"source": "https://x.example/b", "reason": "The field title is missing."}],
    }
    assert said.err == ""


def test_a_person_reads_counts_notes_and_why_nothing_is_shown_yet(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert services(folder, as_json=False) == 0
    said = capsys.readouterr()
    assert "services: 2 of 2" in said.err
    assert "2 read: 2 created, 0 updated, 0 unchanged, 0 rejected." in said.out
    assert "note      dois: It has no description." in said.out
    assert "is shown: NOT_CLEARED" in said.out
    assert "security officer" in said.out


def test_without_a_region_it_is_the_whole_country(file: Path) -> None:
    assert bodies(file) == 0
    assert institutions.body_by_code("https://x.example/a", "govuk-organisations").region == "RP"
    assert bodies(file, region="DH") == 0
    assert institutions.body_by_code("https://x.example/a", "govuk-organisations").region == "DH"


@pytest.mark.parametrize("place", ["nowhere", "empty", "broken"])
def test_where_nothing_can_be_read_the_exit_code_is_1_and_the_counts_are_still_json(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if place != "nowhere":
        (tmp_path / place).mkdir()
    if place == "broken":
        (tmp_path / place / "a.xml").write_text("<")
    assert services(tmp_path / place) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["created"], len(said["rejected"])) == (0, int(place == "broken"))


def test_a_format_that_nobody_reads_is_refused_with_those_that_are(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert importing.import_organisations(file, Asked("xls")) == 1
    assert "Choose one of: govuk-organisations" in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cards.import_cards

    def stopped(*given: object, **more: object) -> None:
        whole(*given, **{**more, "limit": 1})
        raise KeyboardInterrupt

    monkeypatch.setattr(cards, "import_cards", stopped)
    assert services(folder) == 130
    said = capsys.readouterr()
    assert json.loads(said.out)["created"] == 1
    assert "Stopped." in said.err


def test_the_limit_is_what_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert services(folder, limit=1) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 1


@pytest.mark.parametrize("command", ["organisations", "services"])
def test_the_help_says_what_happens_to_broken_records_and_when_it_is_shown(command: str) -> None:
    help_text = " ".join(CliRunner().invoke(cli.app, ["import", command, "--help"]).output.split())
    assert "Nothing is shown before security has cleared the source" in help_text
    assert "one rejection" in help_text
