"""The answer to a request: granted, which makes the agreement, or refused for a reason."""

from __future__ import annotations

from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing import rules
from onewindow.registers.sharing.commands.keeping import (
    STEWARDS,
    basis_in_force,
    days,
    locked_request,
    of_provider,
    reasoned,
    tell_all,
)
from onewindow.registers.sharing.errors import FourEyes, LawMissing, NotYetEscalated
from onewindow.registers.sharing.events import AgreementInForce
from onewindow.registers.sharing.models import Agreement, DataRequest
from onewindow.registers.sharing.types import AgreementState, Clock, Footing, RequestState

SERIES = "AGR"


@command("sharing.grant_request", on=of_provider)
def grant_request(actor: Actor, /, *, request: UUID) -> UUID:
    """Grants a checked request; gives the id of the agreement that this makes.

    The provider's steward or head grants it; the data authority does once the clock has run out.
    Raises: RequestUnknown, WrongState, NotYetEscalated, FourEyes (who asked does not grant),
    WrongDays (what was asked for is over).
    """
    row = locked_request(request, RequestState.COMPLIANCE_CHECKED)
    _in_turn(row)
    made = grant(row, actor)
    frames.note(number=row.number, agreement=made.number)
    return made.id


@command("sharing.refuse_request", on=of_provider)
def refuse_request(actor: Actor, /, *, request: UUID, reason: str, legal_basis: str = "") -> None:
    """Refuses a checked request for a reason; what is not shared, by the article that forbids it.

    Raises: RequestUnknown, WrongState, NotYetEscalated, ReasonMissing, LawMissing (INV-15),
    LegalBasisUnknown, BasisNotInForce, FourEyes.
    """
    row = locked_request(request, RequestState.COMPLIANCE_CHECKED)
    _in_turn(row)
    refuse(row, actor, reason=reason, legal_basis=legal_basis)
    frames.note(number=row.number, reason=row.refusal_reason, legal_basis=legal_basis)


def _in_turn(row: DataRequest) -> None:
    """Passes the provider's own people always, the data authority after escalation.

    Raises: NotYetEscalated.
    """
    holdings = frames.standing().holdings
    if any(held.role in STEWARDS and held.body == row.provider_id for held in holdings):
        return
    is_authority = frames.standing().holds(Role.DATA_AUTHORITY)
    if not (is_authority and row.escalated == Clock.ANSWER):
        name = institutions.body(row.provider_id).name
        raise NotYetEscalated(provider=name, due=row.answer_due)


def grant(
    row: DataRequest, actor: Actor, *, state: RequestState = RequestState.GRANTED
) -> Agreement:
    """Makes the agreement of a locked request: signed by who asked and by who grants.

    Raises: FourEyes, WrongDays.
    """
    if actor.id == row.filed_by:
        raise FourEyes(who=actor.label)
    at = frames.standing().at
    today = jurisdiction.day(row.region_id, at)
    begins, ends = row.during.lower, row.during.upper
    made = Agreement.objects.create(
        region_id=row.region_id,
        number=jurisdiction.next_number(row.region_id, SERIES, at),
        provider_id=row.provider_id,
        consumer_id=row.requester_id,
        elements=row.elements,
        function_id=row.function_id,
        purpose=row.purpose,
        legal_basis_id=row.legal_basis_id,
        footing=row.footing,
        during=days(max(begins, today), ends, today),
        state=AgreementState.IN_FORCE,
        provider_signer=actor.id,
        provider_signed_at=at,
        consumer_signer=row.filed_by,
        consumer_signed_at=row.filed_at,
        request=row,
    )
    row.state = state
    _answered(row, actor)
    announce(AgreementInForce(made.id))
    if state is RequestState.GRANTED:
        tell_all(
            [row.filed_by],
            "sharing.granted",
            row.ref,
            number=row.number,
            agreement=made.number,
        )
    return made


def refuse(row: DataRequest, actor: Actor, *, reason: str, legal_basis: str) -> None:
    """Refuses a locked request. Raises: ReasonMissing, LawMissing, FourEyes, BasisNotInForce."""
    if actor.id == row.filed_by:
        raise FourEyes(who=actor.label)
    if rules.needs_law(Footing(row.footing)) and not legal_basis:
        raise LawMissing
    row.refusal_reason = reasoned(reason)
    if legal_basis:
        today = jurisdiction.day(row.region_id, frames.standing().at)
        row.refusal_basis_id = basis_in_force(legal_basis, today).id
    row.state = RequestState.REFUSED
    _answered(row, actor)
    tell_all(
        [row.filed_by],
        "sharing.refused",
        row.ref,
        number=row.number,
        reason=row.refusal_reason,
    )


def _answered(row: DataRequest, actor: Actor) -> None:
    """Keeps who answered a request, and when; a dispute keeps its own answer."""
    if row.state != RequestState.DECIDED:
        row.answered_by, row.answered_at = actor.id, frames.standing().at
    row.save()
