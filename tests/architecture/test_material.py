"""Fetching public material: from a repository made here, at a commit, against a sum."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tools import notices
from tools.material import LIST, MaterialFault, Source, fetch, present, sources

WHO = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *WHO, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Gives a repository with two commits: the second one changes what is pinned."""
    place = tmp_path / "theirs"
    (place / "data" / "cards").mkdir(parents=True)
    git(place, "init", "--quiet")
    (place / "data" / "cards" / "one.xml").write_text("<one/>\n")
    (place / "data" / "cards" / "two.xml").write_text("<two/>\n")
    (place / "data" / "notes.txt").write_text("not asked for\n")
    git(place, "add", ".")
    git(place, "commit", "--quiet", "-m", "first")
    git(place, "tag", "pinned")
    (place / "data" / "cards" / "one.xml").write_text("<changed/>\n")
    git(place, "commit", "--quiet", "-am", "second")
    return place


@pytest.fixture
def source(repository: Path, tmp_path: Path) -> Source:
    """Gives the source that pins the first commit."""
    bare = Source(
        name="cards",
        folder="theirs-cards",
        repository=str(repository),
        commit=git(repository, "rev-parse", "pinned")[:9],
        inside="data",
        include=("cards/*.xml",),
        files=2,
        sha256="",
        licence="MIT",
    )
    first = tmp_path / "first"
    git(repository, "worktree", "add", "--quiet", "--detach", str(first), "pinned")
    return replace(bare, sha256=bare.digest(first / "data")[1])


def test_material_is_fetched_at_its_commit_and_nothing_else_of_the_repository(
    source: Source, tmp_path: Path
) -> None:
    folder = present(source, tmp_path / "data")
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert found == ["cards/one.xml", "cards/two.xml"]
    assert (folder / "cards" / "one.xml").read_text() == "<one/>\n"


def test_material_that_is_there_is_not_fetched_again(source: Source, tmp_path: Path) -> None:
    present(source, tmp_path / "data")
    gone = replace(source, repository=str(tmp_path / "nowhere"))
    assert present(gone, tmp_path / "data").is_dir()


def test_another_commit_than_the_pinned_one_is_refused_and_nothing_is_kept(
    source: Source, repository: Path, tmp_path: Path
) -> None:
    moved = replace(source, commit=git(repository, "rev-parse", "HEAD"))
    with pytest.raises(MaterialFault, match="are expected"):
        present(moved, tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []


def test_material_that_was_changed_here_is_refused(source: Source, tmp_path: Path) -> None:
    folder = present(source, tmp_path / "data")
    (folder / "cards" / "two.xml").write_text("<two />\n")
    with pytest.raises(MaterialFault, match="fetched anew"):
        present(source, tmp_path / "data")


def test_a_missing_repository_says_what_to_do(source: Source, tmp_path: Path) -> None:
    gone = replace(source, repository=str(tmp_path / "nowhere"))
    with pytest.raises(MaterialFault, match="ONEWINDOW_DATA"):
        fetch(gone, tmp_path / "data" / "cards")


def test_every_listed_source_is_pinned_to_a_commit_and_a_sum() -> None:
    listed = sources(LIST)
    assert {"dmn-tck", "govuk-organisations", "cartas-de-servico"} <= set(listed)
    for one in listed.values():
        assert len(one.commit) >= (7 if one.short_commit else 8), one.name
        assert not one.short_commit or len(one.commit) < 8, "no reason for what is not short"
        assert len(one.sha256) == 64
        assert one.files > 0
        assert one.repository.startswith("https://")


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("MIT OR Proprietary", True),
        ("MIT AND Proprietary", False),
        ("(MIT OR Apache-2.0) AND MPL-2.0", True),
        ("AGPL-3.0-only", False),
        ("unknown", False),
    ],
)
def test_a_licence_is_open_when_each_part_or_one_of_a_choice_is(
    licence: str, is_open: bool
) -> None:
    assert notices.Notice("x", "1", licence, "Python").is_open is is_open


def test_no_dependency_has_an_unknown_licence() -> None:
    found = notices.notices()
    assert len(found) > 30
    assert [one.name for one in found if not one.is_open] == []
