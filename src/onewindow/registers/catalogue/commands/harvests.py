"""Runs over other catalogues: begun on a lease, ended with what vanished, or held for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.jobs import defer
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.commands.harvested import withdraw
from onewindow.registers.catalogue.errors import (
    HarvestLost,
    HarvestRunning,
    HarvestSourceChanged,
    HarvestSourceInvalid,
    HarvestStopped,
    NothingHeld,
)
from onewindow.registers.catalogue.models import CatalogueSource, HarvestedResource, HarvestRun
from onewindow.registers.catalogue.queries import harvests as queries
from onewindow.registers.catalogue.types import (
    Claim,
    HarvestedState,
    HarvestState,
    SourceTold,
)
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Obstacle

LEASE = dt.timedelta(minutes=15)
"""For so long a run counts as alive after it last said something; no fetch takes longer."""
STOPS = (Obstacle.VETO, Obstacle.STOPPED, Obstacle.DENIED)
MOST_LINES = 200
MOST_GONE = 100_000
JOB = "catalogue.harvest"
STATEMENT = (
    "Descriptions of data that {title} publishes at {address}, fetched by schedule and shown as"
    " information that we have not checked. Nothing of it becomes a resource of ours."
)


def _of(told: SourceTold, **_: object) -> Matter:
    return Matter(security.source(told.code))


def _named(source: str, **_: object) -> Matter:
    return Matter(security.source(source))


def _claimed(claim: Claim, **_: object) -> Matter:
    return Matter(security.source(claim.source.code))


@command("catalogue.name_harvest_source", on=_of)
def name_harvest_source(actor: Actor, /, *, told: SourceTold) -> UUID:
    """Names another catalogue and puts it forward for its clearance; gives its id.

    Said again, its title, cycle and threshold change; its address and format never do, as they
    are what was approved. Raises: HarvestSourceChanged, HarvestSourceInvalid, RegionUnknown.
    """
    if told.cycle and (not rules.is_cycle(told.cycle) or not told.address):
        raise HarvestSourceInvalid(reason=f"it cannot be asked again by the cycle {told.cycle}")
    if not 0 <= told.most_gone <= 100:
        raise HarvestSourceInvalid(reason="the threshold is no per cent")
    place = jurisdiction.region(told.region)
    row = CatalogueSource.objects.select_for_update().filter(code=told.code).first()
    if row is not None and (row.address, row.format) != (told.address, told.format):
        raise HarvestSourceChanged(source=told.code, address=row.address or "-")
    row = row or CatalogueSource(code=told.code, address=told.address, format=told.format)
    row.title, row.place_id = dict(told.title), place.code
    row.most_gone = told.most_gone
    if row.cycle != told.cycle:
        row.cycle = told.cycle
        row.due_at = frames.standing().at if told.cycle else None
    row.save()
    where = told.address or "files handed in"
    security.register_source(
        actor,
        scheme=told.code,
        title=told.title,
        region=place.code,
        statement=STATEMENT.format(title=told.title.get("en", told.code), address=where),
    )
    frames.note(address=told.address, format=told.format, cycle=told.cycle, most=told.most_gone)
    return row.id


@command("catalogue.begin_harvest", on=_named)
def begin_harvest(actor: Actor, /, *, source: str) -> Claim:
    """Begins a run over a source, or picks a dead one up.

    Raises: HarvestSourceUnknown, HarvestRunning, HarvestStopped under a veto.
    """
    return _begin(source)


@command("catalogue.start_harvest", on=_named)
def start_harvest(actor: Actor, /, *, source: str) -> UUID:
    """Begins a run, or picks a dead one up, and gives it to the worker; gives the run.

    Raises: HarvestSourceUnknown, HarvestRunning; Suspended while the source does not run.
    """
    security.require_operational(security.source(source))
    claim = _begin(source)
    defer(JOB, run=str(claim.run), number=str(claim.number))
    return claim.run


def _begin(code: str) -> Claim:
    row = queries.source_row(code, lock=True)
    now = frames.standing().at
    if any(one.obstacle in STOPS for one in security.hindrances(security.source(code))):
        raise HarvestStopped(source=code)
    run = HarvestRun.objects.filter(source=row, state=HarvestState.RUNNING).first()
    if run is None:
        run = HarvestRun(source=row, lease_until=now + LEASE)
        run.save(force_insert=True)
    elif run.lease_until is not None and run.lease_until > now:
        raise HarvestRunning(source=code, since=run.created_at, until=run.lease_until)
    else:
        run.number, run.lease_until = run.number + 1, now + LEASE
        run.save(update_fields=["number", "lease_until"])
    if row.cycle:
        row.due_at = _next(now, row.cycle)
        row.save(update_fields=["due_at"])
    frames.note(run=str(run.id), number=run.number)
    return queries.claim_of(run, row)


def _next(now: dt.datetime, cycle: str) -> dt.datetime | None:
    """Gives when a source is asked again: the same hour, a cycle later."""
    day = rules.due(now.date(), cycle)
    return dt.datetime.combine(day, now.timetz()) if day else None


def held(claim: Claim) -> HarvestRun:
    """Gives the row of a run that is still ours, locked, with its lease renewed.

    Raises: HarvestLost.
    """
    rows = HarvestRun.objects.select_for_update().filter(id=claim.run, number=claim.number)
    row = rows.filter(state=HarvestState.RUNNING).first()
    if row is None:
        raise HarvestLost
    row.lease_until = frames.standing().at + LEASE
    return row


@command("catalogue.end_harvest", on=_claimed)
def end_harvest(
    actor: Actor,
    /,
    *,
    claim: Claim,
    state: HarvestState,
    seen: Sequence[str] = (),
    is_whole: bool = False,
    tags: tuple[str, str] = ("", ""),
    reason: str = "",
) -> HarvestState:
    """Ends a run; gives the state it ends in.

    Shape: `seen` are the addresses that the source named, `is_whole` says that it could be read
    to its end; `tags` are what it is asked with next time. What a source read whole no longer
    names is withdrawn; where that is more than its threshold, the run is held and nothing is.
    Raises: HarvestLost.
    """
    row = held(claim)
    source = row.source
    if state is HarvestState.DONE:
        _waiting(source).update(gone=[])  # what an earlier run asked is answered by this one
        gone = _gone(source, set(seen)) if is_whole else []
        shown = HarvestedResource.objects.filter(source=source, state=HarvestedState.SHOWN)
        if rules.is_too_many(len(gone), shown.count(), source.most_gone):
            state = HarvestState.HELD
            reason = f"{len(gone)} of {shown.count()} would vanish at once."
            row.gone = [str(key) for key in gone[:MOST_GONE]]
        else:
            row.withdrawn = withdraw(source, gone)
            _remember(source, tags if is_whole else ("", ""))
    row.state, row.lease_until, row.reason = state, None, reason[:1000]
    row.ended_at = frames.standing().at
    row.save()
    frames.note(
        run=str(row.id), state=state, withdrawn=row.withdrawn, gone=len(row.gone), reason=reason
    )
    return state


def _waiting(source: CatalogueSource) -> QuerySet[HarvestRun]:
    """Gives the runs that wait for a person: one at most."""
    return HarvestRun.objects.filter(source=source, state=HarvestState.HELD).exclude(gone=[])


def _gone(source: CatalogueSource, seen: set[str]) -> list[UUID]:
    rows = HarvestedResource.objects.filter(source=source, state=HarvestedState.SHOWN)
    found: Mapping[UUID, str] = dict(rows.values_list("id", "iri"))
    return sorted(key for key, iri in found.items() if iri not in seen)


def _remember(source: CatalogueSource, tags: tuple[str, str]) -> None:
    if (source.etag, source.last_modified) != tags:
        source.etag, source.last_modified = tags
        source.save(update_fields=["etag", "last_modified"])


@command("catalogue.confirm_withdrawals", on=_named)
def confirm_withdrawals(actor: Actor, /, *, source: str) -> int:
    """Withdraws what the last run over a source found gone and did not dare to; gives how many.

    Raises: HarvestSourceUnknown; NothingHeld, also where a later run has read the source anew.
    """
    row = queries.source_row(source, lock=True)
    run = _waiting(row).select_for_update().first()
    if run is None:
        raise NothingHeld(source=source)
    count = withdraw(row, [UUID(key) for key in run.gone])
    run.state, run.withdrawn = HarvestState.CONFIRMED, count
    run.save(update_fields=["state", "withdrawn"])
    frames.note(on=Ref("import", source), run=str(run.id), withdrawn=count)
    return count
