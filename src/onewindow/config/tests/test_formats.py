"""Formats at the command line: tables by a mapping, linked data in and out, the guide's example."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onewindow.config.operating import exporting, importing
from onewindow.config.operating.importing import Asked
from onewindow.delivery.services.public import PublicService
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.registers.institutions import public as institutions

pytestmark = pytest.mark.django_db
GUIDE = Path("docs/guides/importing.md")
PREFIXES = """@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
GOOD = """<http://a.example/{0}> a cpsv:PublicService ; dct:title "T {0}"@en ;
  dct:identifier "{0}" ; dct:description "D"@en ; cv:hasCompetentAuthority <http://a.example/body> .
<http://a.example/body> skos:prefLabel "Body"@en .
"""


@pytest.fixture(autouse=True)
def _region(db: None) -> None:
    jurisdiction.found_region(
        OPERATOR, code="RP", name={"en": "RP"}, level=RegionLevel.STATE, time_zone="UTC"
    )


def example(name: str, folder: Path) -> Path:
    """Gives a file of the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found
    (folder / name).write_text(found[1], encoding="utf-8")
    return folder / name


def test_the_example_of_the_guide_does_what_the_guide_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = (example(name, tmp_path) for name in ("services.csv", "services.yaml"))
    dry = Asked("csv", source="city", mapping=mapping, is_dry=True)
    assert importing.import_services(table, dry) == 0
    told = capsys.readouterr().out
    assert "Nothing was written" in told
    assert "2 read: 2 created" in told
    assert not PublicService.objects.exists()
    assert importing.import_services(table, Asked("csv", source="city", mapping=mapping)) == 0
    one = PublicService.objects.get(title__en="Opening a water account")
    assert (one.origin, one.state, one.audience) == ("city", "information", "residents")
    assert one.title["zh-hans"] == "用水开户"
    assert [part["title"]["zh-hans"] for part in one.guide["cpsv"]["evidence"]] == [
        "身份证", "房产证"
    ]  # fmt: skip
    capsys.readouterr()
    again = Asked("csv", source="city", mapping=mapping, as_json=True)
    assert importing.import_services(table, again) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2


def test_a_broken_row_is_one_rejection_with_row_column_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = (example(name, tmp_path) for name in ("services.csv", "services.yaml"))
    text = table.read_text(encoding="utf-8").replace("12.50", "twelve")
    table.write_text(text + "water-3;;;x;水务局;居民;;;\n", encoding="utf-8")
    asked = Asked("csv", source="city", mapping=mapping, as_json=True)
    assert importing.import_services(table, asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], len(told["rejected"])) == (1, 2)
    reasons = {one["source"]: one["reason"] for one in told["rejected"]}
    assert 'The cost "twelve" is no number' in reasons["row 3"]
    assert 'Column "名称": It is empty' in reasons["row 4"]


@pytest.mark.parametrize("mapping", [None, "fields: [", "fields: {id: {run: x}}", "fields: {}"])
def test_a_mapping_that_is_none_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mapping: str | None
) -> None:
    table = example("services.csv", tmp_path)
    file = tmp_path / "m.yaml"
    file.write_text(mapping or "")
    asked = Asked("csv", source="city", mapping=file if mapping else None)
    assert importing.import_services(table, asked) == 1
    assert len(capsys.readouterr().err) > 20


def test_bodies_of_a_table_stand_under_their_parents(tmp_path: Path) -> None:
    table, mapping = tmp_path / "bodies.csv", tmp_path / "bodies.yaml"
    table.write_text("id,name,above\ntax,Tax Office,fin\nfin,Finance,\nbad id,X,\n")
    mapping.write_text(
        "fields:\n  id: {column: id}\n  name@en: {column: name}\n"
        "  kind: {constant: government}\n  parent: {column: above, separator: '|'}\n"
    )
    asked = Asked("csv", source="city", mapping=mapping)
    assert importing.import_organisations(table, asked) == 0
    tax, finance = (institutions.body_by_code(code, "city") for code in ("tax", "fin"))
    assert tax.name == {"en": "Tax Office"}
    assert institutions.parents_to_change("city", {"tax": ["fin"]}) == set()
    assert finance.scheme == "city"
    assert importing.import_organisations(table, asked) == 0


def test_a_broken_service_or_file_costs_one_line_and_the_rest_is_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.ttl").write_text(
        PREFIXES + GOOD.format("one") + "<http://a.example/two> a cpsv:PublicService .\n"
        "<three> a cpsv:PublicService . [] a cpsv:PublicService ."
    )
    (folder / "b.ttl").write_text(PREFIXES + "<http://a.example/x> a\n")
    (folder / "c.rdf").write_text("<!DOCTYPE a><a/>")
    (folder / "d.nt").write_text(
        "<http://a.example/four> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <http://purl.org/vocab/cpsv#PublicService> .\n"
        '<http://a.example/four> <http://purl.org/dc/terms/title> "Fo\n'
    )
    asked = Asked("cpsv-ap", source="city", as_json=True)
    assert importing.import_services(folder, asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], len(told["rejected"])) == (1, 6)
    reasons = {one["source"]: one["reason"] for one in told["rejected"]}
    assert "no title (dct:title)" in reasons["http://a.example/two"]
    assert "relative" in reasons["http://nowhere.invalid/three"]
    assert "Line" in reasons["b.ttl"]
    assert "Line 1: The file declares a document type" in reasons["c.rdf"]
    assert "d.nt: Line 2" in reasons["http://a.example/four"]


def test_several_authorities_are_a_note_and_the_first_one_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    more = "<http://a.example/one> cv:hasCompetentAuthority <http://a.example/aaa> .\n"
    name = '<http://a.example/aaa> skos:prefLabel "First"@en .'
    file.write_text(PREFIXES + GOOD.format("one") + more + name)
    assert importing.import_services(file, Asked("cpsv-ap", source="city")) == 0
    assert PublicService.objects.get().body_name == "First"


@pytest.mark.parametrize("source", ["own", "Up", "a" * 61, "../x", "cartas-de-servico"])
def test_a_source_cannot_call_itself_what_it_likes(tmp_path: Path, source: str) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(PREFIXES + GOOD.format("one"))
    assert importing.import_services(file, Asked("cpsv-ap", source=source)) == 1
    assert not PublicService.objects.exists()


def test_an_export_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("before")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="disk full"):
        patch.setattr("os.fsync", fails)
        exporting.export("services", "cpsv-ap", "turtle", out)
    assert out.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.ttl"]
    assert exporting.export("services", "cpsv-ap", "turtle", out) == 0
    assert exporting.export("organisations", "org", "n-triples", out) == 0
    for what, format_, media, place in (
        ("services", "org", "turtle", out),
        ("services", "cpsv-ap", "excel", out),
        ("services", "cpsv-ap", "turtle", tmp_path / "none" / "x"),
    ):
        assert exporting.export(what, format_, media, place) == 1
