"""From an empty folder to a kept installation, by the command line alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from onewindow.config.embedded import Cluster

COUNTRY = """
regions:
  - {code: XX, name: {en: The Republic}, level: state, time_zone: Europe/Berlin}
holidays: {XX: [2027-01-01]}
organisation_office:
  code: ORG
  region: XX
  name: {en: Organisation office}
  official: {login: office, name: O. Office, email: office@example.org}
security_officers:
  - {login: first, name: F. Irst, email: first@example.org}
  - {login: second, name: S. Econd, email: second@example.org}
"""
SECRET = "x" * 50


class Installation:
    """One ONEWINDOW_HOME with its own embedded server."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `onewindow WORDS`."""
        surroundings = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}
        }
        return subprocess.run(
            [sys.executable, "-P", "-m", "onewindow.config.cli", *words],
            env={
                **surroundings,
                "ONEWINDOW_HOME": str(self.home),
                "ONEWINDOW_SECRET_KEY": SECRET,
                "PYTHONPATH": "src",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *words: str) -> str:
        """Runs a command that must succeed; gives what it printed."""
        result = self.command(*words)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def as_superuser(self, *statements: str) -> None:
        """Does what only a database superuser can."""
        cluster = Cluster(self.home)
        cluster.hold()
        try:
            with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
                for statement in statements:
                    connection.execute(statement)
        finally:
            cluster.leave()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the database's own account can reach."""
    made = Path(tempfile.mkdtemp(prefix="ow-", dir="/var/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def begun(folder: Path) -> Installation:
    """An installation that `init` has begun."""
    (folder / "country.yaml").write_text(COUNTRY)
    made = Installation(folder / "one")
    printed = made.done("init", str(folder / "country.yaml"))
    assert printed.count("/begin/") == 3
    assert "Nothing is live yet" in printed
    return made


@pytest.fixture(scope="module")
def kept(begun: Installation, folder: Path) -> Path:
    """A backup of the installation."""
    file = folder / "backup.zip"
    begun.done("backup", str(file))
    return file


def test_a_second_init_changes_nothing(begun: Installation, folder: Path) -> None:
    again = begun.command("init", str(folder / "country.yaml"))
    assert again.returncode == 1
    assert "begun already" in again.stderr


def test_init_refuses_one_security_officer(folder: Path) -> None:
    (folder / "one-officer.yaml").write_text(COUNTRY.replace("login: second", "login: first"))
    refused = Installation(folder / "refused").command("init", str(folder / "one-officer.yaml"))
    assert refused.returncode == 1
    assert "two different security officers" in refused.stderr


def test_the_doctor_says_what_is_well_and_what_to_do(begun: Installation) -> None:
    result = begun.command("doctor", "--json")
    findings = {row["what"]: row for row in json.loads(result.stdout)}
    for what in ("database role", "page checksums", "clock", "audit", "seal key", "table owner"):
        assert findings[what]["is_well"], findings[what]
    assert not findings["mail"]["is_well"]
    assert "SMTP_HOST" in findings["mail"]["to_do"]
    assert result.returncode == 1


def test_ac_5_4c_a_restore_passes_the_counts_and_the_chain(
    begun: Installation, kept: Path, folder: Path
) -> None:
    other = Installation(folder / "two")
    other.done("migrate")
    shutil.copytree(begun.home / "keys", other.home / "keys")
    printed = other.done("restore", str(kept))
    assert "as counted before" in printed
    assert "Nothing was changed." in printed
    report = json.loads(other.done("verify", "--json"))
    assert report["faults"] == []
    other.done("link", "office")
    Installation(folder / "two").done("worker", "--once")
    after = json.loads(other.done("verify", "--json"))
    assert after["lines"] > report["lines"]
    assert after["faults"] == []


def test_a_restore_refuses_a_database_with_data(begun: Installation, kept: Path) -> None:
    refused = begun.command("restore", str(kept))
    assert refused.returncode == 1
    assert "has data in it" in refused.stderr


def test_a_damaged_backup_is_refused(kept: Path, folder: Path) -> None:
    damaged = folder / "damaged.zip"
    with zipfile.ZipFile(kept) as whole, zipfile.ZipFile(damaged, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[:-1] + b"?" if name == "database.dump" else content)
    other = Installation(folder / "three")
    other.done("migrate")
    refused = other.command("restore", str(damaged))
    assert refused.returncode == 1
    assert "damaged" in refused.stderr


def test_inv_16_what_a_superuser_changes_in_the_audit_is_named_by_its_line(
    begun: Installation, kept: Path
) -> None:
    begun.as_superuser(
        "ALTER TABLE trust_audit_entry DISABLE TRIGGER USER",
        "UPDATE trust_audit_entry SET actor_label = 'somebody else' WHERE seq = 2",
        "DELETE FROM trust_audit_entry WHERE seq = 3",
        "ALTER TABLE trust_audit_entry ENABLE TRIGGER USER",
    )
    found = begun.command("verify", "--json")
    assert found.returncode == 1
    faults = {fault["where"]: fault["what"] for fault in json.loads(found.stdout)["faults"]}
    assert faults["line 2"] == "the line is not what was sealed"
    assert faults["line 3"] == "the line is gone"


def test_inv_16_a_chain_cut_at_its_end_is_found(begun: Installation, kept: Path) -> None:
    begun.as_superuser(
        "ALTER TABLE trust_audit_seal DISABLE TRIGGER USER",
        "DELETE FROM trust_audit_seal",
    )
    report = json.loads(begun.command("verify", "--json").stdout)
    assert "the seal that was kept beside the keys is gone" in [f["what"] for f in report["faults"]]


def test_a_security_officer_slipped_in_by_a_superuser_is_found(
    begun: Installation, kept: Path
) -> None:
    begun.as_superuser(
        "ALTER TABLE trust_security_officer DISABLE TRIGGER USER",
        "INSERT INTO trust_security_officer (id, at, actor_id, label, named_by, written_in)"
        " VALUES (gen_random_uuid(), now(), 'person:nobody', 'Nobody', 'system:operator', 1)",
    )
    report = json.loads(begun.command("verify", "--json").stdout)
    assert {"where": "security officer Nobody", "what": "no audit line tells of it"} in report[
        "faults"
    ]
