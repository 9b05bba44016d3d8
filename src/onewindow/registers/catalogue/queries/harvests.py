"""Reads of other catalogues: sources and runs, and what of them the public sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Lower

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue.errors import HarvestedUnknown, HarvestSourceUnknown
from onewindow.registers.catalogue.models import CatalogueSource, HarvestedResource, HarvestRun
from onewindow.registers.catalogue.queries.elements import as_id
from onewindow.registers.catalogue.types import (
    Claim,
    HarvestedState,
    HarvestFormat,
    HarvestState,
    RunFacts,
    SourceTold,
)
from onewindow.trust.security import public as security

SOURCE = "catalogue_source"


def source_row(code: str, *, lock: bool = False) -> CatalogueSource:
    """Gives a source. Raises HarvestSourceUnknown."""
    rows = CatalogueSource.objects.select_for_update() if lock else CatalogueSource.objects
    row = rows.filter(code=code).first()
    if row is None:
        raise HarvestSourceUnknown(source=code)
    return row


def told(row: CatalogueSource, format_: HarvestFormat) -> SourceTold:
    """Gives a source as plain data."""
    return SourceTold(
        row.code, row.title, row.address, format_, row.place_id, row.cycle, row.most_gone
    )


def claim_of(run: HarvestRun, row: CatalogueSource) -> Claim:
    """Gives who has a run, with what its source is asked with."""
    told_ = told(row, HarvestFormat(row.format))
    return Claim(run.id, run.number, told_, row.etag, row.last_modified)


def claim(run: str, number: int) -> Claim | None:
    """Gives the claim on a run that is still running and nobody else's, or none."""
    key = as_id(run)
    if key is None:
        return None
    rows = HarvestRun.objects.filter(id=key, number=number, state=HarvestState.RUNNING)
    row = rows.select_related("source").first()
    return claim_of(row, row.source) if row else None


def due_sources(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Gives the sources to be asked now: their time has come, or their run has died.

    A source that does not run (not cleared, vetoed) is not asked.
    """
    running = HarvestRun.objects.filter(source=OuterRef("pk"), state=HarvestState.RUNNING)
    alive, dead = (
        Exists(running.filter(lease_until__gt=now)),
        Exists(running.filter(lease_until__lte=now)),
    )
    rows = CatalogueSource.objects.exclude(address="").exclude(alive)
    rows = rows.filter(Q(due_at__lte=now) | dead).order_by(F("due_at").asc(nulls_first=True))
    codes = list(rows.values_list("code", flat=True)[:limit])
    return [Ref(SOURCE, one) for one in codes if security.operational(security.source(one), now)]


def sources() -> list[tuple[SourceTold, RunFacts | None]]:
    """Gives all sources with the last run over each."""
    found = []
    for row in CatalogueSource.objects.order_by("code"):
        last = HarvestRun.objects.filter(source=row).order_by("-created_at", "-id").first()
        facts = run_facts(last, row.code) if last else None
        found.append((told(row, HarvestFormat(row.format)), facts))
    return found


def run_of(claim: Claim) -> RunFacts:
    """Gives what a run did."""
    row = HarvestRun.objects.get(id=claim.run)
    return run_facts(row, claim.source.code)


def run_facts(row: HarvestRun, source: str) -> RunFacts:
    """Gives a run as plain data."""
    return RunFacts(
        row.id,
        source,
        HarvestState(row.state),
        row.created_at,
        row.ended_at,
        row.created,
        row.updated,
        row.unchanged,
        row.rejected,
        row.withdrawn,
        len(row.gone),
        row.reason,
        tuple((one["source"], one["reason"]) for one in row.lines),
    )


def public_harvested(words: str = "", source: str = "") -> QuerySet[HarvestedResource]:
    """Gives what other catalogues describe and everybody may see now, by title."""
    codes = CatalogueSource.objects.values_list("code", flat=True)
    running = [one for one in codes if security.operational(security.source(one))]
    rows = HarvestedResource.objects.filter(state=HarvestedState.SHOWN, source__code__in=running)
    rows = rows.filter(source__code=source) if source else rows
    rows = rows.annotate(folded=Lower(Cast("title", TextField())))
    if words.strip():
        rows = rows.filter(folded__contains=words.strip().lower())
    return rows.select_related("source").order_by("folded", "id")


def public_one(source: str, code: str) -> HarvestedResource:
    """Gives what a source describes, where everybody may see it.

    Raises: HarvestedUnknown; Suspended while the source does not run.
    """
    rows = HarvestedResource.objects.filter(source__code=source, code=code)
    row = rows.filter(state=HarvestedState.SHOWN).select_related("source").first()
    if row is None:
        raise HarvestedUnknown
    security.require_operational(security.source(source))
    return row


def harvested_title(key: str) -> str | None:
    """Gives the title of what a source describes, for a reference."""
    found = as_id(key)
    rows = HarvestedResource.objects.filter(id=found) if found else None
    title = rows.values_list("title", flat=True).first() if rows is not None else None
    return pick(title) if title else None
