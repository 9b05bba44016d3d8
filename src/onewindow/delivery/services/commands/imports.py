"""Services as foreign sources describe them: information, "not checked by us".

Running an import twice changes nothing. Whether an item is shown is asked of its source's
clearance at every request (`PublicService.subject`); nothing here makes anything public.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from onewindow.delivery.services.cpsv.cards import imported_services, pages_of
from onewindow.delivery.services.cpsv.facts import Description
from onewindow.delivery.services.errors import CardRefused
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.rules import audience_of, code_of, fault_of_imported
from onewindow.delivery.services.types import OWN, ServiceState
from onewindow.delivery.services.wire.card_data import card_data, search_words
from onewindow.delivery.services.wire.first_screen import QUESTIONS
from onewindow.delivery.services.wire.imported import ImportedService
from onewindow.delivery.services.wire.rich_text import Run, plain_line, shortened
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import imports, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.imports import Counts, Done, Piece, Rejected, Taken, Taking, Together
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.trust.security import public as security

LONGEST_SUMMARY = 300
_WRITTEN = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
_JSON = ("title", "summary", "guide")
_CHANGING = ("region", "title", "summary", "body_name", "audience", "guide", "digest")
_THERE = """
    SELECT id, code, digest, state FROM delivery_services_publicservice
     WHERE origin = %s AND code = ANY (%s) ORDER BY code FOR UPDATE
"""
Record = ImportedService | Description


def _of_source(*, origin: str, card: Record, **_: object) -> Matter:
    return Matter(_ref(origin, card))


def _of_origin(*, origin: str, **_: object) -> Matter:
    return Matter(security.source(origin))


def _ref(origin: str, card: Record) -> Ref:
    return Ref("service", f"{origin}:{source_of(card)}"[: imports.LONGEST_SOURCE])


def source_of(card: Record) -> str:
    """Gives what the source calls a service: its id, or its address."""
    return card.iri if isinstance(card, Description) else card.source_id


@command("services.take_in_batch", on=_of_origin)
def take_in_batch(
    actor: Actor,
    /,
    *,
    origin: str,
    source: Texts,
    region: str,
    cards: Sequence[Piece[Record]],
) -> Counts:
    """Takes in one batch of cards, all together, each with its own audit line."""

    def take(card: Record) -> Taken:
        taken = take_in_service(actor, origin=origin, source=source, region=region, card=card)
        return taken[1]

    taking = Taking(
        origin=security.source(origin),
        action="services.take_in",
        take=take,
        on=lambda card: _ref(origin, card),
        source=source_of,
        together=Together(lambda some: _keep(origin, source, region, some), _code),
    )
    return imports.take_batch(cards, taking)


@command("services.take_in", on=_of_source)
def take_in_service(
    actor: Actor, /, *, origin: str, source: Texts, region: str, card: Record
) -> tuple[UUID, Taken]:
    """Keeps one service as its source describes it; gives its id and what was done.

    Shape: `source` is what the page calls the source; `origin` is its code.

    The same description again changes nothing. What was retired here stays retired.
    Raises: CardRefused, RegionUnknown.
    """
    (done,) = _keep(origin, source, region, [card])
    if not isinstance(done, Done):
        raise done
    done.note()
    return UUID(done.on.id), done.taken


def _keep(
    origin: str, source: Texts, region: str, cards: Sequence[Record]
) -> list[Done | CardRefused]:
    """Keeps services, no two of one code, as their source describes them; gives what was done.

    The statements are the same, however many they are: what is there, what is new, what is
    changed, what is found of both. Raises: RegionUnknown.
    """
    given = [_wanted(origin, source, region, card) for card in cards]
    wanted = [one for one in given if isinstance(one, _Wanted)]
    there = {row.code: row for row in _there(origin, [one.read.code for one in wanted])}
    for one in wanted:
        one.meet(there.get(one.read.code))
    changing = [one for one in wanted if one.taken is not Taken.UNCHANGED]
    if changing:
        jurisdiction.region(region)
    rows.add_all([one.row for one in changing if one.taken is Taken.CREATED])
    rows.change_all([one.row for one in changing if one.taken is Taken.UPDATED], *_CHANGING)
    shown = [one for one in changing if one.row.state == ServiceState.INFORMATION]
    search.put_all([_entry(one.row, one.read) for one in shown])
    return [one.done() if isinstance(one, _Wanted) else one for one in given]


def _there(origin: str, codes: Sequence[str]) -> Iterator[PublicService]:
    """Gives what is there of these codes, locked, with no more than is asked of it here."""
    found = rows.ask(_THERE, [origin, list(codes)])
    for key, code, digest, state in found:
        yield PublicService(id=key, origin=origin, code=code, digest=digest, state=state)


@dataclasses.dataclass(slots=True)
class _Wanted:
    """A service that can be kept: its row with the new columns, and what is done with it."""

    origin: str
    source: str
    read: _Read
    columns: Mapping[str, object]
    digest: str
    row: PublicService = dataclasses.field(init=False)
    taken: Taken = Taken.UNCHANGED

    def meet(self, row: PublicService | None) -> None:
        """Decides what is done, given the row that is there."""
        if row is None:
            self.taken = Taken.CREATED
        elif row.digest != self.digest:
            self.taken = Taken.UPDATED
        self.row = row or PublicService(origin=self.origin, state=ServiceState.INFORMATION)
        if self.taken is not Taken.UNCHANGED:
            for name, value in self.columns.items():
                setattr(self.row, name, value)
            self.row.digest = self.digest

    def done(self) -> Done:
        """Gives what was done."""
        ref = Ref.to("service", self.row.id)
        if self.taken is Taken.UNCHANGED:
            return Done(ref, self.taken)
        return Done(ref, self.taken, {"source": self.source, "digest": self.digest})


def _wanted(origin: str, source: Texts, region: str, card: Record) -> _Wanted | CardRefused:
    try:
        found = _read(card)
        columns = _columns(origin, source, region, found)
    except CardRefused as error:
        return error
    digest, written = _digested(columns)
    return _Wanted(origin, source_of(card), found, {**columns, **written}, digest)


def would_take(*, origin: str, source: Texts, region: str, card: Record) -> Taken | Rejected:
    """Says what `take_in_service` would do with a record, and does nothing."""
    try:
        columns = _columns(origin, source, region, _read(card))
    except CardRefused as error:
        return Rejected(source_of(card), error.sentence())
    row = PublicService.objects.filter(origin=origin, code=columns["code"]).only("digest").first()
    if row is None:
        return Taken.CREATED
    return Taken.UNCHANGED if row.digest == _digested(columns)[0] else Taken.UPDATED


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """A record as all kinds of sources give it: the service in each of its languages, and what
    else its guide keeps.
    """

    source_id: str
    code: str
    services: tuple[ImportedService, ...]
    audience: str
    told: Mapping[str, object]


def _code(card: Record) -> str:
    if isinstance(card, ImportedService):
        return code_of(card.source_id)
    return code_of(card.iri, card.identifier)


def _read(card: Record) -> _Read:
    if isinstance(card, ImportedService):
        audience = audience_of([str(segment) for segment in card.segments])
        return _Read(card.source_id, _code(card), (card,), audience, {})
    services = imported_services(card)
    told: dict[str, object] = {"cpsv": card.data()}
    if len(services) > 1:
        told["cards"] = pages_of(services[1:])
    audience = next((part.code for part in card.audiences if part.code), "")
    return _Read(card.iri, _code(card), services, audience, told)


def _columns(origin: str, source: Texts, region: str, found: _Read) -> dict[str, object]:
    """Gives what the description sets. Raises CardRefused."""
    if origin == OWN:
        raise CardRefused(faults=["ours"])
    first = found.services[0]
    data = card_data(first)
    codes = {str(one.get("code")) for one in _answers(data)}
    for card in found.services:
        faults = fault_of_imported(card.name, card.language, codes & QUESTIONS.keys())
        if faults:
            raise CardRefused(faults=faults)
    summaries = {one.language: " ".join(one.summary.plain().split()) for one in found.services}
    return {
        "code": found.code,
        "source_id": found.source_id,
        "region_id": region,
        "title": {one.language: one.name for one in found.services},
        "summary": {key: _short(text) for key, text in summaries.items() if text},
        "body_name": first.body.name,
        "audience": found.audience,
        "guide": {"card": data, "source": dict(source), **found.told},
    }


def _answers(data: Mapping[str, object]) -> list[Mapping[str, object]]:
    given = data.get("answers")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _short(text: str) -> str:
    return plain_line(shortened((Run(text),), LONGEST_SUMMARY))


def _digested(columns: Mapping[str, object]) -> tuple[str, dict[str, rows.Dumped]]:
    """Gives the digest of a description, and those of its columns that are JSON, written out."""
    texts = {name: _WRITTEN.encode(value) for name, value in sorted(columns.items())}
    whole = ", ".join(f'"{name}": {text}' for name, text in texts.items())
    digest = hashlib.sha256(f"{{{whole}}}".encode()).hexdigest()
    return digest, {name: rows.Dumped(texts[name]) for name in _JSON}


def _entry(row: PublicService, found: _Read) -> Entry:
    """Gives what is found of the item in the languages of its source, while that may be shown."""
    return Entry(
        Ref.to("service", row.id),
        title={one.language: one.name for one in found.services},
        body={one.language: search_words(one) for one in found.services},
        url=f"/{{language}}/imported/{row.origin}/{row.code}/",
        region=row.region_id,
        subject=row.subject,
        facets={"audience": row.audience},
    )
