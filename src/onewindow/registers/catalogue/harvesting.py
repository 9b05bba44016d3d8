"""A run over another catalogue: fetch, read, take in by batches, end. The network is asked between
transactions, never inside one.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings

from onewindow.engines.linked import Malformed
from onewindow.ground.kernel import imports
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.imports import Counts, Piece, Rejected
from onewindow.registers.catalogue.commands.harvests import (
    begin_harvest,
    end_harvest,
)
from onewindow.registers.catalogue.commands.taking_in import take_in_harvested
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.dcat.files import ACCEPT, Heard, heard, heard_in
from onewindow.registers.catalogue.dcat.reading import Fault
from onewindow.registers.catalogue.queries import harvests as queries
from onewindow.registers.catalogue.types import Claim, HarvestFormat, HarvestState, RunFacts
from onewindow.registers.catalogue.wire.fetching import (
    LIMITS,
    NOTHING,
    FetchFault,
    Known,
    Limits,
    fetch,
)

JSON = "application/json"
CKAN_ROWS = 200
MOST_PAGES = 2000
WHOLE = 600.0
"""Seconds for all documents of a source: less than the lease of a run."""
Progress = Callable[[Counts], None]


@dataclasses.dataclass(slots=True)
class Listened:
    """What a source said in all, and what it is asked with next time."""

    heard: Heard
    tags: tuple[str, str] = ("", "")
    is_unchanged: bool = False


def harvest(
    actor: Actor, code: str, *, limits: Limits = LIMITS, progress: Progress | None = None
) -> RunFacts:
    """Runs over a source by its address. Raises: HarvestSourceUnknown, HarvestRunning."""
    return perform(actor, begin_harvest(actor, source=code), limits=limits, progress=progress)


def harvest_files(
    actor: Actor, code: str, place: Path, *, progress: Progress | None = None
) -> RunFacts:
    """Runs over a source that was handed in as a file or a folder."""
    claim = begin_harvest(actor, source=code)
    told = claim.source
    base = told.address or f"urn:onewindow:source:{told.code}"
    return _take(actor, claim, lambda: Listened(heard_in(place, told.format, base)), progress)


def perform(
    actor: Actor, claim: Claim, *, limits: Limits = LIMITS, progress: Progress | None = None
) -> RunFacts:
    """Does a run that was begun. A source that fails, lies or sleeps ends it as failed."""
    return _take(actor, claim, lambda: listen(claim, limits), progress)


def _take(
    actor: Actor, claim: Claim, hear: Callable[[], Listened], progress: Progress | None
) -> RunFacts:
    try:
        said = hear()
    except (FetchFault, Malformed) as fault:
        sentence = imports.plain(str(fault))
        end_harvest(actor, claim=claim, state=HarvestState.FAILED, reason=sentence)
        return queries.run_of(claim)
    if said.is_unchanged:
        end_harvest(actor, claim=claim, state=HarvestState.UNCHANGED)
        return queries.run_of(claim)
    imports.run(
        _pieces(said.heard.found),
        lambda some: take_in_harvested(actor, claim=claim, pieces=some),
        progress=progress,
    )
    end_harvest(
        actor,
        claim=claim,
        state=HarvestState.DONE,
        seen=_seen(said.heard.found),
        is_whole=said.heard.is_whole,
        tags=said.tags,
    )
    return queries.run_of(claim)


def _seen(found: Sequence[Dataset | Fault]) -> list[str]:
    """Gives what the source still names; a broken record is there as well."""
    return [one.iri if isinstance(one, Dataset) else one.source for one in found]


def _pieces(found: Iterable[Dataset | Fault]) -> Iterator[Piece[Dataset]]:
    """Gives the records, of two with one address the first."""
    known: dict[str, bool] = {}
    for one in found:
        if isinstance(one, Fault):
            yield Rejected(imports.plain(one.source or "-"), imports.plain(one.reason))
        elif one.iri in known:
            yield Rejected(imports.plain(one.iri), "The source names it twice; the first is kept.")
        else:
            known[one.iri] = True
            yield one


def listen(claim: Claim, limits: Limits = LIMITS) -> Listened:
    """Gives what a source says, page by page. Raises: FetchFault, Malformed."""
    source, until = claim.source, time.monotonic() + WHOLE
    if source.format is HarvestFormat.CKAN:
        return Listened(_ckan(source.address, limits, until))
    accept = ACCEPT if source.format is HarvestFormat.DCAT else JSON
    known = Known(claim.etag, claim.last_modified)
    said, address, tags, asked = Heard(), source.address, ("", ""), set[str]()
    while address:
        if address in asked or len(asked) >= MOST_PAGES:
            raise FetchFault("The pages of the source lead in a circle, or there are too many.")
        asked.add(address)
        got = fetch(
            address,
            accept,
            NOTHING if len(asked) > 1 else known,
            limits=_within(limits, until),
            may_loop_back=bool(settings.HARVEST_LOOPBACK),
        )
        if got.is_unchanged:
            return Listened(said, is_unchanged=True)
        told = heard(source.format, got.data, got.media, got.address)
        said.take_over(told)
        tags = (got.etag, got.last_modified) if len(asked) == 1 and not told.next else ("", "")
        address = _same_place(told.next, got.address)
    return Listened(said, tags)


def _same_place(after: str, before: str) -> str:
    """Gives the next page, where it lies with the host that was approved. Raises: FetchFault."""
    if not after:
        return ""
    goes_to = urljoin(before, after)
    if urlsplit(goes_to)[:2] != urlsplit(before)[:2]:
        raise FetchFault("The next page of the source lies with another host.")
    return goes_to


def _within(limits: Limits, until: float) -> Limits:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchFault(f"The source is too slow: not all within {WHOLE:g} s.")
    return dataclasses.replace(limits, whole=min(limits.whole, left))


def _ckan(site: str, limits: Limits, until: float) -> Heard:
    """Gives all packages of a CKAN, in the order of their names so that pages do not shift."""
    said, start = Heard(), 0
    root = site.rstrip("/").partition("/api/")[0]
    for _ in range(MOST_PAGES):
        query = urlencode({"rows": CKAN_ROWS, "start": start, "sort": "name asc"})
        got = fetch(
            f"{root}/api/3/action/package_search?{query}",
            JSON,
            limits=_within(limits, until),
            may_loop_back=bool(settings.HARVEST_LOOPBACK),
        )
        told = heard(HarvestFormat.CKAN, got.data, got.media, got.address)
        said.take_over(told)
        start += len(told.found)
        if start >= told.total or not told.found:
            said.is_whole = said.is_whole and start == told.total
            return said
    raise FetchFault("The source has too many pages.")


def resume(actor: Actor, run: str, number: int) -> None:
    """Does a run that the clock began, unless it is another's by now or has ended.

    A refusal in its midst (a veto, a lost lease) ends it here: the clock picks up what died.
    """
    claim = queries.claim(run, number)
    if claim is None:
        return
    perform(actor, claim)
