"""Requests for data: filed, checked, escalated by the clock, disputed, decided."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter
from onewindow.ground.kernel.texts import pick
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing import rules
from onewindow.registers.sharing.commands.granting import grant, refuse
from onewindow.registers.sharing.commands.keeping import (
    answerers,
    authorities,
    basis_in_force,
    days,
    held_by_provider,
    locked_request,
    of_body,
    of_provider,
    of_requester,
    reasoned,
    said,
    tell_all,
    their_function,
)
from onewindow.registers.sharing.errors import FourEyes
from onewindow.registers.sharing.events import RequestEscalated, RequestFiled
from onewindow.registers.sharing.models import DataRequest, RequestDispute
from onewindow.registers.sharing.queries import requests
from onewindow.registers.sharing.types import (
    ANSWER_PERIOD,
    CHECK_PERIOD,
    UNPUBLISHED_PERIOD,
    Footing,
    RequestState,
    Terms,
)

SERIES = "DRQ"


def _new(terms: Terms, **_: object) -> Matter:
    return of_body("sharing_request", "new", terms.consumer)


def _last_day(region: str, period: str, start: dt.date) -> dt.date:
    """Gives the last day of a clock that the law sets, in working days of the region."""
    return jurisdiction.due(region, start, jurisdiction.period(period, region, start))


@command("sharing.file_request", on=_new)
def file_request(actor: Actor, /, *, terms: Terms) -> UUID:
    """Asks another institution for data; gives the id. The clock of the check begins to run.

    Raises: NothingWanted, ElementUnknown, OwnData, NotHeld, NotTheirFunction, FunctionUnknown,
    LegalBasisUnknown, BasisNotInForce, WrongDays, ReasonMissing (no purpose), PeriodUnknown.
    """
    provider = institutions.body(terms.provider)
    at = frames.standing().at
    today = jurisdiction.day(provider.region, at)
    held = held_by_provider(terms, today)
    row = DataRequest(
        region_id=provider.region,
        number=jurisdiction.next_number(provider.region, SERIES, at),
        requester_id=terms.consumer,
        provider_id=terms.provider,
        elements=sorted(held),
        function_id=their_function(terms.function, terms.consumer, today).id,
        purpose=said(terms.purpose),
        legal_basis_id=basis_in_force(terms.legal_basis, today).id,
        during=days(terms.begins, terms.ends, today),
        footing=rules.strictest(one.footing for one in held.values()),
        filed_by=actor.id,
        filed_by_label=actor.label,
        filed_at=at,
        check_due=_last_day(provider.region, CHECK_PERIOD, today),
    )
    row.save(force_insert=True)
    frames.note(on=row.ref, number=row.number, elements=row.elements, footing=row.footing)
    announce(RequestFiled(row.id))
    return row.id


@command("sharing.check_compliance", on=of_provider)
def check_compliance(
    actor: Actor, /, *, request: UUID, complies: bool, reason: str = "", legal_basis: str = ""
) -> None:
    """Checks a request against the law: what does not comply is refused for a reason.

    What is shared without condition is granted directly. Else the provider's clock begins: its
    last day counts from the day of the check, for data that are not catalogued yet from the day
    of filing. Raises: RequestUnknown, WrongState, ReasonMissing, LawMissing, FourEyes,
    WrongDays (what was asked for is over).
    """
    row = locked_request(request, RequestState.FILED)
    at = frames.standing().at
    today = jurisdiction.day(row.region_id, at)
    row.checked_by, row.checked_at = actor.id, at
    row.answer_due = _answer_due(row, today)
    if not complies:
        refuse(row, actor, reason=reason, legal_basis=legal_basis)
    elif row.footing == Footing.UNCONDITIONAL:
        grant(row, actor)
    else:
        row.state = RequestState.COMPLIANCE_CHECKED
        row.save(update_fields=["checked_by", "checked_at", "answer_due", "state"])
        tell_all(
            answerers(row.provider_id),
            "sharing.answer_due",
            row.ref,
            number=row.number,
            due=row.answer_due.isoformat(),
        )
    frames.note(number=row.number, state=row.state, answer_due=row.answer_due.isoformat())


def _answer_due(row: DataRequest, today: dt.date) -> dt.date:
    if row.footing == Footing.UNCONDITIONAL:
        return row.check_due
    if row.footing == Footing.UNPUBLISHED:
        filed = jurisdiction.day(row.region_id, row.filed_at)
        return _last_day(row.region_id, UNPUBLISHED_PERIOD, filed)
    return _last_day(row.region_id, ANSWER_PERIOD, today)


@command("sharing.escalate_request", on=of_provider)
def escalate_request(actor: Actor, /, *, request: UUID) -> None:
    """Hands a request whose clock has run out to the data authority; once for each clock.

    Raises: RequestUnknown, WrongState (it was answered meanwhile).
    """
    row = locked_request(request, RequestState.FILED, RequestState.COMPLIANCE_CHECKED)
    at = frames.standing().at
    clock, last = requests.running_clock(row)
    if row.escalated == clock or last is None or not requests.has_run_out(row, at):
        return
    row.escalated, row.escalated_at = clock, at
    row.save(update_fields=["escalated", "escalated_at"])
    frames.note(number=row.number, clock=clock, due=last.isoformat())
    tell_all(
        authorities(),
        "sharing.escalated",
        row.ref,
        number=row.number,
        due=last.isoformat(),
        provider=pick(institutions.body(row.provider_id).name),
    )
    announce(RequestEscalated(row.id, clock))


@command("sharing.dispute_refusal", on=of_requester)
def dispute_refusal(actor: Actor, /, *, request: UUID, reason: str) -> None:
    """Brings a refusal before the data authority.

    Raises: RequestUnknown, WrongState, ReasonMissing.
    """
    row = locked_request(request, RequestState.REFUSED)
    RequestDispute.objects.create(
        region_id=row.region_id,
        request=row,
        reason=reasoned(reason),
        raised_by=actor.id,
        raised_at=frames.standing().at,
    )
    row.state = RequestState.DISPUTED
    row.save(update_fields=["state"])
    frames.note(number=row.number)
    tell_all(authorities(), "sharing.disputed", row.ref, number=row.number)


@command("sharing.decide_dispute", on=of_provider)
def decide_dispute(actor: Actor, /, *, request: UUID, grants: bool, decision: str) -> None:
    """Decides a dispute, with reasons: the refusal stands, or an agreement is made instead of it.

    Raises: RequestUnknown, WrongState, ReasonMissing, FourEyes (who refused it or asked for it
    does not decide about that), WrongDays.
    """
    row = locked_request(request, RequestState.DISPUTED)
    dispute = RequestDispute.objects.select_for_update().get(request=row)
    if actor.id in (row.answered_by, row.filed_by, dispute.raised_by):
        raise FourEyes(who=actor.label)
    dispute.decided_by, dispute.decided_at = actor.id, frames.standing().at
    dispute.is_granted, dispute.decision = grants, reasoned(decision)
    dispute.save()
    if grants:
        grant(row, actor, state=RequestState.DECIDED)
    else:
        row.state = RequestState.DECIDED
        row.save(update_fields=["state"])
    frames.note(number=row.number, granted=grants)
    told = "sharing.decided_granted" if grants else "sharing.decided_refused"
    people = [row.filed_by, dispute.raised_by, *answerers(row.provider_id)]
    tell_all(people, told, row.ref, number=row.number, decision=dispute.decision)
