"""The catalogue out and in, for the command line."""

from __future__ import annotations

from pathlib import Path

from onewindow.engines import linked
from onewindow.engines.linked import Media
from onewindow.ground.kernel.actor import IMPORTER, Actor
from onewindow.registers.catalogue import exports, harvesting
from onewindow.registers.catalogue.commands.harvests import (
    confirm_withdrawals,
    name_harvest_source,
)
from onewindow.registers.catalogue.dcat.terms import VOCABULARIES
from onewindow.registers.catalogue.harvesting import Progress
from onewindow.registers.catalogue.queries import harvests
from onewindow.registers.catalogue.types import RunFacts, SourceTold


def count_shown() -> int:
    """Gives how many resources an export writes."""
    return exports.count()


def exported(media: Media) -> bytes:
    """Gives the catalogue as everybody may see it, in the words of DCAT-AP."""
    return linked.write(exports.graph_of(exports.every()), media, VOCABULARIES)


def harvest(told: SourceTold, file: Path | None, progress: Progress | None = None) -> RunFacts:
    """Names a catalogue and runs over it, by its address or as the file or folder handed in.

    Raises: HarvestSourceChanged, HarvestSourceInvalid, HarvestRunning, HarvestStopped.
    """
    name_harvest_source(IMPORTER, told=told)
    if file is not None:
        return harvesting.harvest_files(IMPORTER, told.code, file, progress=progress)
    return harvesting.harvest(IMPORTER, told.code, progress=progress)


def sources() -> list[tuple[SourceTold, RunFacts | None]]:
    """Gives every catalogue that is harvested, with the last run over it."""
    return harvests.sources()


def confirm(actor: Actor, source: str) -> int:
    """Withdraws what the last run over a source found gone; gives how many.

    Raises: HarvestSourceUnknown, NothingHeld, NotAllowed.
    """
    return confirm_withdrawals(actor, source=source)
