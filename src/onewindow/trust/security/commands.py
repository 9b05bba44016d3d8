"""Writes of security. Decisions are never changed; a later row ends an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.security import queries
from onewindow.trust.security.errors import (
    AlreadyVetoed,
    ClearanceRule,
    NoSuchVeto,
    ReasonMissing,
    UnknownSubject,
    VetoLift,
)
from onewindow.trust.security.events import StopOrdered, VetoImposed, VetoLifted
from onewindow.trust.security.models import (
    Clearance,
    Dependency,
    Dossier,
    HeldDuty,
    Lift,
    StopOrder,
    StopRelease,
    Subject,
    Veto,
)
from onewindow.trust.security.rules import STOP_HOURS
from onewindow.trust.security.types import Decision

VETO_LOCK = 7_202_001


def register_subject(
    ref: Ref,
    *,
    title: Mapping[str, str],
    region: str = "",
    body_id: UUID | None = None,
    depends_on: Sequence[Ref] = (),
) -> None:
    """Tells security of something that may be live only with a clearance (a downward call).

    It is called inside the command of the package that owns the thing, in its transaction.
    """
    subject, _ = Subject.objects.update_or_create(
        ref=str(ref), defaults={"title": dict(title), "region": region, "body_id": body_id}
    )
    for needed in depends_on:
        Dependency.objects.get_or_create(subject=subject, on_id=str(needed))


def hold_duty(ref: Ref, duty: str) -> None:
    """Remembers that the actor of this frame had a duty on a thing made just now (INV-33)."""
    actor = frames.standing().actor
    HeldDuty.objects.create(ref=str(ref), duty=duty, actor_id=actor.id)


def _known(subject: Ref) -> Subject:
    found = Subject.objects.filter(ref=str(subject)).first()
    if found is None:
        raise UnknownSubject(subject=subject)
    return found


def _about(*, subject: Ref, **_: object) -> Matter:
    return Matter(subject)


def _about_dossier(*, dossier_id: UUID, **_: object) -> Matter:
    return Matter(Ref.to("dossier", dossier_id))


def _about_veto(*, veto_id: UUID, **_: object) -> Matter:
    return Matter(Ref.to("veto", veto_id))


@command("security.prepare_dossier", on=_about)
def prepare_dossier(actor: Actor, /, *, subject: Ref, statement: str) -> UUID:
    """Puts a subject before the security office for a clearance."""
    if not statement.strip():
        raise ReasonMissing(what="statement")
    dossier = Dossier.objects.create(
        subject=_known(subject), statement=statement, prepared_by=actor.id
    )
    hold_duty(Ref.to("dossier", dossier.id), "preparer")
    frames.note(dossier=str(dossier.id))
    return dossier.id


@command("security.sign_clearance", on=_about_dossier, duty="signer")
def sign_clearance(
    actor: Actor,
    /,
    *,
    dossier_id: UUID,
    decision: Decision,
    expires_at: dt.datetime,
    conditions: Sequence[str] = (),
    reason: str = "",
) -> UUID:
    """Decides on a dossier: from now on, until the expiry, the decision governs."""
    dossier = Dossier.objects.filter(id=dossier_id).first()
    if dossier is None:
        raise UnknownSubject(subject=dossier_id)
    if expires_at <= clock.now():
        raise ClearanceRule
    if decision is Decision.DENIED and not reason.strip():
        raise ReasonMissing(what="denial")
    clearance = Clearance.objects.create(
        subject_id=dossier.subject_id,
        dossier_id=dossier_id,
        decision=decision.value,
        conditions=list(conditions),
        reason=reason,
        valid_from=clock.now(),
        expires_at=expires_at,
        signed_by=actor.id,
    )
    frames.note(
        clearance=str(clearance.id), subject=dossier.subject_id, decision=decision.value,
        expires_at=expires_at.isoformat(),
    )  # fmt: skip
    return clearance.id


@command("security.impose_veto", on=_about)
def impose_veto(
    actor: Actor,
    /,
    *,
    subject: Ref,
    public_reason: str,
    alternative: str,
    restricted_reason: str = "",
) -> UUID:
    """Stops a subject and all that depends on it, from the next request on (INV-27)."""
    found = _known(subject)
    if not public_reason.strip():
        raise ReasonMissing(what="reason")
    if not alternative.strip():
        raise ReasonMissing(what="alternative")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VETO_LOCK])
    standing = next((v for v in queries.open_vetoes() if v.subject_id == found.ref), None)
    if standing is not None:
        raise AlreadyVetoed(title=standing.subject.title, number=standing.number)
    veto = Veto.objects.create(
        number=_next_number(),
        subject=found,
        public_reason=public_reason,
        restricted_reason=restricted_reason,
        alternative=alternative,
        imposed_by=actor.id,
    )
    hold_duty(Ref.to("veto", veto.id), "imposer")
    frames.note(veto=str(veto.id), number=veto.number, reason=public_reason)
    announce(VetoImposed(veto.id, found.ref))
    return veto.id


def _next_number() -> str:
    """Gives the next number of the year, for example V-2026-003; called under the lock."""
    year = clock.now().year
    return f"V-{year}-{Veto.objects.filter(number__startswith=f'V-{year}-').count() + 1:03d}"


@command("security.lift_veto", on=_about_veto, duty="lifter")
def lift_veto(actor: Actor, /, *, veto_id: UUID, evidence: str) -> None:
    """Ends a veto, by an officer other than its imposer, with evidence of the remedy (INV-27)."""
    veto = queries.open_veto(veto_id)
    if veto is None:
        raise NoSuchVeto(number=veto_id)
    if not evidence.strip():
        raise VetoLift
    Lift.objects.create(veto_id=veto_id, evidence=evidence, lifted_by=actor.id)
    frames.note(number=veto.number, subject=veto.subject_id, evidence=evidence)
    announce(VetoLifted(veto_id, veto.subject_id))


@command("security.order_stop", on=_about)
def order_stop(actor: Actor, /, *, subject: Ref, public_reason: str, alternative: str) -> UUID:
    """Stops a subject for 72 hours during an incident; it becomes a veto or ends by itself."""
    if not public_reason.strip() or not alternative.strip():
        raise ReasonMissing(what="reason_and_alternative")
    stop = StopOrder.objects.create(
        subject=_known(subject),
        public_reason=public_reason,
        alternative=alternative,
        ordered_by=actor.id,
        expires_at=clock.now() + dt.timedelta(hours=STOP_HOURS),
    )
    frames.note(stop=str(stop.id), reason=public_reason)
    announce(StopOrdered(stop.id, str(subject)))
    return stop.id


def _about_stop(*, stop_id: UUID) -> Matter:
    return Matter(Ref.to("stop", stop_id))


@command("security.release_stop", on=_about_stop)
def release_stop(actor: Actor, /, *, stop_id: UUID) -> None:
    """Ends a stop order before its time."""
    stop = StopOrder.objects.filter(id=stop_id).first()
    if stop is None:
        raise UnknownSubject(subject=stop_id)
    StopRelease.objects.create(stop_id=stop_id, released_by=actor.id)
    frames.note(subject=stop.subject_id)
