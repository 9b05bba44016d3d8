"""Taking in the services of a foreign source, for the command line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from onewindow.delivery.services import public as services
from onewindow.delivery.services.wire import cartas_de_servico as cartas
from onewindow.delivery.services.wire.imported import ImportedService, Rejection
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.imports import Counts, Noted, Piece, Progress, Rejected
from onewindow.trust.security import public as security

SCHEME = "cartas-de-servico"
FORMATS = (SCHEME,)
TITLE = {"en": "Service cards of Brazil's federal portal", "pt": "Cartas de Serviço"}
STATEMENT = (
    "Service cards of the Brazilian federal portal as published in"
    " github.com/servicosgovbr/cartas-de-servico, shown as information that we have not checked."
    " Nothing can be applied for through them; texts are escaped and links limited to web and mail."
)


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
