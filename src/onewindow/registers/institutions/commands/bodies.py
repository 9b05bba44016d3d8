"""Founding, changing and closing bodies of our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.ground.search import public as search
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.commands.indexing import index
from onewindow.registers.institutions.errors import (
    BodyCodeTaken,
    BodyIsClosed,
    BodyIsImported,
    BodyNotClosing,
    BodyStaffed,
    BodyUnknown,
    ClosedTooEarly,
)
from onewindow.registers.institutions.events import BodyClosed, BodyFounded, BodyReopened
from onewindow.registers.institutions.models import Body, BodyParent, Official
from onewindow.registers.institutions.types import OWN, BodyStatus, Contact, OrganType

FOUNDING_TIME = "founding_time"


def _new(code: str, region: str, **_: object) -> Matter:
    return Matter(Ref.to("body", code), region=region, conditions=(FOUNDING_TIME,))


def _known(body: UUID, **_: object) -> Matter:
    return Matter(Ref.to("body", body), body=body, region=queries.body(body).region)


def locked(body: UUID) -> Body:
    """Gives a body of our own, locked. Raises: BodyUnknown, BodyIsImported, BodyIsClosed."""
    row = Body.objects.select_for_update().filter(id=body).first()
    if row is None:
        raise BodyUnknown
    if row.scheme != OWN:
        raise BodyIsImported(body=row.name)
    if row.status == BodyStatus.CLOSED:
        raise BodyIsClosed(body=row.name, on=row.valid_to)
    return row


@command("institutions.found_body", on=_new)
def found_body(
    actor: Actor,
    /,
    *,
    code: str,
    name: Texts,
    organ_type: OrganType,
    region: str,
    valid_from: dt.date | None = None,
    parent: UUID | None = None,
    contact: Contact | None = None,
) -> UUID:
    """Founds an institution of a region, on its level, from today or a given day; gives its id.

    Raises: BodyCodeTaken, BodyUnknown or BodyIsClosed (the parent), RegionUnknown.
    """
    begins = valid_from or jurisdiction.day(region)
    above = queries.body(parent) if parent else None
    if above and not above.is_active(begins):
        raise BodyIsClosed(body=above.name, on=begins)
    body = Body(
        code=code,
        name=dict(name),
        organ_type=organ_type,
        level=jurisdiction.region(region).level,
        region_id=region,
        valid_from=begins,
    )
    _set_contact(body, contact or Contact())
    try:
        with transaction.atomic():
            body.save(force_insert=True)
    except IntegrityError as error:
        raise BodyCodeTaken(body=code) from error
    if above:
        BodyParent.objects.create(body=body, parent_id=above.id, during=(begins, None))
    index(body)
    note(on=Ref.to("body", body.id), code=code, parent=str(parent) if parent else None)
    announce(BodyFounded(body.id))
    return body.id


@command("institutions.change_contact", on=_known)
def change_contact(actor: Actor, /, *, body: UUID, contact: Contact) -> None:
    """Changes how the public reaches a body. Raises: BodyUnknown, BodyIsImported, BodyIsClosed."""
    row = locked(body)
    _set_contact(row, contact)
    row.save(update_fields=["address", "phone", "hours", "website"])
    index(row)
    note(phone=contact.phone, website=contact.website)


@command("institutions.close_body", on=_known)
def close_body(
    actor: Actor, /, *, body: UUID, on: dt.date, superseded_by: UUID | None = None
) -> None:
    """Ends a body: on `on` it no longer exists, and its posts are left.

    Whoever builds on bodies (functions, say) hears of it in the same transaction and may refuse.
    Raises: BodyUnknown, BodyIsImported, BodyIsClosed, BodyStaffed, ClosedTooEarly.
    """
    row = locked(body)
    today = jurisdiction.day(row.region_id)
    if on < today or (row.valid_from and on <= row.valid_from):
        raise ClosedTooEarly(body=row.name, on=on)
    heir = queries.body(superseded_by) if superseded_by else None
    if heir and not heir.is_active(on):
        raise BodyIsClosed(body=heir.name, on=on)
    _leave_posts(row, on)
    row.status, row.valid_to, row.superseded_by_id = BodyStatus.CLOSED, on, superseded_by
    row.save(update_fields=["status", "valid_to", "superseded_by"])
    search.withdraw(Ref.to("body", body))
    note(on=Ref.to("body", body), ends=on.isoformat())
    announce(BodyClosed(body, on))


@command("institutions.reopen_body", on=_known)
def reopen_body(actor: Actor, /, *, body: UUID, held: Mapping[UUID, dt.date | None]) -> None:
    """Takes the end of a body back before its day; its posts are held again as before.

    Shape: `held` says official -> first day on which the post is no longer held, or none.
    Raises: BodyUnknown, BodyNotClosing.
    """
    row = Body.objects.select_for_update().filter(id=body, scheme=OWN).first()
    if row is None:
        raise BodyUnknown
    last = row.valid_to
    if last is None or last <= jurisdiction.day(row.region_id):
        raise BodyNotClosing(body=row.name)
    row.status, row.valid_to, row.superseded_by_id = BodyStatus.ACTIVE, None, None
    row.save(update_fields=["status", "valid_to", "superseded_by"])
    index(row)
    left = Official.objects.filter(post__body=row, id__in=held, left_at=None)
    for official in left.filter(during__endswith=last):
        official.during = (official.during.lower, held[official.id])
        official.save(update_fields=["during"])
    note(on=Ref.to("body", body), posts=len(held))
    announce(BodyReopened(body))


def _leave_posts(row: Body, on: dt.date) -> None:
    """Ends what is held in the body on its last day. Raises: BodyStaffed."""
    held = Official.objects.select_for_update().filter(post__body=row)
    later = held.filter(during__startswith__gte=on).count()
    if later:
        raise BodyStaffed(body=row.name, count=later, on=on)
    for official in held.filter(during__contains=on):
        official.during = (official.during.lower, on)
        official.save(update_fields=["during"])


def _set_contact(row: Body, contact: Contact) -> None:
    row.address, row.phone = dict(contact.address), contact.phone
    row.hours, row.website = dict(contact.hours), contact.website
