"""What a command stands on: its home, its database held, its settings chosen, tables current."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import typer

from onewindow.config.embedded.places import default_home
from onewindow.config.loopback import is_loopback
from onewindow.config.processes import serve, web_command
from onewindow.config.standing import Standing, standing

SOURCE = Path(__file__).resolve().parents[1]


class Mode(StrEnum):
    """Which settings a command runs under; the home remembers it."""

    DEMO = "demo"
    LIVE = "live"


@dataclasses.dataclass(frozen=True)
class Surroundings:
    """One command's home, database and settings."""

    home: Path
    database: Standing
    settings_module: str
    port: int

    def serve(self) -> int:
        """Runs web and worker until Ctrl-C; gives the exit code. The demo stays on loopback."""
        bind = os.environ.get("ONEWINDOW_BIND", "")
        if self.settings_module.endswith(".demo") and bind and not is_loopback(bind):
            typer.echo(
                "The demo answers on this machine only: leave ONEWINDOW_BIND empty.", err=True
            )
            return 1
        return serve(self.database, self.home, self.port, self.settings_module)

    def serve_web(self) -> int:
        """Runs the web server alone, in this process's place."""
        command = web_command(self.port, os.environ.get("ONEWINDOW_BIND") or "127.0.0.1")
        return subprocess.run(command, check=False).returncode

    def table(self, rows: Sequence[Mapping[str, str]]) -> str:
        """Gives the settings as lines for a person."""
        return "\n".join(f"{row['name']}={row['value']}\n    {row['meaning']}" for row in rows)


def remembered(home: Path) -> Mode:
    """Gives the mode that the home was begun in; a fresh home is a demo."""
    file = home / "mode"
    return Mode(file.read_text().strip()) if file.exists() else Mode.DEMO


@contextlib.contextmanager
def surroundings(mode: Mode | None = None, *, prepare: bool = False) -> Iterator[Surroundings]:
    """Holds the database for one command; with `prepare` the tables and assets are made current.

    The environment of this process then names settings and database for Django.
    """
    home = Path(os.environ.get("ONEWINDOW_HOME") or default_home()).absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    chosen = mode or remembered(home)
    module = os.environ.get("DJANGO_SETTINGS_MODULE") or f"onewindow.config.settings.{chosen}"
    given = os.environ.get("DATABASE_URL", ""), os.environ.get("DATABASE_OWNER_URL", "")
    with standing(home, *given) as database:
        os.environ.update(
            ONEWINDOW_HOME=str(home),
            DATABASE_URL=database.app_url,
            DJANGO_SETTINGS_MODULE=module,
        )
        here = Surroundings(home, database, module, int(os.environ.get("PORT") or "8000"))
        if prepare:
            if mode is not None:
                (home / "mode").write_text(chosen)
            _make_current(here)
        yield here


def _make_current(here: Surroundings) -> None:
    """Migrates and collects assets, each only where its content has changed since the last time."""
    if not here.database.owner_url:
        typer.echo("DATABASE_OWNER_URL is empty: the tables are taken as they are.")
    else:
        _once(
            here,
            "migrations",
            _digest("**/migrations/*.py", extra=here.database.owner_url),
            ["migrate", "--verbosity", "0"],
            DATABASE_URL=here.database.owner_url,
        )
    _once(
        here,
        "static",
        _digest("**/static/**/*"),
        ["collectstatic", "--noinput", "--verbosity", "0"],
    )


def migrate(here: Surroundings) -> None:
    """Migrates whatever the stamp says: a restore may bring the tables of an older day."""
    (here.home / ".migrations").unlink(missing_ok=True)
    _make_current(here)


def _digest(pattern: str, extra: str = "") -> str:
    """Gives one word for the content of the files of a pattern."""
    digest = hashlib.sha256(extra.encode())
    for file in sorted(path for path in SOURCE.glob(pattern) if path.is_file()):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def _once(
    here: Surroundings, name: str, digest: str, command: Sequence[str], **environment: str
) -> None:
    """Runs a management command of Django unless it ran for this very content before."""
    stamp = here.home / f".{name}"
    if stamp.exists() and stamp.read_text() == f"{here.settings_module} {digest}":
        return
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", *command],
        env={**os.environ, **environment},
        check=False,
    )
    if done.returncode:
        raise typer.Exit(done.returncode)
    stamp.write_text(f"{here.settings_module} {digest}")
    typer.echo(f"{time.monotonic() - started:5.1f}s  {name} are current.")
