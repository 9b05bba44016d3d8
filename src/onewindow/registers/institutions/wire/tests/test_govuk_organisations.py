"""Bodies of the GOV.UK organisations API: every record or one plain reason, never an exception."""

import datetime as dt
import json
from pathlib import Path

import pytest

from onewindow.registers.institutions.wire.govuk_organisations import (
    ORGAN_TYPES,
    ImportedBody,
    Note,
    Rejection,
    count,
    read,
)
from onewindow.registers.institutions.wire.json_pieces import CHUNK

HOME = "https://example.org/api/organisations/"


def record(slug: str = "harbour-office", **changes: object) -> dict[str, object]:
    made: dict[str, object] = {
        "id": HOME + slug,
        "title": "Harbour Office",
        "format": "Executive agency",
        "web_url": "https://example.org/" + slug,
        "details": {"slug": slug, "abbreviation": "HO", "closed_at": None, "govuk_status": "live"},
        "parent_organisations": [],
        "superseding_organisations": [],
    }
    return made | changes


def named(*slugs: str) -> list[dict[str, str]]:
    return [{"id": HOME + slug} for slug in slugs]


def results(tmp_path: Path, content: object) -> list[ImportedBody | Rejection | Note]:
    path = tmp_path / "bodies.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return list(read(path))


def test_a_record_becomes_a_body_with_the_word_of_its_source(tmp_path: Path) -> None:
    details = {"slug": "x", "closed_at": "2020-01-31T12:00:00+02:00", "govuk_status": "closed"}
    (body,) = results(tmp_path, [record(details=details, format="Tribunal")])
    assert isinstance(body, ImportedBody)
    assert (body.source_id, body.slug, body.title) == (
        HOME + "harbour-office",
        "x",
        "Harbour Office",
    )
    assert (body.organ_type, body.format, body.status) == ("court", "Tribunal", "closed")
    assert body.closed_at == dt.datetime(2020, 1, 31, 10, tzinfo=dt.UTC)


def test_a_word_that_nobody_knows_becomes_a_public_body_and_is_kept(tmp_path: Path) -> None:
    (body,) = results(tmp_path, [record(format="Guild")])
    assert isinstance(body, ImportedBody)
    assert (body.organ_type, body.format) == ("public_body", "Guild")


def test_several_parents_are_kept_once_each_and_never_the_body_itself(tmp_path: Path) -> None:
    parents = named("b", "c", "b", "a")
    found = results(
        tmp_path,
        [
            record("a", parent_organisations=parents, superseding_organisations=named("c")),
            record("b"),
            record("c"),
        ],
    )
    assert all(isinstance(one, ImportedBody) for one in found)
    assert found[0].parents == (HOME + "b", HOME + "c")
    assert found[0].superseded_by == (HOME + "c",)


def test_a_parent_that_is_not_in_the_file_is_noted_and_the_body_stays(tmp_path: Path) -> None:
    body, note = results(tmp_path, [record("a", parent_organisations=named("gone"))])
    assert isinstance(body, ImportedBody) and body.parents == (HOME + "gone",)
    assert note == Note(HOME + "a", f"Its parent {HOME}gone is not in the file.")


def test_a_parent_that_was_itself_rejected_is_noted(tmp_path: Path) -> None:
    found = results(tmp_path, [record("b", title=7), record("a", parent_organisations=named("b"))])
    assert [type(one) for one in found] == [Rejection, ImportedBody, Note]


def test_the_page_of_the_api_is_read_like_the_bare_list(tmp_path: Path) -> None:
    (body,) = results(tmp_path, {"page_size": 20, "results": [record()], "pages": 1})
    assert isinstance(body, ImportedBody)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "The field id is missing."),
        ({"id": 7}, "The field id is not text."),
        ({"title": "   "}, "The field title is missing."),
        ({"title": "x" * 501}, "The field title is longer than 500 signs."),
        ({"title": "a\x00b"}, "The field title holds signs that are not text."),
        ({"title": "a\ud800b"}, "The field title holds signs that are not text."),
        ({"details": None}, "The field details is missing or is not an object."),
        ({"details": {"closed_at": "soon"}}, "The field closed_at is not a date: soon."),
        (
            {"details": {"closed_at": "0001-01-01T00:00:00+14:00"}},
            "The field closed_at is not a date",
        ),
        ({"web_url": "javascript:alert(1)"}, "The field web_url is not a web address."),
        ({"web_url": "http://[x"}, "The field web_url is not a web address."),
        ({"parent_organisations": "a"}, "The field parent_organisations is not a list"),
        ({"parent_organisations": ["a"]}, "holds something that is not a body."),
        ({"parent_organisations": [{}]}, "The field id is missing."),
    ],
)
def test_a_record_of_the_wrong_shape_is_one_rejection(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    bad, good = results(tmp_path, [record("bad", **changes), record("good")])
    assert isinstance(bad, Rejection) and reason in bad.reason
    assert isinstance(good, ImportedBody)


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        (b"7", "The record is not an object."),
        (b"[]", "The record is not an object."),
        (b'{"id": tru}', "The record is not valid JSON."),
        (b'{"id": "a\x00"}', "The record is not valid JSON."),
        (b'{"id": "caf\xe9"}', "The record is not valid UTF-8."),
        (b'{"n": ' + b"9" * 5000 + b"}", "The record is not valid JSON."),
        (b"[" * 200 + b"]" * 200, "The record is nested more than 40 levels deep."),
        (b'"' + b"x" * 1_100_000 + b'"', "The record is longer than 1048576 signs."),
        (b"", "There is a comma without a record before it."),
    ],
)
def test_a_broken_piece_costs_one_rejection_and_its_neighbours_nothing(
    tmp_path: Path, piece: bytes, reason: str
) -> None:
    first, last = (json.dumps(record(slug)).encode() for slug in ("a", "b"))
    found = results(tmp_path, b"[" + first + b", " + piece + b", " + last + b"]")
    assert [type(one) for one in found] == [ImportedBody, Rejection, ImportedBody]
    assert found[1] == Rejection("bodies.json, record 2", reason)


def test_the_same_id_a_second_time_is_rejected(tmp_path: Path) -> None:
    found = results(tmp_path, [record(), record(title="Another")])
    assert found[1] == Rejection(
        HOME + "harbour-office", "The same id is used by an earlier record."
    )


def test_a_file_cut_off_anywhere_gives_what_is_whole_and_one_rejection(tmp_path: Path) -> None:
    whole = json.dumps([record("a"), record("b", title='Quote " and \\ sign [')]).encode()
    for length in range(1, len(whole)):
        found = results(tmp_path, whole[:length])
        rejected = [one for one in found if isinstance(one, Rejection)]
        assert len(rejected) == 1, length
        assert rejected[0].reason == "The file ends in the middle: the list is not closed."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"  \n ", "The file is empty."),
        (b"<html></html>", "The file is not a JSON list of organisations in UTF-8."),
        (b"{}", "The file is not a JSON list of organisations in UTF-8."),
        ("[{}]".encode("utf-16-le"), "The file is not a JSON list of organisations in UTF-8."),
        (b"\x00" * 100_000, "The file is not a JSON list of organisations in UTF-8."),
    ],
)
def test_what_is_not_a_list_costs_one_rejection(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert results(tmp_path, content) == [Rejection("bodies.json, record 1", reason)]


def test_a_missing_file_costs_one_rejection(tmp_path: Path) -> None:
    (missing,) = read(tmp_path / "none.json")
    assert isinstance(missing, Rejection) and "cannot be opened" in missing.reason
    (folder,) = read(tmp_path)
    assert isinstance(folder, Rejection)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    content = json.dumps([record(title="Café")], ensure_ascii=False).encode(encoding)
    (body,) = results(tmp_path, content)
    assert isinstance(body, ImportedBody) and body.title == "Café"


def test_strings_that_lie_across_the_chunks_are_whole(tmp_path: Path) -> None:
    for pad in range(CHUNK - 12, CHUNK + 3):
        (body,) = results(
            tmp_path,
            b'[{"x": "' + b"\\\\" * (pad // 2) + b'",' + json.dumps(record()).encode()[1:] + b"]",
        )
        assert isinstance(body, ImportedBody), pad


def test_what_follows_the_list_is_reported(tmp_path: Path) -> None:
    body, rest = results(tmp_path, json.dumps([record()]).encode() + b" \n[{}]")
    assert isinstance(body, ImportedBody)
    assert isinstance(rest, Rejection) and "goes on behind the end" in rest.reason


def test_an_empty_list_gives_nothing(tmp_path: Path) -> None:
    assert results(tmp_path, []) == []


def test_every_word_of_the_table_leads_to_a_type_of_the_constitution() -> None:
    known = {"party", "government", "congress", "court", "mass_org", "public_body"}
    assert set(ORGAN_TYPES.values()) <= known


def test_counting_counts_broken_records_too(tmp_path: Path) -> None:
    path = tmp_path / "bodies.json"
    path.write_text('[{}, 7, {"a": tru}]', encoding="utf-8")
    assert count(path) == 3
