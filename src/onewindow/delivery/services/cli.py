"""Services in and out, for the command line: cards, CPSV-AP, tables."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from onewindow.delivery.services import exports
from onewindow.delivery.services import public as services
from onewindow.delivery.services.cpsv.facts import Description
from onewindow.delivery.services.cpsv.files import services_of
from onewindow.delivery.services.cpsv.reading import Fault, Hint
from onewindow.delivery.services.cpsv.rows import FIELDS, description_of
from onewindow.delivery.services.cpsv.terms import VOCABULARIES
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.delivery.services.wire import cartas_de_servico as cartas
from onewindow.delivery.services.wire.imported import ImportedService, Rejection
from onewindow.engines import columns, linked
from onewindow.engines.linked import Graph, Media
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.imports import Counts, Noted, Piece, Progress, Rejected
from onewindow.ground.kernel.texts import Texts
from onewindow.trust.security import public as security

SCHEME = "cartas-de-servico"
CPSV, TABLE = "cpsv-ap", "csv"
FORMATS = (SCHEME, CPSV, TABLE)
TITLE = {"en": "Service cards of Brazil's federal portal", "pt": "Cartas de Serviço"}
STATEMENT = (
    "Service cards of the Brazilian federal portal as published in"
    " github.com/servicosgovbr/cartas-de-servico, shown as information that we have not checked."
    " Nothing can be applied for through them; texts are escaped and links limited to web and mail."
)


_OTHERS = (
    "Services as {title} describes them ({format}), shown as information that we have not checked."
    " Nothing can be applied for through them; texts are escaped and links limited to web and mail."
)
Found = Description | Fault | Hint


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Whose descriptions a file holds: a code, what people read, the format it is in."""

    origin: str
    title: Texts
    format: str


def count_cards(folder: Path) -> int:
    """Gives how many cards a progress bar has before it."""
    return cartas.count(folder)


def import_cards(
    actor: Actor,
    folder: Path,
    *,
    region: str,
    counts: Counts,
    limit: int | None = None,
    progress: Progress | None = None,
    size: int = imports.BATCH,
) -> Counts:
    """Takes in all cards of the folder; `counts` grows with every committed batch.

    Raises: RegionUnknown, NotAllowed.
    """
    jurisdiction.region(region)
    security.register_source(actor, scheme=SCHEME, title=TITLE, region=region, statement=STATEMENT)
    return imports.run(
        _pieces(itertools.islice(cartas.read(folder), limit)),
        lambda some: services.take_in_batch(
            actor, origin=SCHEME, source=TITLE, region=region, cards=some
        ),
        counts=counts,
        progress=progress,
        size=size,
    )


def _pieces(
    cards: Iterator[ImportedService | Rejection],
) -> Iterator[Piece[ImportedService]]:
    """Gives the records, and after each what people should know of it."""
    for one in cards:
        if isinstance(one, Rejection):
            yield Rejected(imports.plain(one.source), imports.plain(one.reason))
            continue
        yield one
        if one.body.source_id and not one.body.name:
            yield Noted(one.source_id, f"Its body has a number and no name: {one.body.source_id}.")
        if not one.summary:
            yield Noted(one.source_id, "It has no description.")


def described_in(place: Path) -> Iterator[Found]:
    """Gives the services of a file, or of a folder of files, of linked data (CPSV-AP)."""
    return services_of(place)


def described_by(file: Path, mapping: object, origin: str) -> Iterator[Found]:
    """Gives the services of a table. Raises: BadMapping, Unreadable."""
    rules = columns.mapping_of(mapping, FIELDS)
    for row in columns.read(file.read_bytes(), rules):
        if isinstance(row, columns.Fault):
            yield Fault(f"row {row.number}", row.sentence)
        else:
            yield description_of(row, origin)


def import_described(
    actor: Actor,
    found: Iterable[Found],
    source: Source,
    *,
    region: str,
    counts: Counts,
    progress: Progress | None = None,
    size: int = imports.BATCH,
) -> Counts:
    """Takes in described services; `counts` grows with every committed batch.

    Raises: RegionUnknown, NotAllowed.
    """
    jurisdiction.region(region)
    security.register_source(
        actor,
        scheme=source.origin,
        title=source.title,
        region=region,
        statement=_OTHERS.format(title=source.title.get("en", source.origin), format=source.format),
    )
    return imports.run(
        (_piece(one) for one in found),
        lambda some: services.take_in_batch(
            actor, origin=source.origin, source=source.title, region=region, cards=some
        ),
        counts=counts,
        progress=progress,
        size=size,
    )


def try_described(found: Iterable[Found], source: Source, *, region: str) -> Counts:
    """Gives what an import would do, and does nothing. Raises: RegionUnknown."""
    jurisdiction.region(region)
    counts = Counts()
    for one in found:
        piece = _piece(one)
        if isinstance(piece, Rejected):
            counts.rejected.append(piece)
        elif isinstance(piece, Noted):
            counts.notes.append(piece)
        else:
            outcome = services.would_take(
                origin=source.origin, source=source.title, region=region, card=piece
            )
            counts.add(outcome) if isinstance(outcome, str) else counts.rejected.append(outcome)
    return counts


def _piece(one: Found) -> Piece[Description]:
    if isinstance(one, Description):
        return one
    kind = Rejected if isinstance(one, Fault) else Noted
    return kind(imports.plain(one.source), imports.plain(one.reason))


def count_shown() -> int:
    """Gives how many services a progress bar of an export has before it."""
    return exports.count()


def exported(media: Media, left_out: list[str], told: Progress | None = None) -> bytes:
    """Gives all services that the public can see now, in the words of CPSV-AP.

    Shape: `left_out` gets the codes of services that nobody answers for today.
    """
    graph, unowned, counts = Graph(), exports.Unowned(), Counts()
    for one in exports.every(unowned):
        add_service(graph, one)
        counts.unchanged += 1
        if told is not None and counts.unchanged % imports.BATCH == 0:
            told(counts)
    left_out += unowned.codes
    return linked.write(graph, media, VOCABULARIES)
