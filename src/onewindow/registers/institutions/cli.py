"""Taking in the bodies of a foreign source, for the command line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionFacts
from onewindow.ground.kernel import imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.imports import Counts, Noted, Piece, Progress, Rejected
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import Contact, Described, Imported, OrganType
from onewindow.registers.institutions.wire import govuk_organisations as govuk
from onewindow.trust.security import public as security

SCHEME = "govuk-organisations"
FORMATS = (SCHEME,)
TITLE = {"en": "GOV.UK organisations"}
STATEMENT = (
    "Names, kinds and parents of the public bodies of the United Kingdom as www.gov.uk publishes"
    " them, shown as information that we have not checked. Nobody of them gets rights here."
)
_ADDRESS = "https://www.gov.uk/api/organisations/"


def count_bodies(file: Path) -> int:
    """Gives how many records a progress bar has before it."""
    return govuk.count(file)


def import_bodies(
    actor: Actor,
    file: Path,
    *,
    region: str,
    counts: Counts,
    limit: int | None = None,
    progress: Progress | None = None,
    size: int = imports.BATCH,
) -> Counts:
    """Takes in all bodies of the file, then puts them under their parents.

    Shape: `counts` grows with every committed batch. A body that only got other parents counts
    as updated. Raises: RegionUnknown, NotAllowed.
    """
    place = jurisdiction.region(region)
    security.register_source(actor, scheme=SCHEME, title=TITLE, region=region, statement=STATEMENT)
    batch, seen = new_id(), list[Described]()
    imports.run(
        itertools.islice(_pieces(file, place, seen), limit),
        lambda some: institutions.take_in_bodies(actor, batch=batch, scheme=SCHEME, bodies=some),
        counts=counts,
        progress=progress,
        size=size,
    )
    _link(actor, batch, seen, counts, size)
    return counts


def _pieces(file: Path, place: RegionFacts, seen: list[Described]) -> Iterator[Piece[Described]]:
    """Gives the records of the file in our words, and remembers the good ones for their parents."""
    for one in govuk.read(file):
        if isinstance(one, govuk.Rejection):
            yield Rejected(imports.plain(one.source), imports.plain(one.reason))
        elif isinstance(one, govuk.Note):
            yield Noted(imports.plain(one.source), imports.plain(one.reason))
        else:
            seen.append(_described(one, place))
            yield seen[-1]


def _described(one: govuk.ImportedBody, place: RegionFacts) -> Described:
    return Described(
        source=one.source_id,
        code=_code(one.source_id),
        body=Imported(
            name={"en": one.title},
            organ_type=OrganType(one.organ_type),
            level=place.level,
            region=place.code,
            contact=Contact(website=one.website),
            valid_to=one.closed_at.date() if one.closed_at else None,
            is_closed=one.status == "closed",
        ),
        parents=tuple(_code(parent) for parent in one.parents),
    )


def _code(source_id: str) -> str:
    """Gives the last part of the address that the source uses as id: it fits an address of ours."""
    return source_id.removeprefix(_ADDRESS)


def _link(actor: Actor, batch: UUID, seen: Sequence[Described], counts: Counts, size: int) -> None:
    """Puts bodies under the parents they name, where they do not stand there already."""
    wanted = institutions.parents_to_change(SCHEME, {one.code: one.parents for one in seen})
    changing = [one for one in seen if one.code in wanted]
    linked = imports.run(
        changing,
        lambda some: institutions.take_in_parents(actor, scheme=SCHEME, bodies=some),
        size=size,
    )
    counts.notes += [Noted(one.source, one.reason) for one in linked.rejected]
    failed = {one.source for one in linked.rejected}
    moved = [one.code for one in changing if one.source not in failed]
    late = institutions.written_before(SCHEME, moved, batch)
    counts.updated += late
    counts.unchanged -= late
