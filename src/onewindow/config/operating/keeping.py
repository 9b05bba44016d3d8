"""Backup and restore: one file with the dump, the kept files, counts, and the head of the chain."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import django
import psycopg
import typer
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections
from psycopg import sql

from onewindow.config.embedded import Cluster
from onewindow.config.operating import verifying
from onewindow.config.preparing import Surroundings, migrate
from onewindow.ground.kernel import clock
from onewindow.trust.audit import public as audit

FORMAT = 1
A_TABLE = "ground_jurisdiction_region"
DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"


def backup(here: Surroundings, file: Path) -> int:
    """Writes everything but the keys; the chain is sealed first. Gives the exit code."""
    if file.exists():
        typer.echo(f"{file} exists already. Choose another name; nothing was written.", err=True)
        return 1
    while audit.seal():
        continue
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        counts = _counts(here)
        _run(here, "pg_dump", "--format=custom", "--no-owner", f"--file={dump}")
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "version": _version(),
            "sha256": hashlib.sha256(dump.read_bytes()).hexdigest(),
            "rows": counts,
        }
        _write(file, dump, manifest)
    rows = sum(counts.values())
    typer.echo(f"{file}: {rows} rows of {len(counts)} tables.")
    typer.echo(f"The keys are not in it: keep {settings.ONEWINDOW_KEYS} apart.")
    return 0


def kept_files() -> Path:
    """Gives the folder behind the storage port."""
    storage = default_storage
    return Path(storage.path("")) if hasattr(storage, "path") else Path()


def _version() -> str:
    return f"onewindow 0.1.0, django {django.get_version()}"


def _write(file: Path, dump: Path, manifest: dict[str, object]) -> None:
    """Writes beside the goal and renames, so that a broken backup never has the name of a whole."""
    making = file.with_name(file.name + ".making")
    with zipfile.ZipFile(making, "w", zipfile.ZIP_STORED) as archive:
        archive.write(dump, DUMP)
        kept = kept_files()
        for path in sorted(kept.rglob("*")) if kept.exists() else ():
            if path.is_file():
                archive.write(path, FILES + str(path.relative_to(kept)))
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    making.chmod(0o600)
    making.rename(file)


def restore(here: Surroundings, file: Path) -> int:
    """Puts a backup into an empty database, brings it up to this version, and verifies it."""
    problem = _problem(here, file)
    if problem:
        typer.echo(problem, err=True)
        return 1
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        dump = Path(archive.extract(DUMP, folder))
        if hashlib.sha256(dump.read_bytes()).hexdigest() != manifest["sha256"]:
            typer.echo("The backup is damaged: its sum does not fit. Use another copy.", err=True)
            return 1
        _empty(here)
        _run(here, "pg_restore", "--exit-on-error", "--no-owner", "--single-transaction",
             f"--dbname={here.database.owner_url}", str(dump))  # fmt: skip
        _unpack(archive)
    found = _counts(here)
    wrong = {t: n for t, n in manifest["rows"].items() if found.get(t) != n}
    migrate(here)
    audit.count_anew()
    if wrong:
        typer.echo(f"Counts differ from the backup's: {wrong}. Use another copy.", err=True)
        return 1
    typer.echo(f"{sum(found.values())} rows of {len(found)} tables are back, as counted before.")
    return verifying.verify(case="", as_json=False)


def _problem(here: Surroundings, file: Path) -> str:
    if not here.database.owner_url:
        return "Set DATABASE_OWNER_URL: a restore makes tables."
    if not (file.exists() and zipfile.is_zipfile(file)):
        return f"{file} is not a backup of OneWindow. Check the name."
    with zipfile.ZipFile(file) as archive:
        if not {DUMP, MANIFEST} <= set(archive.namelist()):
            return f"{file} is not a backup of OneWindow. Check the name."
        if json.loads(archive.read(MANIFEST))["format"] != FORMAT:
            return "Another version made this backup. Restore it with that one, then upgrade."
    if _has_data(here):
        return "This database has data in it. A restore goes into an empty one: choose another."
    return ""


def _has_data(here: Surroundings) -> bool:
    """Says whether any institution's place or account is there."""
    with psycopg.connect(here.database.owner_url) as owner:
        known = owner.execute("SELECT to_regclass(%s) IS NOT NULL", [A_TABLE]).fetchone()
        if known != (True,):
            return False
        row = owner.execute("SELECT EXISTS (SELECT 1 FROM ground_jurisdiction_region)").fetchone()
        return row == (True,)


def _empty(here: Surroundings) -> None:
    """Drops the empty tables of an installation without data, so that the dump makes its own."""
    connections.close_all()
    with psycopg.connect(here.database.owner_url, autocommit=True) as owner:
        rows = owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (name,) in rows:
            owner.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(name)))
        owner.execute(_DROP_THE_REST)


_DROP_THE_REST = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
                 WHERE pronamespace = 'public'::regnamespace
                   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = pg_proc.oid
                                   AND d.deptype IN ('e', 'i')) LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT typname FROM pg_type
                 WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'r', 'd') LOOP
        EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', thing.typname);
    END LOOP;
    FOR thing IN SELECT typname FROM pg_type t
                 WHERE typnamespace = 'public'::regnamespace AND typtype = 'c' LOOP
        EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', thing.typname);
    END LOOP;
END $$
"""


def _unpack(archive: zipfile.ZipFile) -> None:
    """Puts kept files back; a name that would leave the folder is refused."""
    kept = kept_files().resolve()
    for name in archive.namelist():
        if not name.startswith(FILES) or name.endswith("/"):
            continue
        goal = (kept / name.removeprefix(FILES)).resolve()
        if not goal.is_relative_to(kept):
            raise typer.BadParameter(f"The backup names a file outside its folder: {name}")
        goal.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, goal.open("wb") as target:
            shutil.copyfileobj(source, target)


def _counts(here: Surroundings) -> dict[str, int]:
    """Counts the rows of every table, as the owner: row security hides nothing from it."""
    url = here.database.owner_url or here.database.app_url
    with psycopg.connect(url) as owner:
        names = owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()
        counts = {}
        for (name,) in names:
            row = owner.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            ).fetchone()
            counts[name] = int(row[0]) if row else 0
    return counts


def _run(here: Surroundings, program: str, *arguments: str) -> None:
    """Runs a program of PostgreSQL as the owner. Raises typer.Exit where it fails."""
    path = shutil.which(program) or Cluster(here.home).program(program)
    if connection.settings_dict.get("HOST", "").startswith(str(here.home)):
        path = Cluster(here.home).program(program)
    command = [path, *arguments]
    if program == "pg_dump":
        command.append(here.database.owner_url)
    done = subprocess.run(command, check=False)
    if done.returncode:
        typer.echo(f"{program} could not finish; its words are above.", err=True)
        raise typer.Exit(1)
