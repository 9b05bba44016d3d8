"""Writes of the jurisdiction: regions, holidays, acts, periods, and the next number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction

from onewindow.ground.jurisdiction import queries, rules
from onewindow.ground.jurisdiction.errors import (
    LegalBasisExists,
    LegalBasisUnknown,
    NotInForce,
    PeriodOverlaps,
    PeriodUnknown,
    RegionExists,
    RegionMisplaced,
    SeriesFull,
    SeriesInvalid,
    TimeZoneUnknown,
)
from onewindow.ground.jurisdiction.models import Holiday, LegalBasis, Period, Region
from onewindow.ground.jurisdiction.types import RegionLevel, Unit
from onewindow.ground.kernel import rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts

_NEXT = """
    INSERT INTO ground_jurisdiction_numberseries AS held (region_id, year, series, last)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (region_id, year, series) DO UPDATE SET last = held.last + 1
        WHERE held.last < %s
    RETURNING last
"""


def _of_region(code: str, **_: object) -> Matter:
    return Matter(Ref.to("region", code))


def _of_holidays(region: str, **_: object) -> Matter:
    return Matter(Ref.to("region", region), region=region)


def _of_basis(code: str, **_: object) -> Matter:
    return Matter(Ref.to("legal_basis", code))


def _of_period(code: str, region: str | None = None, **_: object) -> Matter:
    return Matter(Ref.to("period", code), region=region)


@command("jurisdiction.found_region", on=_of_region)
def found_region(
    actor: Actor,
    /,
    *,
    code: str,
    name: Texts,
    level: RegionLevel,
    time_zone: str,
    parent: str | None = None,
    languages: Sequence[str] = ("en",),
    assisted: bool = False,
) -> str:
    """Adds a region under its parent and gives its code.

    Raises: RegionExists, RegionUnknown (the parent), RegionMisplaced, TimeZoneUnknown.
    """
    above = queries.region(parent) if parent else None
    if not rules.lies_under(level, above.level if above else None):
        raise RegionMisplaced(level=level, parent=parent or "")
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise TimeZoneUnknown(time_zone=time_zone) from error
    if Region.objects.filter(code=code).exists():
        raise RegionExists(region=code)
    Region.objects.create(
        code=code,
        name=dict(name),
        level=level,
        time_zone=time_zone,
        parent_id=parent,
        languages=list(languages),
        assisted=assisted,
    )
    note(level=level, parent=parent)
    return code


@command("jurisdiction.add_holidays", on=_of_holidays)
def add_holidays(
    actor: Actor, /, *, region: str, days: Sequence[dt.date], name: Texts | None = None
) -> int:
    """Declares holidays of a region and of all regions in it; gives how many were new."""
    known = set(Holiday.objects.filter(region=region, day__in=days).values_list("day", flat=True))
    new = sorted(set(days) - known)
    queries.region(region)
    Holiday.objects.bulk_create(
        (Holiday(region_id=region, day=day, name=dict(name or {})) for day in new),
        ignore_conflicts=True,
    )
    note(days=[day.isoformat() for day in new])
    return len(new)


@command("jurisdiction.declare_legal_basis", on=_of_basis)
def declare_legal_basis(
    actor: Actor,
    /,
    *,
    code: str,
    title: Texts,
    issuer: str,
    in_force_from: dt.date,
    article: str = "",
    in_force_to: dt.date | None = None,
    uri: str = "",
) -> UUID:
    """Enters an article of an act and gives its id. Raises: LegalBasisExists."""
    if LegalBasis.objects.filter(code=code).exists():
        raise LegalBasisExists(basis=code)
    made = LegalBasis.objects.create(
        code=code,
        title=dict(title),
        issuer=issuer,
        article=article,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        uri=uri,
    )
    return made.id


@command("jurisdiction.declare_period", on=_of_period)
def declare_period(
    actor: Actor,
    /,
    *,
    code: str,
    value: int,
    unit: Unit,
    basis: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    region: str | None = None,
) -> UUID:
    """Enters a legal period for a region, or for the whole country, and gives its id.

    Raises: LegalBasisUnknown, NotInForce, PeriodOverlaps, RegionUnknown.
    """
    act = LegalBasis.objects.filter(code=basis).first()
    if act is None:
        raise LegalBasisUnknown(basis=basis)
    if not queries.legal_basis(basis).is_in_force(valid_from):
        raise NotInForce(basis=basis, on=valid_from)
    if region:
        queries.region(region)
    try:
        with transaction.atomic():
            made = Period.objects.create(
                code=code,
                region_id=region,
                value=value,
                unit=unit,
                legal_basis=act,
                valid_from=valid_from,
                valid_to=valid_to,
            )
    except IntegrityError as error:
        raise PeriodOverlaps(period=code, region=region or "") from error
    note(value=value, unit=unit, basis=basis, valid_from=valid_from.isoformat())
    return made.id


@command("jurisdiction.end_period", on=_of_period)
def end_period(actor: Actor, /, *, code: str, on: dt.date, region: str | None = None) -> UUID:
    """Ends the period that holds before `on`: from that day it does not. Raises: PeriodUnknown."""
    held = (
        Period.objects.select_for_update()
        .filter(code=code, region=region, valid_from__lt=on, valid_to=None)
        .first()
    )
    if held is None:
        raise PeriodUnknown(period=code, region=region or "", on=on)
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    note(valid_to=on.isoformat())
    return held.id


def next_number(region: str, series: str, at: dt.datetime) -> str:
    """Gives the next number of a series, like MZ-2026-BTH-000417-J; called inside a command.

    The series' row is locked to the end of the transaction, so a number is unique and a gap is
    left only by a rollback. The year is that of the region's own day.
    Raises: RegionUnknown, SeriesFull, SeriesInvalid; RuntimeError outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is given inside a transaction.")
    if not rules.is_series(series):
        raise SeriesInvalid(series=series)
    year = queries.day(region, at).year
    row = rows.first(_NEXT, [region, year, series, rules.LAST_NUMBER])
    if row is None:
        raise SeriesFull(series=series, region=region, year=year)
    return rules.numbered(region, year, series, row[0])
