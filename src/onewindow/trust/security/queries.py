"""Reads of security: what stands in the way of a subject, and since when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security.errors import NotCleared, Suspended, UnderVeto
from onewindow.trust.security.models import Clearance, Lift, Officer, OfficerConfirmation, OfficerEnd, Veto
from onewindow.trust.security.rules import Span, lapses, merged, worst
from onewindow.trust.security.types import Decision, Hindrance, Obstacle

ALLOWING = (Decision.AUTHORISED, Decision.WITH_CONDITIONS)
_ERRORS: dict[Obstacle, type[Suspended]] = {
    Obstacle.VETO: UnderVeto,
    Obstacle.STOPPED: Suspended,
}


def hindrances(subject: Ref, at: dt.datetime | None = None) -> list[Hindrance]:
    """Gives all that stands in the way of a subject or of what it depends on; none is live."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obstacle, subject, title, reason, alternative, since"
            " FROM onewindow_hindrances(%s, %s)",
            [str(subject), at or clock.now()],
        )
        rows = cursor.fetchall()
    return [
        Hindrance(Obstacle(code), ref, pick(json.loads(title)) or ref, reason, other, since)
        for code, ref, title, reason, other, since in rows
    ]


def operational(subject: Ref, at: dt.datetime | None = None) -> bool:
    """Says whether a subject may run at an instant (INV-26). One SQL function, asked always."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT operational(%s, %s)", [str(subject), at or clock.now()])
        (answer,) = cursor.fetchone() or (False,)
    return bool(answer)


def require_operational(subject: Ref, at: dt.datetime | None = None) -> None:
    """Returns where the subject may run; else raises the error that says why, in plain words."""
    found = worst(hindrances(subject, at))
    if found is not None:
        raise error_for(found)


def error_for(found: Hindrance) -> Suspended:
    """Gives the error that tells a person about a hindrance."""
    kind = _ERRORS.get(found.obstacle, NotCleared)
    return kind(title=found.title, reason=found.reason, alternative=found.alternative)


def frozen_spans(subject: Ref) -> list[Span]:
    """Gives when a subject stood still: vetoes, stops and lapses, its dependencies' included.

    Shape: (start, end or nothing while it still stands still), joined where they overlap.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT starts, ends FROM onewindow_stops_of(%s)", [str(subject)])
        spans: list[Span] = [(start, end) for start, end in cursor.fetchall()]
    signed = Clearance.objects.filter(subject__in=needs_of(subject)).order_by("at", "id")
    by_subject: dict[str, list[tuple[dt.datetime, dt.datetime, bool]]] = {}
    for c in signed:
        allows = c.decision in ALLOWING
        by_subject.setdefault(c.subject_id, []).append((c.valid_from, c.expires_at, allows))
    now = clock.now()
    gaps = [gap for rows in by_subject.values() for gap in lapses(rows) if gap[0] <= now]
    return merged([*spans, *gaps])


def needs_of(subject: Ref) -> frozenset[str]:
    """Gives the subject and all that it depends on, as references in text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT needed FROM onewindow_needs(%s)", [str(subject)])
        return frozenset(row[0] for row in cursor.fetchall())


def open_vetoes() -> Sequence[Veto]:
    """Gives the vetoes that stand, newest first."""
    lifted = Lift.objects.filter(veto_id=OuterRef("id"))
    standing = Veto.objects.filter(~Exists(lifted)).select_related("subject")
    return list(standing.order_by("-at"))


def open_veto(veto_id: UUID) -> Veto | None:
    """Gives a veto that stands, or nothing."""
    lifted = Lift.objects.filter(veto_id=OuterRef("id"))
    return Veto.objects.filter(~Exists(lifted), id=veto_id).select_related("subject").first()


def serving_officers() -> QuerySet[Officer]:
    """Gives the namings that are confirmed and not ended."""
    confirmed = OfficerConfirmation.objects.filter(officer_id=OuterRef("id"))
    ended = OfficerEnd.objects.filter(officer_id=OuterRef("id"))
    return Officer.objects.filter(Exists(confirmed), ~Exists(ended))


def officers() -> dict[str, str]:
    """Gives the security officers of now: actor id -> label."""
    return {officer.actor_id: officer.label for officer in serving_officers()}


def is_officer(actor_id: str) -> bool:
    """Says whether somebody is a security officer now."""
    return serving_officers().filter(actor_id=actor_id).exists()


def title_of(veto: Veto) -> str:
    """Gives the title of what a veto stops, in the reader's language."""
    return pick(veto.subject.title)
