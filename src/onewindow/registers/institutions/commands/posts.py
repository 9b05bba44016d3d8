"""Posts, appointments and dismissals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.commands.bodies import FOUNDING_TIME, locked
from onewindow.registers.institutions.errors import (
    AccountUnknown,
    BodyIsClosed,
    LeavesTooEarly,
    OfficialUnknown,
    PostHeld,
    RoleNotOfPosts,
)
from onewindow.registers.institutions.events import OfficialAppointed, OfficialDismissed
from onewindow.registers.institutions.models import Official, Post
from onewindow.registers.institutions.rules import ROLES_OF_POSTS, leaving_day


def _of_body(body: UUID, **_: object) -> Matter:
    region = queries.body(body).region
    return Matter(Ref.to("body", body), body=body, region=region, conditions=(FOUNDING_TIME,))


def _of_post(post: UUID, **_: object) -> Matter:
    body = queries.body(queries.body_of_post(post))
    where = (FOUNDING_TIME,)
    return Matter(Ref.to("post", post), body=body.id, region=body.region, conditions=where)


def _of_official(official: UUID, **_: object) -> Matter:
    row = Official.objects.filter(id=official).select_related("post").first()
    if row is None:
        raise OfficialUnknown
    return Matter(Ref.to("post", row.post_id), body=row.post.body_id)


@command("institutions.create_post", on=_of_body)
def create_post(
    actor: Actor, /, *, body: UUID, title: Texts, role: Role, duties: Sequence[str] = ()
) -> UUID:
    """Creates a post in a body, with the role that comes with it; gives its id.

    Raises: BodyUnknown, BodyIsImported, BodyIsClosed, RoleNotOfPosts.
    """
    if role not in ROLES_OF_POSTS:
        raise RoleNotOfPosts(role=role, roles=list(ROLES_OF_POSTS))
    row = locked(body)
    post = Post.objects.create(body=row, title=dict(title), role=role, duties=list(duties))
    note(post=str(post.id), role=role)
    return post.id


@command("institutions.appoint", on=_of_post)
def appoint(
    actor: Actor,
    /,
    *,
    account: UUID,
    post: UUID,
    begins: dt.date | None = None,
    ends: dt.date | None = None,
) -> UUID:
    """Gives a post to a person from today or a given day, and gives the official's id.

    Raises: PostUnknown, BodyIsClosed, AccountUnknown, PostHeld.
    """
    body = queries.body(queries.body_of_post(post))
    locked(body.id)
    first = begins or jurisdiction.day(body.region)
    if not body.is_active(first):
        raise BodyIsClosed(body=body.name, on=first)
    person = get_user_model().objects.filter(id=account).first()
    if person is None:
        raise AccountUnknown
    try:
        with transaction.atomic():
            row = Official.objects.create(account_id=account, post_id=post, during=(first, ends))
    except IntegrityError as error:
        raise PostHeld(person=person) from error
    note(account=str(account), begins=first.isoformat(), ends=ends.isoformat() if ends else None)
    announce(OfficialAppointed(row.id, account, post))
    return row.id


@command("institutions.dismiss", on=_of_official)
def dismiss(actor: Actor, /, *, official: UUID, because: str, on: dt.date | None = None) -> None:
    """Takes a person out of a post: at once, or on a later day. At once means this instant.

    Raises: OfficialUnknown, LeavesTooEarly.
    """
    row = Official.objects.select_for_update().filter(id=official, left_at=None).first()
    if row is None:
        raise OfficialUnknown
    today = jurisdiction.day(queries.body(queries.body_of_post(row.post_id)).region)
    begun, ends = row.during.lower, row.during.upper
    if ends is not None and ends <= today:
        raise OfficialUnknown
    if on is None:
        last = leaving_day(begun, today)
        row.left_at = clock.now()
    elif on > max(today, begun):
        last = on
    else:
        raise LeavesTooEarly(on=on)
    row.during = (begun, min(last, ends) if ends else last)
    row.save(update_fields=["during", "left_at"])
    note(account=str(row.account_id), because=because, leaves=last.isoformat())
    announce(OfficialDismissed(row.id, row.account_id, row.post_id))
