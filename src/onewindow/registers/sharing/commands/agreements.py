"""Agreements without a request before them: proposed, signed by both sides, ended."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing import rules
from onewindow.registers.sharing.commands.granting import SERIES
from onewindow.registers.sharing.commands.keeping import (
    answerers,
    basis_in_force,
    days,
    held_by_provider,
    locked_agreement,
    of_body,
    of_side,
    reasoned,
    said,
    tell_all,
    their_function,
)
from onewindow.registers.sharing.errors import (
    AlreadySigned,
    FourEyes,
    NotAParty,
    WrongDays,
    WrongState,
)
from onewindow.registers.sharing.events import AgreementEnded, AgreementInForce
from onewindow.registers.sharing.models import Agreement
from onewindow.registers.sharing.queries import agreements
from onewindow.registers.sharing.types import AgreementState, Terms


def _new(terms: Terms, by: UUID) -> Matter:
    if by not in (terms.provider, terms.consumer):
        raise NotAParty(body=institutions.body(by).name)
    return of_body("agreement", "new", by)


@command("sharing.propose_agreement", on=_new)
def propose_agreement(actor: Actor, /, *, terms: Terms, by: UUID) -> UUID:
    """Writes an agreement down for one of its two sides; gives its id. Nobody has signed it yet.

    Raises: NotAParty, and what `file_request` raises about its terms.
    """
    provider = institutions.body(terms.provider)
    at = frames.standing().at
    today = jurisdiction.day(provider.region, at)
    held = held_by_provider(terms, today)
    row = Agreement(
        region_id=provider.region,
        number=jurisdiction.next_number(provider.region, SERIES, at),
        provider_id=terms.provider,
        consumer_id=terms.consumer,
        elements=sorted(held),
        function_id=their_function(terms.function, terms.consumer, today).id,
        purpose=said(terms.purpose),
        legal_basis_id=basis_in_force(terms.legal_basis, today).id,
        footing=rules.strictest(one.footing for one in held.values()),
        during=days(terms.begins, terms.ends, today),
    )
    row.save(force_insert=True)
    frames.note(on=row.ref, number=row.number, elements=row.elements)
    other = terms.consumer if by == terms.provider else terms.provider
    tell_all([*answerers(other), *answerers(by)], "sharing.to_sign", row.ref, number=row.number)
    return row.id


@command("sharing.sign_agreement", on=of_side)
def sign_agreement(actor: Actor, /, *, agreement: UUID, by: UUID) -> None:
    """Signs for one side; with both signatures the agreement is in force.

    Raises: AgreementUnknown, NotAParty, WrongState, AlreadySigned, FourEyes (one person does not
    sign for both sides), WrongDays (its last day is over).
    """
    row = locked_agreement(agreement)
    if row.state not in (AgreementState.PROPOSED, AgreementState.SIGNED):
        raise WrongState(what=row.number, state=row.state)
    if row.during.upper <= jurisdiction.day(row.region_id):
        raise WrongDays(begins=row.during.lower, ends=row.during.upper)
    side = _side(row, by)
    if getattr(row, f"{side}_signer"):
        raise AlreadySigned(body=institutions.body(by).name)
    if actor.id in (row.provider_signer, row.consumer_signer):
        raise FourEyes(who=actor.label)
    setattr(row, f"{side}_signer", actor.id)
    setattr(row, f"{side}_signed_at", frames.standing().at)
    row.state = rules.state_when_signed(row.provider_signer, row.consumer_signer)
    row.save(update_fields=[f"{side}_signer", f"{side}_signed_at", "state"])
    frames.note(number=row.number, side=side, state=row.state)
    if row.state == AgreementState.IN_FORCE:
        announce(AgreementInForce(row.id))
    else:
        other = row.consumer_id if side == "provider" else row.provider_id
        tell_all(answerers(other), "sharing.to_sign", row.ref, number=row.number)


def _side(row: Agreement, by: UUID) -> str:
    """Gives which side a body is. Raises: NotAParty."""
    if by == row.provider_id:
        return "provider"
    if by == row.consumer_id:
        return "consumer"
    raise NotAParty(body=institutions.body(by).name)


def _to_end(agreement: UUID, by: UUID | None = None, **_: object) -> Matter:
    """Gives what ending is about: of a side, or of nobody's where an authority cuts it."""
    row = agreements.agreement(agreement)
    if by is not None:
        _side(row, by)
        return of_body("agreement", agreement, by)
    return Matter(row.ref, region=row.region_id)


@command("sharing.end_agreement", on=_to_end)
def end_agreement(
    actor: Actor, /, *, agreement: UUID, because: str, on: dt.date, by: UUID | None = None
) -> None:
    """Ends an agreement: from that day nothing is exchanged under it.

    `by` names the side that ends it; without one the data authority or the security office does.
    Raises: AgreementUnknown, NotAParty, WrongState, WrongDays, ReasonMissing.
    """
    row = locked_agreement(agreement)
    today = jurisdiction.day(row.region_id)
    if row.state == AgreementState.ENDED:
        raise WrongState(what=row.number, state=row.state)
    if not today <= on <= row.during.upper:
        raise WrongDays(begins=today, ends=on)
    row.ended_because = reasoned(because)
    row.during = DateRange(row.during.lower, max(on, row.during.lower))
    if on == today or row.state != AgreementState.IN_FORCE:
        row.state = AgreementState.ENDED
    row.save(update_fields=["during", "state", "ended_because"])
    frames.note(number=row.number, ends=on.isoformat(), because=because)
    people = [row.provider_signer, row.consumer_signer]
    tell_all(
        [one for one in people if one],
        "sharing.ended",
        row.ref,
        number=row.number,
        because=row.ended_because,
        on=on.isoformat(),
    )
    announce(AgreementEnded(row.id))
