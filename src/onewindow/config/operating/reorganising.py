"""What a reorganisation would do, at the command line: counts for a person, JSON for a program."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import cli as functions


def simulate(file: Path, as_json: bool) -> int:
    """Simulates the reorganisation of a file; gives 1 where functions would be left over."""
    found = functions.simulate(OPERATOR, file)
    if as_json:
        typer.echo(json.dumps(functions.data(found), ensure_ascii=False))
        return 1 if found.kept else 0
    typer.echo(f"{pick(found.title)}, {found.on.isoformat()} ({found.basis})")
    for move in found.moves:
        goal = pick(move.to_body) if move.to_body else "ends"
        typer.echo(f"{move.mode:<12} {move.function.code}: {pick(move.from_body)} -> {goal}")
    for body, heir in found.closings:
        typer.echo(f"{'closes':<12} {pick(body)}{' -> ' + pick(heir) if heir else ''}")
    for post in found.posts:
        goal = pick(post.to_body) if post.to_body else "ends"
        typer.echo(f"{'post':<12} {pick(post.post.title)}, {pick(post.from_body)} -> {goal}")
    for group in found.touched:
        typer.echo(f"{group.kind:<12} {group.count}, {group.at_risk} at risk")
    typer.echo(f"{'told':<12} {sum(one.officials for one in found.told)} officials")
    for left in found.kept:
        typer.echo(f"left over    {left.code}: say which institution gets it", err=True)
    return 1 if found.kept else 0
