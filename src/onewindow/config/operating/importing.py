"""Imports at the command line: a bar on a terminal, plain lines elsewhere, counts at the end."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onewindow.delivery.services import cli as services
from onewindow.delivery.services.types import OWN
from onewindow.engines.columns import BadMapping, Unreadable
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts
from onewindow.registers.institutions import cli as institutions
from onewindow.trust.security import public as security

INTERRUPTED = 130
SHOWN = 20
Report = Callable[[Counts], None]
Start = Callable[[Counts, Report], Counts]


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What the command line was asked for: the options that all imports share."""

    format: str
    region: str = ""
    source: str = ""
    title: str = ""
    mapping: Path | None = None
    limit: int | None = None
    is_dry: bool = False
    as_json: bool = False

    @property
    def origin(self) -> str:
        """Gives the code of the source."""
        return self.source or self.format

    @property
    def name(self) -> dict[str, str]:
        """Gives what people read of the source."""
        return {"en": self.title or self.origin}


Options = tuple[str, str, str, str, Path | None, int | None, bool, bool]


def asked_for(command: str, place: Path, options: Options) -> int:
    """Runs the import that the command line names; `options` are those of `Asked`, in order."""
    imports = {"import_organisations": import_organisations, "import_services": import_services}
    return imports[command](place, Asked(*options))


def import_organisations(file: Path, asked: Asked) -> int:
    """Takes in public bodies; gives 0, or 1 where nothing could be read, or 130 when stopped."""
    is_fit = _is_known(asked.format, institutions.FORMATS) and _is_there(file, file.is_file())
    if not is_fit or not _is_named(asked, institutions.SCHEME):
        return _nothing(as_json=asked.as_json)
    place = region_of(asked.region)
    if asked.format == institutions.TABLE:
        return _bodies_of_table(file, asked, place)
    return _import(
        "bodies",
        institutions.SCHEME,
        _most(institutions.count_bodies(file), asked.limit),
        lambda counts, report: institutions.import_bodies(
            IMPORTER, file, region=place, counts=counts, limit=asked.limit, progress=report
        ),
        asked.as_json,
    )


def _bodies_of_table(file: Path, asked: Asked, place: str) -> int:
    try:
        found = list(institutions.described_by(file, _mapping(asked), place))[: asked.limit]
    except (BadMapping, Unreadable, yaml.YAMLError) as fault:
        return _unfit(fault, asked)
    if asked.is_dry:
        return _tell(institutions.try_described(found, asked.origin), asked)
    return _import(
        "bodies",
        asked.origin,
        len(found),
        lambda counts, report: institutions.import_described(
            IMPORTER, found, asked.origin, asked.name, region=place, counts=counts, progress=report
        ),
        asked.as_json,
    )


def import_services(place: Path, asked: Asked) -> int:
    """Takes in services; gives 0, or 1 where nothing could be read, or 130 when stopped."""
    is_card = asked.format == services.SCHEME
    is_right = place.is_dir() if is_card else place.exists()
    is_fit = _is_known(asked.format, services.FORMATS) and _is_there(place, is_right)
    if not is_fit or not _is_named(asked, services.SCHEME):
        return _nothing(as_json=asked.as_json)
    region = region_of(asked.region)
    if not is_card:
        return _described_services(place, asked, region)
    return _import(
        "services",
        services.SCHEME,
        _most(services.count_cards(place), asked.limit),
        lambda counts, report: services.import_cards(
            IMPORTER, place, region=region, counts=counts, limit=asked.limit, progress=report
        ),
        asked.as_json,
    )


def _described_services(place: Path, asked: Asked, region: str) -> int:
    """Takes in services that linked data or a table describes."""
    source = services.Source(asked.origin, asked.name, asked.format)
    try:
        if asked.format == services.TABLE:
            each = services.described_by(place, _mapping(asked), asked.origin)
        else:
            each = services.described_in(place)
        found = list(each)[: asked.limit]
    except (BadMapping, Unreadable, yaml.YAMLError) as fault:
        return _unfit(fault, asked)
    if asked.is_dry:
        return _tell(services.try_described(found, source, region=region), asked)
    return _import(
        "services",
        asked.origin,
        len(found),
        lambda counts, report: services.import_described(
            IMPORTER, found, source, region=region, counts=counts, progress=report
        ),
        asked.as_json,
    )


def _mapping(asked: Asked) -> object:
    """Gives the mapping as plain data. Raises: BadMapping, yaml.YAMLError."""
    if asked.mapping is None:
        raise BadMapping("A table needs a mapping: --mapping FILE.yaml (docs/guides/importing.md).")
    try:
        return yaml.safe_load(asked.mapping.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise BadMapping(f"The mapping {asked.mapping} cannot be read: {problem}.") from None


def _unfit(fault: Exception, asked: Asked) -> int:
    typer.echo(str(fault), err=True)
    return _nothing(as_json=asked.as_json)


def _tell(counts: Counts, asked: Asked) -> int:
    """Prints what an import would do."""
    if asked.as_json:
        typer.echo(json.dumps(counts.data(), ensure_ascii=False))
    else:
        typer.echo("Nothing was written. This import would do:")
        _print(counts)
    return 1 if counts.is_empty else 0


def _is_named(asked: Asked, fixed: str) -> bool:
    """Says whether the code of the source can be one, and is not that of another format."""
    if asked.format == fixed:
        if asked.source or asked.is_dry or asked.mapping:
            typer.echo(
                f"{fixed} is its own source: leave out --source, --mapping and --dry-run.", err=True
            )
        return not (asked.source or asked.is_dry or asked.mapping)
    is_fit = re.fullmatch(r"[a-z][a-z0-9-]{1,59}", asked.origin) is not None
    if not is_fit or asked.origin in {OWN, fixed}:
        typer.echo(
            f'The source "{asked.origin}" cannot be one. Use small letters, digits and hyphens.',
            err=True,
        )
        return False
    return True


def _nothing(*, as_json: bool) -> int:
    if as_json:
        typer.echo(json.dumps(Counts().data()))
    return 1


def _is_known(format: str, known: tuple[str, ...]) -> bool:  # noqa: A002
    if format not in known:
        typer.echo(
            f"The format {format} is not known here. Choose one of: {', '.join(known)}.", err=True
        )
    return format in known


def _is_there(place: Path, is_right: bool) -> bool:
    if not is_right:
        typer.echo(f"There is nothing to read at {place}. Check the path.", err=True)
    return is_right


def _most(count: int, limit: int | None) -> int:
    return count if limit is None else min(count, limit)


def region_of(code: str) -> str:
    """Gives the region asked for, or the one that all others lie in."""
    return code or next((one.code for one in jurisdiction.regions() if one.parent is None), "")


def _import(what: str, scheme: str, total: int, start: Start, as_json: bool) -> int:
    counts, code = Counts(), 0
    try:
        with _progress(what, total, as_json=as_json) as report:
            start(counts, report)
    except KeyboardInterrupt:
        typer.echo(
            "Stopped. What is counted below stays; the same command goes on from there.", err=True
        )
        code = INTERRUPTED
    if as_json:
        typer.echo(json.dumps(counts.data(), ensure_ascii=False))
    else:
        _print(counts)
        standing_of(scheme)
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
    typer.echo(f"{what}: {counts.read} of {total}", err=True)


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


def standing_of(scheme: str) -> None:
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
