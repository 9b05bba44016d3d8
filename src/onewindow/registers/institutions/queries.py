"""Reads of institutions. The register is public; who holds rights is asked by the gate only."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onewindow.ground.design.site import date_style
from onewindow.ground.kernel.actor import Actor, ActorKind
from onewindow.ground.kernel.permissions import Holding, Role
from onewindow.ground.kernel.tell import Address
from onewindow.ground.kernel.texts import Texts, listed, pick
from onewindow.registers.institutions.errors import BodyUnknown, PostUnknown
from onewindow.registers.institutions.models import (
    Body,
    BodyParent,
    DeclaredInterest,
    Official,
    Post,
)
from onewindow.registers.institutions.types import (
    OWN,
    BodyFacts,
    BodyStatus,
    Contact,
    OrganType,
    PostFacts,
)
from onewindow.trust.security import public as security

_NOW_HELD = """
      FROM registers_institutions_official o
      JOIN registers_institutions_post p ON p.id = o.post_id
      JOIN registers_institutions_body b ON b.id = p.body_id
      JOIN ground_jurisdiction_region r ON r.code = b.region
     CROSS JOIN LATERAL (SELECT (%(at)s AT TIME ZONE r.time_zone)::date AS today) d
     WHERE o.during @> d.today AND (o.left_at IS NULL OR o.left_at > %(at)s)
       AND (b.valid_from IS NULL OR b.valid_from <= d.today)
       AND (b.valid_to IS NULL OR d.today < b.valid_to)
"""
_HOLDINGS = (
    "SELECT p.role, p.title::text, b.name::text, b.id,"
    f" b.region, lower(o.during) {_NOW_HELD} AND o.account_id = %(account)s ORDER BY o.id"
)
_HOLDERS = (
    f"SELECT o.account_id {_NOW_HELD} AND b.id = %(body)s AND p.role = ANY (%(roles)s)"
    " ORDER BY o.id"
)
_HOLDERS_ANYWHERE = f"SELECT o.account_id {_NOW_HELD} AND p.role = ANY (%(roles)s) ORDER BY o.id"
_ABOVE = """
    WITH RECURSIVE above(body_id, parent_id) AS (
        SELECT l.body_id, l.parent_id FROM registers_institutions_bodyparent l
         WHERE l.body_id = ANY (%(bodies)s) AND upper_inf(l.during)
        UNION
        SELECT l.body_id, l.parent_id FROM registers_institutions_bodyparent l
          JOIN above a ON l.body_id = a.parent_id WHERE upper_inf(l.during))
    SELECT body_id, parent_id FROM above
"""


def body(body_id: UUID) -> BodyFacts:
    """Gives a body. Raises BodyUnknown."""
    row = Body.objects.filter(id=body_id).first()
    if row is None:
        raise BodyUnknown
    return facts(row)


def body_by_code(code: str, scheme: str = OWN) -> BodyFacts:
    """Gives a body by the code it has in its scheme. Raises BodyUnknown."""
    row = Body.objects.filter(scheme=scheme, code=code).first()
    if row is None:
        raise BodyUnknown
    return facts(row)


def bodies(on: dt.date, *, region: str | None = None, scheme: str | None = OWN) -> list[BodyFacts]:
    """Gives the bodies that exist on a day, by code; without a scheme, imported ones too."""
    rows = Body.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on)).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )
    rows = rows.filter(scheme=scheme) if scheme else rows
    rows = rows.filter(region=region) if region else rows
    return [facts(row) for row in rows.order_by("scheme", "code")]


def parents_to_change(scheme: str, wanted: Mapping[str, Iterable[str]]) -> set[str]:
    """Gives the codes of the imported bodies that do not stand under just the parents they name.

    Parents that are not in the register cannot be stood under and are left out.
    """
    known = set(Body.objects.filter(scheme=scheme).values_list("code", flat=True))
    current: dict[str, set[str]] = {}
    links = BodyParent.objects.filter(body__scheme=scheme, during__endswith=None)
    for code, parent in links.values_list("body__code", "parent__code"):
        current.setdefault(code, set()).add(parent)
    return {
        code
        for code, parents in wanted.items()
        if code in known and set(parents) & known != current.get(code, set())
    }


def links_above(bodies: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Gives the links that hold from the bodies upwards: body -> its parents, and so on."""
    above: dict[UUID, set[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"bodies": list(bodies)})
        for body_id, parent_id in cursor:
            above.setdefault(body_id, set()).add(parent_id)
    return above


def parents_now(bodies: Iterable[UUID], on: dt.date) -> dict[UUID, set[UUID]]:
    """Gives the bodies that each body stands under on a day."""
    found: dict[UUID, set[UUID]] = {}
    links = BodyParent.objects.filter(body_id__in=list(bodies), during__contains=on)
    for body_id, parent_id in links.values_list("body_id", "parent_id"):
        found.setdefault(body_id, set()).add(parent_id)
    return found


def written_before(scheme: str, codes: Iterable[str], batch: UUID) -> int:
    """Counts the imported bodies that another batch than this one wrote last."""
    rows = Body.objects.filter(scheme=scheme, code__in=list(codes))
    return rows.exclude(batch=batch).count()


def shown_schemes(at: dt.datetime | None = None) -> list[str]:
    """Gives our own scheme and those of the sources that run at an instant (now without one).

    What came from any other source is in the register and shown to nobody (INV-26).
    """
    schemes = Body.objects.exclude(scheme=OWN).values_list("scheme", flat=True).distinct()
    open_ones = (one for one in schemes if security.operational(security.source(one), at))
    return [OWN, *sorted(open_ones)]


def shown_bodies(
    on: dt.date, *, region: str | None = None, at: dt.datetime | None = None
) -> list[BodyFacts]:
    """Gives the bodies that the public sees: our own, and those of sources that run now."""
    schemes = set(shown_schemes(at))
    return [one for one in bodies(on, region=region, scheme=None) if one.scheme in schemes]


def shown_body(code: str, scheme: str = OWN, at: dt.datetime | None = None) -> BodyFacts:
    """Gives a body that the public sees. Raises BodyUnknown; Suspended while its source is."""
    found = body_by_code(code, scheme)
    if scheme != OWN:
        security.require_operational(security.source(scheme), at)
    return found


def body_names(ids: Iterable[UUID]) -> dict[UUID, Texts]:
    """Gives the names of many bodies in one query."""
    return dict(Body.objects.filter(id__in=set(ids)).values_list("id", "name"))


def posts(body_id: UUID) -> list[tuple[UUID, Texts, Role]]:
    """Gives the posts of a body as (id, title, role), oldest first."""
    rows = Post.objects.filter(body_id=body_id).order_by("id")
    return [(row.id, row.title, Role(row.role)) for row in rows]


def body_of_post(post_id: UUID) -> UUID:
    """Gives the body that a post belongs to. Raises PostUnknown."""
    found = Post.objects.filter(id=post_id).values_list("body_id", flat=True).first()
    if found is None:
        raise PostUnknown
    return found


def officials(post_id: UUID, on: dt.date) -> list[tuple[UUID, UUID]]:
    """Gives who holds a post on a day as (official id, account id)."""
    rows = Official.objects.filter(post_id=post_id, during__contains=on).order_by("id")
    return list(rows.values_list("id", "account_id"))


def posts_held(body_ids: Iterable[UUID], on: dt.date) -> list[PostFacts]:
    """Gives the posts of bodies, oldest first, with those who hold them on a day; two queries."""
    rows = list(Post.objects.filter(body_id__in=set(body_ids)).order_by("body__code", "id"))
    held: dict[UUID, dict[UUID, tuple[UUID, dt.date | None]]] = {}
    there = Official.objects.filter(post__in=rows, during__contains=on, left_at=None)
    for one in there.order_by("id"):
        held.setdefault(one.post_id, {})[one.id] = (one.account_id, one.during.upper)
    return [
        PostFacts(
            row.id, row.body_id, row.title, Role(row.role), tuple(row.duties), held.get(row.id, {})
        )
        for row in rows
    ]


def addresses(body_ids: Iterable[UUID], on: dt.date) -> list[tuple[UUID, Address]]:
    """Gives whom to tell in bodies on a day, as (body, address): everybody with a post there."""
    rows = Official.objects.filter(
        post__body_id__in=set(body_ids), during__contains=on, left_at=None
    ).select_related("account", "post")
    found = {
        (row.post.body_id, row.account_id): Address(
            f"{ActorKind.PERSON}:{row.account_id}", row.account.email, row.account.language
        )
        for row in rows.order_by("id")
    }
    return [(body_id, address) for (body_id, _account), address in found.items()]


def holders(body_id: UUID, roles: Iterable[Role], at: dt.datetime) -> list[str]:
    """Gives the actor ids of those who hold one of the roles in a body at an instant."""
    wanted = [str(role) for role in roles]
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"at": at, "body": body_id, "roles": wanted})
        return list(dict.fromkeys(f"{ActorKind.PERSON}:{row[0]}" for row in cursor))


def holders_anywhere(roles: Iterable[Role], at: dt.datetime) -> list[str]:
    """Gives the actor ids of those who hold one of the roles in any body at an instant."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS_ANYWHERE, {"at": at, "roles": [str(role) for role in roles]})
        return list(dict.fromkeys(f"{ActorKind.PERSON}:{row[0]}" for row in cursor))


@dataclasses.dataclass(frozen=True, slots=True)
class ByPost:
    """Why somebody holds a role: a post. Shape: the titles are JSON, read where they are said."""

    title: str
    body: str
    since: dt.date

    def __str__(self) -> str:
        facts = {"post": pick(json.loads(self.title)), "body": pick(json.loads(self.body))}
        since = date_format(self.since, date_style())
        return _("post of %(post)s, %(body)s, since %(since)s") % {**facts, "since": since}


def holdings(actor: Actor, at: dt.datetime) -> tuple[Holding, ...]:
    """Gives the roles that an actor holds by posts at an instant, in one query.

    The day is that of the body's region. A post that was left, or whose body does not exist on
    that day, gives nothing (INV-32).
    """
    account = account_of(actor)
    if account is None:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS, {"at": at, "account": account})
        return tuple(
            Holding(
                Role(role),
                ByPost(title, name, since),
                body_id,
                region,
            )
            for role, title, name, body_id, region, since in cursor
        )


def account_of(actor: Actor) -> UUID | None:
    """Gives the account behind a person; nothing for anybody else."""
    return as_id(actor.key) if actor.kind is ActorKind.PERSON else None


def as_id(text: str) -> UUID | None:
    """Gives the id that a text writes, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def has_interest(account: UUID, party: str) -> bool:
    """Says whether an official has declared an interest in an actor."""
    return DeclaredInterest.objects.filter(account_id=account, party=party).exists()


def is_staffed() -> bool:
    """Says whether anybody has ever been appointed to a post of the organisation office."""
    return Official.objects.filter(post__role=Role.ORGANISATION).exists()


def facts(row: Body) -> BodyFacts:
    """Gives a body's row as plain data."""
    return BodyFacts(
        id=row.id,
        code=row.code,
        scheme=row.scheme,
        name=row.name,
        organ_type=OrganType(row.organ_type),
        level=row.level,
        region=row.region_id,
        status=BodyStatus(row.status),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        contact=Contact(row.address, row.phone, row.hours, row.website),
        batch=row.batch,
        superseded_by=row.superseded_by_id,
    )


def body_title(key: str) -> str | None:
    """Gives the name of a body for a reference, in the reader's language."""
    found = as_id(key)
    if found is None:
        return None
    name = Body.objects.filter(id=found).values_list("name", flat=True).first()
    return pick(name) if name else None


def post_title(key: str) -> str | None:
    """Gives the title of a post with its body for a reference."""
    found = as_id(key)
    if found is None:
        return None
    row = Post.objects.filter(id=found).select_related("body").first()
    return listed([row.title, row.body.name]) if row else None
