"""The doctor: looks at everything an installation stands on, and says what to do."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
from django.conf import settings
from django.db import DatabaseError, connection

from onewindow.config.settings import environment
from onewindow.ground.kernel.clock import system_time
from onewindow.trust.keys.public import SEAL, signer
from onewindow.trust.security import public as security

ENOUGH_DISK = 1 << 30  # bytes
CLOCKS_APART = 5.0  # seconds
OLDEST_SERVER = 150_000
SECRETS = frozenset({"ONEWINDOW_SECRET_KEY", "SMTP_PASSWORD", "DATABASE_URL", "DATABASE_OWNER_URL"})


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do where it is not."""

    what: str
    is_well: bool
    seen: str
    to_do: str = ""


Look = Callable[[], Iterator[Finding]]


def examine(*, as_json: bool) -> int:
    """Looks at everything and prints it; gives 1 where something is to be done."""
    findings = [finding for look in LOOKS for finding in look()]
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(f) for f in findings], ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{'well' if finding.is_well else 'DO  '}  {finding.what}: {finding.seen}")
            if not finding.is_well:
                typer.echo(f"      {finding.to_do}")
    return 0 if all(finding.is_well for finding in findings) else 1


def known_settings() -> list[dict[str, str]]:
    """Gives every setting with its meaning and value; secrets only as given or not."""
    rows = []
    for known in sorted(environment.KNOWN.values(), key=lambda setting: setting.name):
        value = environment.now(known.name, known.default)
        shown = ("(given)" if value else "(empty)") if known.name in SECRETS else value
        rows.append({"name": known.name, "value": shown, "meaning": known.meaning})
    return rows


def _versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), python, "Install Python 3.11 or newer.")


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, current_setting('server_version'),"
                " current_setting('server_version_num')::int, pg_catalog.now(),"
                " current_setting('data_checksums')"
            )
            user, version, number, at, checksums = cursor.fetchone() or ("", "", 0, None, "")
    except DatabaseError as error:
        yield Finding("database", False, str(error).strip(), "Check DATABASE_URL and the server.")
        return
    yield Finding(
        "database", number >= OLDEST_SERVER, version, "Upgrade to PostgreSQL 15 or newer."
    )
    yield Finding(
        "database role",
        user == "onewindow_app",
        user,
        "Give DATABASE_URL the role onewindow_app: the owner may do too much.",
    )
    yield Finding(
        "page checksums",
        checksums == "on",
        checksums,
        "Make the cluster with initdb --data-checksums.",
    )
    apart = abs((system_time() - at).total_seconds()) if at else 0.0
    yield Finding(
        "clock",
        apart < CLOCKS_APART,
        f"{apart:.1f} s from the database's",
        "Let both machines keep time with NTP.",
    )


def _rights() -> Iterator[Finding]:
    """The application's role must not own tables, nor reach what is append-only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner = current_user"
            " AND schemaname = 'public'"
        )
        (owned,) = cursor.fetchone() or (0,)
        cursor.execute(
            "SELECT has_table_privilege('trust_audit_entry', 'UPDATE, DELETE, TRUNCATE')"
        )
        (may,) = cursor.fetchone() or (True,)
    yield Finding(
        "table owner",
        owned == 0,
        f"{owned} tables owned by the application",
        "Migrate with DATABASE_OWNER_URL, never with DATABASE_URL.",
    )
    yield Finding(
        "audit",
        not may,
        "append-only" if not may else "can be changed",
        "Take back UPDATE, DELETE, TRUNCATE on trust_audit_entry.",
    )


def _security() -> Iterator[Finding]:
    serving = security.officers()
    yield Finding(
        "security officers",
        len(serving) >= 2,
        str(len(serving)),
        "Name two with: onewindow init country.yaml",
    )
    key = signer(SEAL)
    exists = getattr(key, "exists", lambda: True)()
    yield Finding(
        "seal key",
        exists,
        str(settings.ONEWINDOW_KEYS),
        "Restore the folder of keys from its backup.",
    )


def _disk() -> Iterator[Finding]:
    home = Path(settings.ONEWINDOW_HOME)
    free = shutil.disk_usage(home).free
    yield Finding("disk", free > ENOUGH_DISK, f"{free >> 20} MiB free", "Free at least 1 GiB.")
    keys = Path(settings.ONEWINDOW_KEYS)
    mode = keys.stat().st_mode & 0o077 if keys.exists() else 0
    yield Finding("keys folder", mode == 0, oct(mode), f"Type: chmod 700 {keys}")
    yield Finding(
        "account",
        os.geteuid() != 0 or settings.DEMO,
        "root" if os.geteuid() == 0 else "own",
        "Run web and worker as an account of their own.",
    )


def _mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            "mail", settings.DEMO, "no server", "Set SMTP_HOST: mail waits in the outbox."
        )
        return
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            code, _ = server.noop()
    except OSError as error:
        yield Finding("mail", False, str(error), "Check SMTP_HOST and SMTP_PORT.")
        return
    yield Finding("mail", code == 250, f"answered {code}", "Ask the keeper of the mail server.")


def _secrets() -> Iterator[Finding]:
    is_long = len(settings.SECRET_KEY) >= 32
    yield Finding(
        "secret key",
        is_long,
        f"{len(settings.SECRET_KEY)} signs",
        "Set ONEWINDOW_SECRET_KEY to 50 random signs, the same for every process.",
    )


LOOKS: tuple[Look, ...] = (_versions, _database, _rights, _security, _disk, _mail, _secrets)
