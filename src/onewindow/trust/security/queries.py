"""Reads of security: what stands in the way of a subject, and since when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, rows
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security.errors import (
    ClearanceDenied,
    ClearanceEnded,
    NotCleared,
    Suspended,
    UnderVeto,
    UnknownSubject,
)
from onewindow.trust.security.models import (
    Clearance,
    Dossier,
    Lift,
    Officer,
    OfficerConfirmation,
    OfficerEnd,
    StopOrder,
    StopRelease,
    Subject,
    Veto,
)
from onewindow.trust.security.rules import Span, lapses, merged, worst
from onewindow.trust.security.types import (
    Decision,
    Hindrance,
    NamedOfficer,
    Obstacle,
    SubjectState,
)

ALLOWING = (Decision.AUTHORISED, Decision.WITH_CONDITIONS)
_ERRORS: dict[Obstacle, type[Suspended]] = {
    Obstacle.VETO: UnderVeto,
    Obstacle.STOPPED: Suspended,
    Obstacle.DENIED: ClearanceDenied,
    Obstacle.EXPIRED: ClearanceEnded,
}

# Stops of a subject and of what it needs, then their clearances in the order of signing.
_SPANS = """
    SELECT subject, starts, ends, allows FROM (
        SELECT NULL AS subject, starts, ends, false AS allows,
               NULL::timestamptz AS at, NULL::uuid AS id
        FROM onewindow_stops_of(%(ref)s)
        UNION ALL
        SELECT c.subject_id, c.valid_from, c.expires_at, c.decision = ANY(%(allowing)s::varchar[]),
               c.at, c.id
        FROM onewindow_needs(%(ref)s) n JOIN trust_security_clearance c ON c.subject_id = n.needed
    ) s ORDER BY at NULLS FIRST, id
"""


def hindrances(subject: Ref, at: dt.datetime | None = None) -> list[Hindrance]:
    """Gives all that stands in the way of a subject or of what it depends on; none is live."""
    found = rows.ask(
        "SELECT obstacle, subject, title, reason, alternative, since"
        " FROM onewindow_hindrances(%s, %s)",
        [str(subject), at or clock.now()],
    )
    return [
        Hindrance(Obstacle(code), ref, pick(json.loads(title)) or ref, reason, other, since)
        for code, ref, title, reason, other, since in found
    ]


def operational(subject: Ref, at: dt.datetime | None = None) -> bool:
    """Says whether a subject may run at an instant (INV-26). One SQL function, asked always."""
    found = rows.first("SELECT operational(%s, %s)", [str(subject), at or clock.now()])
    return bool(found and found[0])


def require_operational(subject: Ref, at: dt.datetime | None = None) -> None:
    """Returns where the subject may run; else raises the error that says why, in plain words."""
    found = worst(hindrances(subject, at))
    if found is not None:
        raise error_for(found)


def error_for(found: Hindrance) -> Suspended:
    """Gives the error that tells a person about a hindrance."""
    kind = _ERRORS.get(found.obstacle, NotCleared)
    facts = {"title": found.title, "reason": found.reason, "alternative": found.alternative}
    if kind is ClearanceEnded and found.since:
        facts["since"] = _day(found.subject, found.since).isoformat()
    return kind(**facts)


def _day(subject: str, at: dt.datetime) -> dt.date:
    """Gives the calendar day of an instant in a subject's region, else in the country."""
    region = Subject.objects.filter(ref=subject).values_list("region", flat=True).first()
    if not region:
        region = next((one.code for one in jurisdiction.regions() if one.parent is None), "")
    return jurisdiction.day(region, at) if region else at.date()


def frozen_spans(subject: Ref) -> list[Span]:
    """Gives when a subject stood still: vetoes, stops and lapses, its dependencies' included.

    Shape: (start, end or nothing while it still stands still), joined where they overlap.
    """
    spans: list[Span] = []
    by_subject: dict[str, list[tuple[dt.datetime, dt.datetime, bool]]] = {}
    found = rows.ask(_SPANS, {"ref": str(subject), "allowing": list(ALLOWING)})
    for cleared, start, end, allows in found:
        if cleared is None:
            spans.append((start, end))
        else:
            by_subject.setdefault(cleared, []).append((start, end, allows))
    now = clock.now()
    gaps = [gap for rows in by_subject.values() for gap in lapses(rows) if gap[0] <= now]
    return merged([*spans, *gaps])


def needs_of(subject: Ref) -> frozenset[str]:
    """Gives the subject and all that it depends on, as references in text."""
    found = rows.ask("SELECT needed FROM onewindow_needs(%s)", [str(subject)])
    return frozenset(needed for (needed,) in found)


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


_SUBJECTS = """
    SELECT s.ref, s.title::text, s.region, h.obstacle, h.subject, h.title, h.reason,
           h.alternative, h.since, c.expires_at
    FROM trust_security_subject s
    LEFT JOIN LATERAL onewindow_hindrances(s.ref, %(now)s) h ON true
    LEFT JOIN LATERAL (
        SELECT CASE WHEN k.decision IN ('authorised', 'with_conditions') THEN k.expires_at END
               AS expires_at
        FROM trust_security_clearance k
        WHERE k.subject_id = s.ref AND k.valid_from <= %(now)s
        ORDER BY k.valid_from DESC, k.id DESC LIMIT 1) c ON true
    WHERE s.is_active AND (%(only)s = '' OR s.ref = %(only)s)
    ORDER BY s.ref
"""


def subjects(only: Ref | None = None) -> list[SubjectState]:
    """Gives every subject (or one) with what stands in its way now, in one query."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows.ask(_SUBJECTS, {"now": clock.now(), "only": str(only or "")}):
        found.setdefault(row[0], []).append(row)
    return [_subject(group) for group in found.values()]


def _subject(group: Sequence[tuple[Any, ...]]) -> SubjectState:
    ref, title, region, *_rest, expires_at = group[0]
    hindrances = tuple(
        Hindrance(Obstacle(code), on, pick(json.loads(name)) or on, reason, other, since)
        for *_subject, code, on, name, reason, other, since, _expiry in group
        if code
    )
    return SubjectState(Ref.parse(ref), json.loads(title), region, hindrances, expires_at)


def subject(ref: Ref) -> SubjectState:
    """Gives one subject with what stands in its way. Raises UnknownSubject."""
    found = subjects(ref)
    if not found:
        raise UnknownSubject(subject=ref)
    return found[0]


def dossiers_waiting() -> list[Dossier]:
    """Gives the dossiers that nobody has decided on, oldest first."""
    decided = Clearance.objects.filter(dossier_id=OuterRef("id"))
    waiting = Dossier.objects.filter(~Exists(decided)).select_related("subject")
    return list(waiting.order_by("at", "id"))


def dossier(dossier_id: UUID) -> Dossier:
    """Gives a dossier. Raises UnknownSubject."""
    found = Dossier.objects.filter(id=dossier_id).select_related("subject").first()
    if found is None:
        raise UnknownSubject(subject=dossier_id)
    return found


def standing_stops() -> list[StopOrder]:
    """Gives the stop orders that hold now, the one that ends first first."""
    released = StopRelease.objects.filter(stop_id=OuterRef("id"))
    held = StopOrder.objects.filter(~Exists(released), expires_at__gt=clock.now())
    return list(held.select_related("subject").order_by("expires_at"))


def namings() -> list[NamedOfficer]:
    """Gives every naming of a security officer, oldest first."""
    confirmed = OfficerConfirmation.objects.filter(officer_id=OuterRef("id"))
    ended = OfficerEnd.objects.filter(officer_id=OuterRef("id"))
    named = Officer.objects.annotate(confirmed=Exists(confirmed), ended=Exists(ended))
    return [
        NamedOfficer(row.id, row.actor_id, row.label, row.named_by, row.confirmed, row.ended)
        for row in named.order_by("at", "id")
    ]
