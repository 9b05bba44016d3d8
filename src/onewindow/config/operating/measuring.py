"""Measures at the command line: define, compute, verify."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import typer

from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.reading import reading
from onewindow.insight.measures import public as measures


def define(files: list[Path]) -> int:
    """Keeps the definitions of files."""
    drafts = [measures.read_file(file) for file in files]
    made = measures.define(OPERATOR, drafts=drafts)
    typer.echo(f"{len(made)} of {len(drafts)} definitions are new; the others are kept already.")
    return 0


def compute(period: str, region: str, because: str) -> int:
    """Computes a period with the shipped definitions and those that were added."""
    measures.define(OPERATOR, drafts=measures.shipped())
    made = measures.compute(OPERATOR, period=period, region=region, because=because)
    typer.echo(f"{len(made)} new values of {period}; run it again and there is none.")
    return 0


def verify(period: str, as_json: bool) -> int:
    """Computes kept values afresh; gives 1 where one of them does not come out again."""
    with reading(OPERATOR, "measures.verify"):
        asked = measures.read_period(period) if period else None
        count, found = measures.differences(asked)
    if as_json:
        report = {"values": count, "differences": [dataclasses.asdict(one) for one in found]}
        typer.echo(json.dumps(report, default=str))
        return 1 if found else 0
    for one in found:
        where = f" in {one.region}" if one.region else ""
        what = ", ".join(one.differs)
        typer.echo(
            f"WRONG  {one.code} {one.period}{where}: {what} differs; {_said(one.stored)} is kept,"
            f" {_said(one.found)} comes out ({one.value})",
            err=True,
        )
    typer.echo(f"{count} values computed again out of stored records, {len(found)} differ.")
    return 1 if found else 0


def _said(value: object) -> str:
    return "n/a" if value is None else str(value)
