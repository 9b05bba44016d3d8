"""Services as foreign sources describe them: information, "not checked by us".

Running an import twice changes nothing. Whether an item is shown is asked of its source's
clearance at every request (`PublicService.subject`); nothing here makes anything public.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from onewindow.delivery.services.errors import CardRefused
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.rules import audience_of, code_of, fault_of_imported
from onewindow.delivery.services.types import OWN, ServiceState
from onewindow.delivery.services.wire.card_data import card_data, search_words
from onewindow.delivery.services.wire.first_screen import QUESTIONS
from onewindow.delivery.services.wire.imported import ImportedService
from onewindow.delivery.services.wire.rich_text import Run, plain_line, shortened
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames, imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.imports import Counts, Piece, Taken, Taking
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.trust.security import public as security

LONGEST_SUMMARY = 300


def _of_source(*, origin: str, card: ImportedService, **_: object) -> Matter:
    return Matter(_ref(origin, card))


def _of_origin(*, origin: str, **_: object) -> Matter:
    return Matter(security.source(origin))


def _ref(origin: str, card: ImportedService) -> Ref:
    return Ref("service", f"{origin}:{card.source_id}"[: imports.LONGEST_SOURCE])


@command("services.take_in_batch", on=_of_origin)
def take_in_batch(
    actor: Actor,
    /,
    *,
    origin: str,
    source: Texts,
    region: str,
    cards: Sequence[Piece[ImportedService]],
) -> Counts:
    """Takes in one batch of cards, each in its own savepoint and with its own audit line."""

    def take(card: ImportedService) -> Taken:
        taken = take_in_service(actor, origin=origin, source=source, region=region, card=card)
        return taken[1]

    taking = Taking(
        origin=security.source(origin),
        action="services.take_in",
        take=take,
        on=lambda card: _ref(origin, card),
        source=lambda card: card.source_id,
    )
    return imports.take_batch(cards, taking)


@command("services.take_in", on=_of_source)
def take_in_service(
    actor: Actor, /, *, origin: str, source: Texts, region: str, card: ImportedService
) -> tuple[UUID, Taken]:
    """Keeps one service as its source describes it; gives its id and what was done.

    Shape: `source` is what the page calls the source; `origin` is its code.

    The same description again changes nothing. What was retired here stays retired.
    Raises: CardRefused, RegionUnknown.
    """
    columns = _columns(origin, source, region, card)
    digest = _digest(columns)
    row = (
        PublicService.objects.select_for_update()
        .only("id", "digest", "state")
        .filter(origin=origin, code=columns["code"])
        .first()
    )
    if row is not None and row.digest == digest:
        frames.note(on=Ref.to("service", row.id), taken=Taken.UNCHANGED)
        return row.id, Taken.UNCHANGED
    jurisdiction.region(region)
    taken = Taken.UPDATED if row else Taken.CREATED
    row = row or PublicService(origin=origin, state=ServiceState.INFORMATION)
    _keep(row, {**columns, "digest": digest}, taken)
    if row.state == ServiceState.INFORMATION:
        _index(row, card)
    frames.note(on=Ref.to("service", row.id), taken=taken, source=card.source_id, digest=digest)
    return row.id, taken


def _columns(origin: str, source: Texts, region: str, card: ImportedService) -> dict[str, object]:
    """Gives what the description sets. Raises CardRefused."""
    if origin == OWN:
        raise CardRefused(faults=["ours"])
    data = card_data(card)
    codes = {str(one.get("code")) for one in _answers(data)}
    faults = fault_of_imported(card.name, card.language, codes & QUESTIONS.keys())
    if faults:
        raise CardRefused(faults=faults)
    summary = " ".join(card.summary.plain().split())
    return {
        "code": code_of(card.source_id),
        "source_id": card.source_id,
        "region_id": region,
        "title": {card.language: card.name},
        "summary": {card.language: _short(summary)} if summary else {},
        "body_name": card.body.name,
        "audience": audience_of([str(segment) for segment in card.segments]),
        "guide": {"card": data, "source": dict(source)},
    }


def _answers(data: Mapping[str, object]) -> list[Mapping[str, object]]:
    given = data.get("answers")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _short(text: str) -> str:
    return plain_line(shortened((Run(text),), LONGEST_SUMMARY))


def _digest(columns: Mapping[str, object]) -> str:
    text = json.dumps(columns, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _keep(row: PublicService, columns: Mapping[str, object], taken: Taken) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    if taken is Taken.CREATED:
        row.save(force_insert=True)
    else:
        row.save(
            update_fields=[name.removesuffix("_id") for name in columns if name != "source_id"]
        )


def _index(row: PublicService, card: ImportedService) -> None:
    """Makes the item findable in the language of its source, while its source may be shown."""
    entry = Entry(
        Ref.to("service", row.id),
        title={card.language: card.name},
        body={card.language: search_words(card)},
        url=f"/{{language}}/imported/{row.origin}/{row.code}/",
        region=row.region_id,
        subject=row.subject,
        facets={"audience": row.audience},
    )
    search.put(entry)
