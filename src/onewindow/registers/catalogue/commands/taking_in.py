"""One batch of a run over another catalogue, under the lease of the run."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.imports import Counts, Piece
from onewindow.ground.kernel.refs import Matter
from onewindow.registers.catalogue.commands.harvested import take_in
from onewindow.registers.catalogue.commands.harvests import MOST_LINES, held
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.types import Claim
from onewindow.trust.security import public as security


def _of(claim: Claim, **_: object) -> Matter:
    return Matter(security.source(claim.source.code))


@command("catalogue.take_in_harvested", on=_of)
def take_in_harvested(actor: Actor, /, *, claim: Claim, pieces: Sequence[Piece[Dataset]]) -> Counts:
    """Takes in one batch of what a source describes and renews the lease. Raises: HarvestLost."""
    row = held(claim)
    counts = take_in(actor, claim.source.code, pieces)
    row.created += counts.created
    row.updated += counts.updated
    row.unchanged += counts.unchanged
    row.rejected += len(counts.rejected)
    left = max(0, MOST_LINES - len(row.lines))
    row.lines = [*row.lines, *(dataclasses.asdict(one) for one in counts.rejected[:left])]
    row.save()
    return counts
