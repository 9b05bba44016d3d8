"""What every command of the operator stands on: its surroundings, its place, its exit code.

Commands that need the platform run in `config.operating`, which is imported only after the
database is there and the settings are chosen: see `inside`.
"""

from __future__ import annotations

import importlib
from contextlib import AbstractContextManager
from typing import Annotated, Any

import django
import typer

from onewindow.config.preparing import Mode, Surroundings, surroundings

JSON = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def inside(place: str, name: str, *arguments: object, **options: object) -> Any:
    """Calls a function of `config.operating` once Django knows its settings and database."""
    django.setup()
    module = importlib.import_module(f"onewindow.config.operating.{place}")
    return getattr(module, name)(*arguments, **options)


def finish(code: int) -> None:
    """Ends the command with its exit code: 0 done, 1 refused or found wrong."""
    raise typer.Exit(code)


def using(
    mode: Mode | None = None, *, prepare: bool = False
) -> AbstractContextManager[Surroundings]:
    """Holds the surroundings of one command: home, database, settings."""
    return surroundings(mode, prepare=prepare)
