"""Imports at the command line: a bar on a terminal, plain lines elsewhere, counts at the end."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onewindow.delivery.services import cli as services
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts
from onewindow.registers.institutions import cli as institutions
from onewindow.trust.security import public as security

INTERRUPTED = 130
SHOWN = 20
Report = Callable[[Counts], None]
Start = Callable[[Counts, Report], Counts]


def import_organisations(
    file: Path,
    format: str,  # noqa: A002  # as the option is called
    region: str,
    as_json: bool,
    limit: int | None,
) -> int:
    """Takes in public bodies; gives 0, or 1 where nothing could be read, or 130 when stopped."""
    if not _is_known(format, institutions.FORMATS) or not _is_there(file, file.is_file()):
        return _nothing(as_json=as_json)
    place = _region(region)
    return _import(
        "bodies",
        institutions.SCHEME,
        _most(institutions.count_bodies(file), limit),
        lambda counts, report: institutions.import_bodies(
            IMPORTER, file, region=place, counts=counts, limit=limit, progress=report
        ),
        as_json,
    )


def import_services(
    folder: Path,
    format: str,  # noqa: A002  # as the option is called
    region: str,
    as_json: bool,
    limit: int | None,
) -> int:
    """Takes in services; gives 0, or 1 where nothing could be read, or 130 when stopped."""
    if not _is_known(format, services.FORMATS) or not _is_there(folder, folder.is_dir()):
        return _nothing(as_json=as_json)
    place = _region(region)
    return _import(
        "services",
        services.SCHEME,
        _most(services.count_cards(folder), limit),
        lambda counts, report: services.import_cards(
            IMPORTER, folder, region=place, counts=counts, limit=limit, progress=report
        ),
        as_json,
    )


def _nothing(*, as_json: bool) -> int:
    if as_json:
        typer.echo(json.dumps(Counts().data()))
    return 1


def _is_known(format: str, known: tuple[str, ...]) -> bool:  # noqa: A002
    if format not in known:
        _say(f"The format {format} is not known here. Choose one of: {', '.join(known)}.")
    return format in known


def _is_there(place: Path, is_right: bool) -> bool:
    if not is_right:
        _say(f"There is nothing to read at {place}. Check the path.")
    return is_right


def _most(count: int, limit: int | None) -> int:
    return count if limit is None else min(count, limit)


def _region(code: str) -> str:
    """Gives the region asked for, or the one that all others lie in."""
    return code or next((one.code for one in jurisdiction.regions() if one.parent is None), "")


def _import(what: str, scheme: str, total: int, start: Start, as_json: bool) -> int:
    counts, code = Counts(), 0
    try:
        with _progress(what, total, as_json=as_json) as report:
            start(counts, report)
    except KeyboardInterrupt:
        _say("Stopped. What is counted below stays; the same command goes on from there.")
        code = INTERRUPTED
    if as_json:
        typer.echo(json.dumps(counts.data(), ensure_ascii=False))
    else:
        _print(counts)
        _print_standing(scheme)
    return code or (1 if counts.is_empty else 0)


@contextlib.contextmanager
def _progress(what: str, total: int, *, as_json: bool) -> Iterator[Report]:
    """Gives what to call after each batch: it moves a bar, writes a line, or does nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield (lambda counts: None) if as_json else (lambda counts: _line(what, counts, total))
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(what, total=total)
        yield lambda counts: bar.update(task, completed=counts.read)


def _line(what: str, counts: Counts, total: int) -> None:
    _say(f"{what}: {counts.read} of {total}")


def _print(counts: Counts) -> None:
    """Prints what was done, and of rejections and notes the first of each."""
    typer.echo(
        f"{counts.read} read: {counts.created} created, {counts.updated} updated,"
        f" {counts.unchanged} unchanged, {len(counts.rejected)} rejected."
    )
    for word, lines in (("rejected", counts.rejected), ("note", counts.notes)):
        for one in lines[:SHOWN]:
            typer.echo(f"{word:<9} {one.source}: {one.reason}")
        if len(lines) > SHOWN:
            typer.echo(f"{word:<9} and {len(lines) - SHOWN} more (--json lists every rejection)")


def _print_standing(scheme: str) -> None:
    """Says whether the public sees any of it, and if not, what is in the way."""
    obstacles = security.hindrances(security.source(scheme))
    found = security.worst(obstacles)
    if found is None:
        typer.echo(f'The source "{scheme}" is cleared: its items are shown as information.')
        return
    reason = f" {found.reason}" if found.reason else ""
    typer.echo(
        f'Nothing of the source "{scheme}" is shown: {found.obstacle}.{reason}'
        " A security officer decides on its dossier at the security desk."
    )


def _say(sentence: str) -> None:
    """Writes to the person, beside what a program reads."""
    print(sentence, file=sys.stderr)  # noqa: T201
