"""Searching the register of functions at the command line, with a bar and counts at the end."""

from __future__ import annotations

import dataclasses
import json

import typer
from rich.console import Console
from rich.progress import Progress

from onewindow.ground.kernel.actor import OPERATOR
from onewindow.registers.functions import cli as functions


def scan_functions(as_json: bool) -> int:
    """Searches for overlaps and gaps; gives 0."""
    console = Console(stderr=True, quiet=as_json)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("functions", total=None)
        done = functions.scan(
            OPERATOR, lambda now, total: bar.update(task, completed=now, total=total)
        )
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(done)))
    else:
        typer.echo(
            f"{done.functions} functions, {done.compared} pairs compared,"
            f" {done.recorded} findings open or new. The organisation office decides them."
        )
    return 0
