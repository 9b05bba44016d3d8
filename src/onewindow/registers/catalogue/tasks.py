"""Jobs of the catalogue."""

from __future__ import annotations

from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.jobs import job
from onewindow.registers.catalogue.commands.harvests import JOB
from onewindow.registers.catalogue.harvesting import resume


@job(JOB, attempts=1)
def harvest(run: str, number: str) -> None:
    """Does a run over another catalogue that the clock began."""
    resume(IMPORTER, run, int(number))
