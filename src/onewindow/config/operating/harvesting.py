"""Other catalogues at the command line: named, harvested, listed, and what vanished confirmed."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import typer

from onewindow.config.operating.importing import SHOWN, region_of, standing_of
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.imports import Counts
from onewindow.registers.catalogue import cli as catalogue
from onewindow.registers.catalogue.types import HarvestFormat, HarvestState, RunFacts, SourceTold

GOOD = (HarvestState.DONE, HarvestState.UNCHANGED)
_CODE = re.compile(r"[a-z][a-z0-9-]{1,59}")
_WEB = ("http://", "https://")


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line was asked for. Units: `most_gone` per cent."""

    place: str
    format: str
    source: str
    title: str
    region: str
    every: str
    most_gone: int
    as_json: bool


def harvest(*options: object) -> int:
    """Runs over a catalogue; gives 0, or 1 where it failed, or 3 where a person is asked."""
    asked = Wanted(*options)  # type: ignore[arg-type]  # the options of the command, in order
    is_address = asked.place.startswith(_WEB)
    if asked.format not in list(HarvestFormat):
        return _wrong(f"The format {asked.format} is not known here: {', '.join(HarvestFormat)}.")
    if not _CODE.fullmatch(asked.source):
        return _wrong("Give the source a code: --source, small letters, digits and hyphens.")
    if not is_address and not Path(asked.place).exists():
        return _wrong(f"There is nothing to read at {asked.place}. Check the path.")
    told = SourceTold(
        asked.source,
        {"en": asked.title or asked.source},
        asked.place if is_address else "",
        HarvestFormat(asked.format),
        region_of(asked.region),
        asked.every,
        asked.most_gone,
    )
    file = None if is_address else Path(asked.place)
    progress = None if asked.as_json else _progress
    run = catalogue.harvest(told, file, progress)
    _tell(run, as_json=asked.as_json)
    if not asked.as_json:
        standing_of(asked.source)
    return _code(run)


def _code(run: RunFacts) -> int:
    return 0 if run.state in GOOD else 3 if run.state is HarvestState.HELD else 1


def sources(*, as_json: bool) -> int:
    """Prints every catalogue that is harvested, with the last run over it."""
    found = catalogue.sources()
    if as_json:
        typer.echo(json.dumps([_source(*one) for one in found], ensure_ascii=False))
        return 0
    for told, run in found:
        cycle = told.cycle or "by hand"
        typer.echo(f"{told.code}  {told.format}  {told.address or 'files'}  {cycle}")
        if run is not None:
            typer.echo(f"    {run.begun:%Y-%m-%d %H:%M} {_sentence(run)}")
    return 0


def confirm(source: str) -> int:
    """Withdraws what the last run found gone and did not dare to."""
    try:
        count = catalogue.confirm(OPERATOR, source)
    except OneWindowError as error:
        return _wrong(error.sentence())
    typer.echo(f"{count} withdrawn.")
    return 0


def _source(told: SourceTold, run: RunFacts | None) -> dict[str, object]:
    return {**dataclasses.asdict(told), "run": _data(run) if run else None}


def _data(run: RunFacts) -> dict[str, object]:
    """Gives what `--json` prints of a run."""
    return {
        "run": str(run.id),
        "source": run.source,
        "state": run.state,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "withdrawn": run.withdrawn,
        "gone": run.gone,
        "reason": run.reason,
        "rejected_count": run.rejected,
        "rejected": [{"source": source, "reason": reason} for source, reason in run.lines],
    }


def _tell(run: RunFacts, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_data(run), ensure_ascii=False))
        return
    typer.echo(_sentence(run))
    for source, reason in run.lines[:SHOWN]:
        typer.echo(f"rejected  {source}: {reason}")
    if run.rejected > SHOWN:
        typer.echo(f"rejected  and {run.rejected - SHOWN} more (--json lists the first 200)")
    if run.state is HarvestState.HELD:
        typer.echo(f"Nothing was withdrawn. If it is right: onewindow harvest confirm {run.source}")


def _sentence(run: RunFacts) -> str:
    counts = (
        f"{run.created} created, {run.updated} updated, {run.unchanged} unchanged,"
        f" {run.rejected} rejected, {run.withdrawn} withdrawn."
    )
    return f"{run.state}: {counts} {run.reason}".rstrip()


def _progress(counts: Counts) -> None:
    typer.echo(f"resources: {counts.read}", err=True)


def _wrong(sentence: str) -> int:
    typer.echo(sentence, err=True)
    return 1
