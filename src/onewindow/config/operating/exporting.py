"""Exports at the command line: a whole file or none, the same bytes for the same things."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import typer

from onewindow.delivery.services import cli as services
from onewindow.engines.linked import Media
from onewindow.ground.kernel.imports import Counts
from onewindow.registers.catalogue import cli as catalogue
from onewindow.registers.institutions import cli as institutions

FORMATS = {"services": "cpsv-ap", "organisations": "org", "catalogue": "dcat-ap"}
NOUNS = {"catalogue": "resources"}
MEDIA = {"turtle": Media.TURTLE, "json-ld": Media.JSON_LD, "rdf-xml": Media.RDF_XML,
         "n-triples": Media.N_TRIPLES}  # fmt: skip


def export(what: str, format: str, media: str, out: Path) -> int:  # noqa: A002  # as the option
    """Writes what the public can see now; gives 0, or 1 where it could not be written."""
    if format != FORMATS[what]:
        typer.echo(f"{what.capitalize()}: written as {FORMATS[what]}, not as {format}.", err=True)
        return 1
    if media not in MEDIA:
        typer.echo(
            f"The media {media} is not known here. Choose one of: {', '.join(MEDIA)}.", err=True
        )
        return 1
    if not out.absolute().parent.is_dir():
        typer.echo(f"There is no folder {out.absolute().parent}. Make it first.", err=True)
        return 1
    left_out: list[str] = []
    if what == "services":
        total = services.count_shown()
        data = services.exported(MEDIA[media], left_out, lambda counts: _line(counts, total))
        count = total - len(left_out)
    elif what == "catalogue":
        count, data = catalogue.count_shown(), catalogue.exported(MEDIA[media])
    else:
        count, data = institutions.count_shown(), institutions.exported(MEDIA[media])
    write_whole(out, data)
    typer.echo(f"{count} {NOUNS.get(what, what)} written to {out} ({len(data)} bytes).")
    for code in left_out:
        typer.echo(f"left out  {code}: nobody is responsible for its function today.")
    return 0


def write_whole(out: Path, data: bytes) -> None:
    """Writes a file beside its place and moves it there: readers see the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _line(counts: Counts, total: int) -> None:
    typer.echo(f"services: {counts.read} of {total}", err=True)
