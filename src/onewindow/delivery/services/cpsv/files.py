"""Files of linked data with services in them: what can be read, and what is wrong by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onewindow.delivery.services.cpsv.facts import Description
from onewindow.delivery.services.cpsv.reading import Fault, Hint, services_in
from onewindow.engines import linked
from onewindow.engines.linked import Graph, Malformed, Media

ENDINGS = (".ttl", ".jsonld", ".json", ".rdf", ".xml", ".nt")


def files_in(place: Path) -> list[Path]:
    """Gives the file, or the files of a folder that can hold linked data, by name."""
    if place.is_file():
        return [place]
    return sorted(one for one in place.iterdir() if one.suffix.lower() in ENDINGS)


def services_of(place: Path) -> Iterator[Description | Fault | Hint]:
    """Gives the services of a file or of a folder. A file that is broken is one fault with its
    line; in N-Triples a broken line is one, and costs the service that it is about.
    """
    for file in files_in(place):
        media = linked.media_of(file.suffix)
        if media is None:
            yield Fault(file.name, f"Its name ends with none of: {', '.join(ENDINGS)}.")
        elif media is Media.N_TRIPLES:
            yield from _lines(file)
        else:
            yield from _whole(file, media)


def _whole(file: Path, media: Media) -> Iterator[Description | Fault | Hint]:
    try:
        if file.stat().st_size > linked.LIMITS.size:
            raise Malformed(f"It is larger than {linked.LIMITS.size} bytes. Use N-Triples.")
        graph = linked.read(file.read_bytes(), media)
    except Malformed as fault:
        yield Fault(file.name, str(fault))
        return
    except OSError as problem:
        yield Fault(file.name, f"It cannot be opened: {problem.strerror}.")
        return
    yield from services_in(graph)


def _lines(file: Path) -> Iterator[Description | Fault | Hint]:
    graph, broken = Graph(), set[str]()
    try:
        with file.open("rb") as lines:
            for fault in linked.read_lines(_short(lines), graph):
                owner = fault.about.partition("#")[0]
                if not owner or owner not in broken:
                    yield Fault(owner or file.name, f"{file.name}: {fault}")
                broken.add(owner)
    except OSError as problem:
        yield Fault(file.name, f"It cannot be opened: {problem.strerror}.")
        return
    for one in services_in(graph):
        source = one.iri if isinstance(one, Description) else one.source
        if source not in broken:
            yield one


def _short(lines: BinaryIO) -> Iterator[bytes]:
    """Gives the lines of an open file; of a line without end no more than one sign too many."""
    most = linked.LIMITS.text + 1
    while line := lines.readline(most):
        yield line
        while len(line) == most and not line.endswith(b"\n"):
            line = lines.readline(most)
