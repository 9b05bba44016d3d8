"""The command line of the operator: `onewindow COMMAND`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from onewindow.config.embedded.errors import EmbeddedError
from onewindow.config.preparing import Mode
from onewindow.config.records import GROUPS
from onewindow.config.verbs import JSON, finish, inside, using
from onewindow.ground.kernel.errors import OneWindowError

app = typer.Typer(
    help="OneWindow: one source, one owner, one process, one window, one veto.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


@app.command()
def run(
    live: Annotated[bool, typer.Option(help="Serve a real installation, not the demo.")] = False,
) -> None:
    """Start web and worker on this machine; Ctrl-C stops both.

    Without --live it is the demo: the first start fills an empty database with the demo country.
    """
    mode = Mode.LIVE if live else Mode.DEMO
    with using(mode, prepare=True) as here:
        if mode is Mode.DEMO:
            inside("demonstration", "ensure_demo", here)
        finish(here.serve())


@app.command()
def web() -> None:
    """Serve pages only; for an installation of several machines."""
    with using() as here:
        finish(here.serve_web())


@app.command()
def worker(
    once: Annotated[bool, typer.Option(help="Do what is due now and stop.")] = False,
) -> None:
    """Do the jobs and the agenda until asked to stop."""
    with using():
        finish(inside("working", "work", once=once))


@app.command()
def migrate() -> None:
    """Bring the tables up to this version (needs DATABASE_OWNER_URL on a real server)."""
    with using(prepare=True):
        typer.echo("The tables are those of this version.")


@app.command()
def init(
    country: Annotated[Path, typer.Argument(help="country.yaml: regions, offices, calendar.")],
) -> None:
    """Begin a real installation in an empty database: offices, officers, one-time links.

    Nothing is live afterwards. The links are printed once; each opens one account for 24 hours.
    """
    with using(Mode.LIVE, prepare=True):
        finish(inside("beginning", "begin", country))


@app.command()
def demo(
    reset: Annotated[bool, typer.Option(help="Put the demo back as it was at first.")] = False,
) -> None:
    """Fill an empty installation with the demo country, without serving it."""
    with using(Mode.DEMO, prepare=True) as here:
        inside("demonstration", "reset_demo" if reset else "ensure_demo", here)


@app.command("demo-reset")
def demo_reset() -> None:
    """Put the demo back as it was at first (the same as: onewindow demo --reset)."""
    demo(reset=True)


@app.command()
def doctor(as_json: JSON = False) -> None:
    """Look at settings, database, clock, mail, disk, permissions, versions; say what to do."""
    with using():
        finish(inside("doctor", "examine", as_json=as_json))


@app.command()
def verify(
    case: Annotated[str, typer.Option(help="Show the lines of this case as well.")] = "",
    as_json: JSON = False,
) -> None:
    """Recompute the chain over the audit and compare what is stored with what was witnessed."""
    with using():
        finish(inside("verifying", "verify", case=case, as_json=as_json))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the backup.")]) -> None:
    """Write everything but the keys into one file, with counts and the head of the chain."""
    with using() as here:
        finish(inside("keeping", "backup", here, file))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file written by backup.")]) -> None:
    """Put a backup into an empty database, upgrade it, and compare counts and chain."""
    with using() as here:
        finish(inside("keeping", "restore", here, file))


@app.command()
def upgrade() -> None:
    """Bring an installation and its search index up to this version, then verify it."""
    with using(prepare=True):
        inside("indexing", "rebuild", as_json=False)
        finish(inside("verifying", "verify", case="", as_json=False))


@app.command()
def link(username: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Print a one-time link with which somebody sets a new password within 24 hours."""
    with using():
        finish(inside("accounts", "link", username))


@app.command("go-live")
def go_live(
    service: Annotated[str, typer.Argument(help="Code of the service.")],
) -> None:
    """Ask to open a service to the public. The gate decides, as for everybody."""
    with using():
        finish(inside("asking", "go_live", service))


@app.command("lift-veto")
def lift_veto(
    number: Annotated[str, typer.Argument(help="Number of the veto, V-2026-001.")],
    evidence: Annotated[str, typer.Option(help="What was remedied, and how you know.")] = "",
) -> None:
    """Ask to lift a veto. The gate decides, as for everybody."""
    with using():
        finish(inside("asking", "lift_veto", number, evidence))


@app.command()
def settings(as_json: JSON = False) -> None:
    """List every setting with its meaning and what it is now."""
    with using() as here:
        rows = inside("doctor", "known_settings")
        typer.echo(json.dumps(rows) if as_json else here.table(rows))


def main() -> None:
    """Runs the command line; a known error ends with its sentence and exit code 1."""
    try:
        app()
    except (EmbeddedError, OneWindowError) as error:
        typer.echo(error.sentence(), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
