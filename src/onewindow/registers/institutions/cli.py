"""Bodies in and out, for the command line: GOV.UK's file, tables, W3C ORG."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from onewindow.engines import columns, linked
from onewindow.engines.linked import Media
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionFacts
from onewindow.ground.kernel import imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.imports import Counts, Noted, Piece, Progress, Rejected
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.institutions import exports
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.org import VOCABULARIES
from onewindow.registers.institutions.types import Contact, Described, Imported, OrganType
from onewindow.registers.institutions.wire import govuk_organisations as govuk
from onewindow.registers.institutions.wire.rows import FIELDS, described_of
from onewindow.trust.security import public as security

SCHEME = "govuk-organisations"
TABLE = "csv"
FORMATS = (SCHEME, TABLE)
TITLE = {"en": "GOV.UK organisations"}
STATEMENT = (
    "Names, kinds and parents of the public bodies of the United Kingdom as www.gov.uk publishes"
    " them, shown as information that we have not checked. Nobody of them gets rights here."
)
_OTHERS = (
    "Public bodies as {title} describes them in a table, shown as information that we have not"
    " checked. Nobody of them gets rights here."
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
    pieces = itertools.islice(_pieces(file, place), limit)
    return _take_in(actor, SCHEME, pieces, counts, progress, size)


def _take_in(
    actor: Actor,
    scheme: str,
    pieces: Iterable[Piece[Described]],
    counts: Counts,
    progress: Progress | None,
    size: int,
) -> Counts:
    """Takes in the bodies, then puts them under the parents that they name."""
    batch, seen = new_id(), list[Described]()
    imports.run(
        _remembering(pieces, seen),
        lambda some: institutions.take_in_bodies(actor, batch=batch, scheme=scheme, bodies=some),
        counts=counts,
        progress=progress,
        size=size,
    )
    _link(actor, (scheme, batch), seen, counts, size)
    return counts


def _remembering(
    pieces: Iterable[Piece[Described]], seen: list[Described]
) -> Iterator[Piece[Described]]:
    """Gives the pieces, and remembers the good ones for their parents."""
    for one in pieces:
        if isinstance(one, Described):
            seen.append(one)
        yield one


def _pieces(file: Path, place: RegionFacts) -> Iterator[Piece[Described]]:
    """Gives the records of the file in our words."""
    for one in govuk.read(file):
        if isinstance(one, govuk.Rejection):
            yield Rejected(imports.plain(one.source), imports.plain(one.reason))
        elif isinstance(one, govuk.Note):
            yield Noted(imports.plain(one.source), imports.plain(one.reason))
        else:
            yield _described(one, place)


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


def _link(
    actor: Actor, of: tuple[str, UUID], seen: Sequence[Described], counts: Counts, size: int
) -> None:
    """Puts bodies under the parents they name, where they do not stand there already."""
    scheme, batch = of
    wanted = institutions.parents_to_change(scheme, {one.code: one.parents for one in seen})
    changing = [one for one in seen if one.code in wanted]
    linked = imports.run(
        changing,
        lambda some: institutions.take_in_parents(actor, scheme=scheme, bodies=some),
        size=size,
    )
    counts.notes += [Noted(one.source, one.reason) for one in linked.rejected]
    failed = {one.source for one in linked.rejected}
    moved = [one.code for one in changing if one.source not in failed]
    late = institutions.written_before(scheme, moved, batch)
    counts.updated += late
    counts.unchanged -= late


def described_by(file: Path, mapping: object, region: str) -> Iterator[Piece[Described]]:
    """Gives the bodies of a table. Raises: BadMapping, Unreadable, RegionUnknown."""
    place = jurisdiction.region(region)
    rules = columns.mapping_of(mapping, FIELDS)
    for row in columns.read(file.read_bytes(), rules):
        if isinstance(row, columns.Fault):
            yield Rejected(f"row {row.number}", imports.plain(row.sentence))
            continue
        found = described_of(row, level=place.level, region=place.code)
        yield Rejected(f"row {row.number}", found) if isinstance(found, str) else found


def import_described(
    actor: Actor,
    pieces: Iterable[Piece[Described]],
    scheme: str,
    title: Texts,
    *,
    region: str,
    counts: Counts,
    progress: Progress | None = None,
    size: int = imports.BATCH,
) -> Counts:
    """Takes in described bodies; `counts` grows with every committed batch.

    Raises: RegionUnknown, NotAllowed.
    """
    statement = _OTHERS.format(title=title.get("en", scheme))
    security.register_source(actor, scheme=scheme, title=title, region=region, statement=statement)
    return _take_in(actor, scheme, pieces, counts, progress, size)


def try_described(pieces: Iterable[Piece[Described]], scheme: str) -> Counts:
    """Gives what an import would do, and does nothing. A changed parent alone is not looked at."""
    counts = Counts()
    for one in pieces:
        if isinstance(one, Described):
            counts.add(institutions.would_register(scheme, one))
        elif isinstance(one, Rejected):
            counts.rejected.append(one)
        else:
            counts.notes.append(one)
    return counts


def count_shown() -> int:
    """Gives how many bodies an export writes."""
    return len(exports.every())


def exported(media: Media) -> bytes:
    """Gives all bodies that the public sees today, in the words of W3C ORG."""
    return linked.write(exports.graph_of(exports.every()), media, VOCABULARIES)
