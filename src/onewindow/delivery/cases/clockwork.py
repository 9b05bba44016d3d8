"""What happens to cases by the clock and by news: acceptance, the one decision, word of a stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from onewindow.delivery.cases.events import CaseDecided
from onewindow.delivery.cases.models import Case, StopNotice
from onewindow.delivery.cases.types import Acceptance, CaseState
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.events import ProcessEnded, TaskClaimed
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import CLOCK, Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.tell import Address, tell
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security import public as security


def accept_on_claim(event: TaskClaimed) -> None:
    """Takes a claim of the first task as explicit acceptance: what was received is complete."""
    case = Case.objects.filter(id=event.instance_id, state=CaseState.SUBMITTED).first()
    if case is not None:
        _accept(case, Acceptance.EXPLICIT)


def _accept(case: Case, how: Acceptance) -> None:
    """Accepts from the day of receipt, since nothing was found missing (INV-35)."""
    case.state, case.acceptance = CaseState.ACCEPTED, how
    case.accepted_on = case.received_on
    case.save(update_fields=["state", "acceptance", "accepted_on"])


def decide_when_ended(event: ProcessEnded) -> None:
    """Makes the one consolidated decision out of the results of all steps (INV-34, AC-3.3d)."""
    case = Case.objects.select_related("service").get(id=event.instance_id)
    case.result = processes.result_of(case.id)
    case.state = CaseState.DECIDED
    case.decided_on = jurisdiction.day(case.region_id)
    case.save(update_fields=["result", "state", "decided_on"])
    frames.note(number=case.number, result=case.result)
    announce(CaseDecided(case.id, case.result))
    tell(
        _applicant(case),
        f"cases.decided_{case.result}",
        {"number": case.number, "service": pick(case.service.title, case.language)},
        Ref.to("case", case.id),
    )


def _applicant(case: Case) -> Address:
    return Address(case.holder, case.email, case.language)


def due_for_acceptance(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Gives the cases whose notice period has run out, stops of their service counted in."""
    with reading(CLOCK, "cases.list_overdue"):
        late = Case.objects.filter(state=CaseState.SUBMITTED, accept_by__lt=now.date())
        cases = list(late.select_related("service").order_by("accept_by")[:limit])
        return [Ref.to("case", case.id) for case in cases if _notice_is_over(case, now)]


def _notice_is_over(case: Case, now: dt.datetime) -> bool:
    subject = case.service.subject
    if not security.operational(subject, now):
        return False
    spans = security.frozen_spans(subject)
    stopped = jurisdiction.stopped_spans(case.region_id, spans)
    allowed = jurisdiction.calendar(case.region_id).between(case.received_on, case.accept_by)
    last = jurisdiction.due(case.region_id, case.received_on, allowed, stopped)
    return jurisdiction.day(case.region_id, now) > last


def _about_service_of(*, case_id: UUID) -> Matter:
    case = Case.objects.select_related("service").get(id=case_id)
    return Matter(Ref.to("case", case_id), subject=case.service.subject, region=case.region_id)


@command("cases.accept_deemed", on=_about_service_of)
def accept_deemed(actor: Actor, /, *, case_id: UUID) -> None:
    """Accepts a case from its receipt because nobody asked for anything in time (INV-35)."""
    case = Case.objects.select_for_update().get(id=case_id)
    if case.state == CaseState.SUBMITTED:
        _accept(case, Acceptance.DEEMED)
        frames.note(number=case.number, acceptance="deemed")


@command("cases.tell_stopped")
def tell_stopped(actor: Actor, /, *, cause: UUID, subject: Ref, limit: int = 500) -> int:
    """Tells applicants that a service stands still and which other way they have; gives how many.

    Each is told once of each cause, however often the job runs.
    """
    told = StopNotice.objects.filter(cause=cause).values("case_id")
    rows = Case.objects.running().exclude(id__in=told).select_related("service")
    count = 0
    for case in rows.order_by("due_on")[:limit]:
        standing = security.hindrances(case.service.subject)
        found = next((h for h in standing if h.subject == str(subject)), None)
        if found is None:
            continue
        StopNotice.objects.create(case_id=case.id, cause=cause)
        tell(
            _applicant(case),
            "cases.stopped",
            {
                "number": case.number,
                "service": pick(case.service.title, case.language),
                "reason": found.reason,
                "alternative": found.alternative,
            },
            Ref.to("case", case.id),
        )
        count += 1
    frames.note(told=count, subject=str(subject), at=clock.now().isoformat())
    return count
