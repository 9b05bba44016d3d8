"""Writes about security officers: who may veto, and who may say who may."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.security import queries
from onewindow.trust.security.commands import hold_duty
from onewindow.trust.security.errors import OfficersFixed
from onewindow.trust.security.models import Officer, OfficerConfirmation, OfficerEnd


@command("security.name_first_officers")
def name_first_officers(actor: Actor, /, *, officers: Sequence[Actor]) -> None:
    """Names the two or more first security officers, once in the life of an installation."""
    if len({officer.id for officer in officers}) < 2:
        raise OfficersFixed(reason="same_person")
    if Officer.objects.exists():
        raise OfficersFixed(reason="named_already")
    for officer in officers:
        row = Officer.objects.create(actor_id=officer.id, label=officer.label, named_by=actor.id)
        OfficerConfirmation.objects.create(officer_id=row.id, confirmed_by=actor.id)
    frames.note(officers=[officer.id for officer in officers])


@command("security.name_officer")
def name_officer(actor: Actor, /, *, officer: Actor) -> UUID:
    """Names a further officer, who serves once a second officer has confirmed it."""
    if officer.id in queries.officers():
        raise OfficersFixed(reason="is_officer")
    row = Officer.objects.create(actor_id=officer.id, label=officer.label, named_by=actor.id)
    hold_duty(Ref.to("officer", row.id), "namer")
    frames.note(on=Ref.to("officer", row.id), officer=officer.id)
    return row.id


def _about_officer(*, officer_id: UUID) -> Matter:
    return Matter(Ref.to("officer", officer_id))


@command("security.confirm_officer", on=_about_officer, duty="confirmer")
def confirm_officer(actor: Actor, /, *, officer_id: UUID) -> None:
    """Confirms a named officer; the one who named may not."""
    row = Officer.objects.filter(id=officer_id).first()
    if row is None or OfficerConfirmation.objects.filter(officer_id=officer_id).exists():
        raise OfficersFixed(reason="no_naming")
    OfficerConfirmation.objects.create(officer_id=officer_id, confirmed_by=actor.id)
    frames.note(officer=row.actor_id)


@command("security.end_officer", on=_about_officer)
def end_officer(actor: Actor, /, *, officer_id: UUID) -> None:
    """Ends another officer's time; two must remain, or nobody could lift what one imposed."""
    row = queries.serving_officers().filter(id=officer_id).first()
    if row is None or row.actor_id == actor.id:
        raise OfficersFixed(reason="not_another")
    if len(queries.officers()) <= 2:
        raise OfficersFixed(reason="two_remain")
    OfficerEnd.objects.create(officer_id=row.id, ended_by=actor.id)
    frames.note(officer=row.actor_id)
