"""What other catalogues describe: kept as information, marked with its origin, never ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

from onewindow.ground.kernel import frames, imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.imports import Counts, Piece, Taken, Taking
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.errors import HarvestedUnfit
from onewindow.registers.catalogue.models import CatalogueSource, HarvestedResource
from onewindow.registers.catalogue.queries.harvests import source_row
from onewindow.registers.catalogue.types import HarvestedState
from onewindow.trust.security import public as security

KIND = "harvested"
LARGEST = 256 * 1024
"""Bytes of one description: more is no description."""


def _of(source: str, one: Dataset, **_: object) -> Matter:
    return Matter(_ref(source, one))


def _ref(source: str, one: Dataset) -> Ref:
    return Ref(KIND, f"{source}:{imports.plain(one.iri)}"[: imports.LONGEST_SOURCE])


def take_in(actor: Actor, source: str, pieces: Sequence[Piece[Dataset]]) -> Counts:
    """Takes in one batch, each record in its own savepoint and with its own audit line."""
    taking: Taking[Dataset] = Taking(
        origin=security.source(source),
        action="catalogue.keep_harvested",
        take=lambda one: keep_harvested(actor, source=source, one=one),
        on=lambda one: _ref(source, one),
        source=lambda one: one.iri,
    )
    return imports.take_batch(pieces, taking)


@command("catalogue.keep_harvested", on=_of)
def keep_harvested(actor: Actor, /, *, source: str, one: Dataset) -> Taken:
    """Keeps what a source says of one data set. The same again changes nothing.

    Raises: HarvestedUnfit, HarvestSourceUnknown.
    """
    owner = source_row(source)
    said = one.data()
    written = json.dumps(said, ensure_ascii=False, sort_keys=True)
    if len(written) > LARGEST:
        raise HarvestedUnfit(reason=f"its description is longer than {LARGEST} signs")
    digest = hashlib.sha256(written.encode()).hexdigest()
    rows = HarvestedResource.objects.select_for_update()
    row = rows.filter(source=owner, iri=one.iri).first()
    if row and (row.digest, row.state) == (digest, HarvestedState.SHOWN):
        frames.note(on=Ref.to(KIND, row.id), taken=Taken.UNCHANGED)
        return Taken.UNCHANGED
    taken = Taken.UPDATED if row else Taken.CREATED
    row = row or HarvestedResource(
        source=owner, iri=one.iri, code=rules.code_of_harvested(one.iri, one.identifier)
    )
    row.title, row.said, row.digest = dict(one.title), said, digest
    row.state, row.withdrawn_at = HarvestedState.SHOWN, None
    row.save()
    _index(row, owner, one)
    frames.note(on=Ref.to(KIND, row.id), taken=taken, digest=digest)
    return taken


def _index(row: HarvestedResource, owner: CatalogueSource, one: Dataset) -> None:
    words: dict[str, list[str]] = {}
    for language, text in one.text.items():
        words.setdefault(language, []).append(text)
    for language, word in one.keywords:
        words.setdefault(language, []).append(word)
    origin = owner.title.get("en") or owner.code
    languages = {*one.title, *words}
    search.put(
        Entry(
            Ref.to(KIND, row.id),
            {tag: f"{text} ({origin})" for tag, text in one.title.items()},
            {tag: "\n".join([*words.get(tag, []), origin]) for tag in sorted(languages)},
            f"/{{language}}/resources/{owner.code}/{row.code}/",
            None,
            subject=security.source(owner.code),
        )
    )


def withdraw(source: CatalogueSource, gone: Sequence[UUID]) -> int:
    """Withdraws what is gone at its source, and takes it out of the index; gives how many."""
    rows = HarvestedResource.objects.filter(source=source, state=HarvestedState.SHOWN)
    keys = list(rows.filter(id__in=gone).values_list("id", flat=True))
    for key in keys:
        search.withdraw(Ref.to(KIND, key))
    rows.filter(id__in=keys).update(
        state=HarvestedState.WITHDRAWN, withdrawn_at=frames.standing().at
    )
    return len(keys)
