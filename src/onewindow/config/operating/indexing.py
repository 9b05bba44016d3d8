"""The search index at the command line: everything that can be found is put in again."""

from __future__ import annotations

import json

import typer
from rich.console import Console
from rich.progress import Progress

from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.search import public as search
from onewindow.ground.search.types import ENTRIES


def rebuild(as_json: bool) -> int:
    """Puts the things of every package into the index again, package by package; gives 0."""
    console = Console(stderr=True, quiet=as_json)
    done: dict[str, int] = {}
    with Progress(console=console, disable=not console.is_terminal) as bar:
        for things in [name for name, _ in ENTRIES.items()]:
            task = bar.add_task(things, total=None)
            done[things] = search.rebuild(
                OPERATOR,
                things=things,
                progress=lambda now, task=task: bar.update(task, completed=now),  # type: ignore[misc]  # bound at once
            )
            bar.update(task, total=done[things])
    if as_json:
        typer.echo(json.dumps(done))
    else:
        counts = ", ".join(f"{count} {things}" for things, count in done.items())
        typer.echo(f"Put into the search index again: {counts}.")
    return 0
