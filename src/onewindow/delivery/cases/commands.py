"""Writes of cases by their applicants: submit, take back, rate."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format

from onewindow.delivery.cases import queries, rules
from onewindow.delivery.cases.errors import (
    GradeWrong,
    NotDecided,
    NothingToWithdraw,
    RatedAlready,
)
from onewindow.delivery.cases.events import CaseSubmitted
from onewindow.delivery.cases.models import Case, CaseAnswers, Rating
from onewindow.delivery.cases.types import CaseState, Receipt
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.flow.forms.types import TakenAnswers
from onewindow.flow.processes import public as processes
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.tell import Address, tell
from onewindow.ground.kernel.texts import pick

CORRECTION_NOTICE = "correction-notice"


def _about_draft(*, draft_id: UUID, **_: object) -> Matter:
    return forms.draft_matter(draft_id)


def _about_case(*, case_id: UUID, **_: object) -> Matter:
    return queries.case_matter(case_id)


@command("cases.submit", on=_about_draft)
def submit_application(
    actor: Actor, /, *, draft_id: UUID, applicant: str = "", email: str = ""
) -> Receipt:
    """Turns a complete draft into a case with one receipt; a second call gives the same receipt."""
    taken = forms.take_answers(draft_id)
    if not taken.is_first:
        case = queries.own_case(draft_id)
        return Receipt(case.id, case.number, queries.due_of(case), is_new=False)
    service = services.by_id(taken.service_id)
    case = _opened(actor, taken, service, applicant or actor.label, email)
    processes.start_process(
        actor,
        code=service.process_code,
        instance_id=case.id,
        region=case.region_id,
        subject=service.subject,
        data=dict(taken.answers),
    )
    frames.note(on=Ref.to("case", case.id), number=case.number, due_on=case.due_on.isoformat())
    announce(CaseSubmitted(case.id))
    tell(
        Address(case.holder, case.email, case.language),
        "cases.received",
        {
            "number": case.number,
            "service": pick(service.title, case.language),
            "due": _written(case.due_on, case.language),
        },
        Ref.to("case", case.id),
    )
    return Receipt(case.id, case.number, case.due_on, is_new=True)


def _written(day: dt.date, language: str) -> str:
    """Gives a day as the applicant's language writes it."""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def _opened(
    actor: Actor,
    taken: TakenAnswers,
    service: services.PublicService,
    applicant: str,
    email: str,
) -> Case:
    """Writes the case: numbered, with its clocks, and with the answers as submitted."""
    received = jurisdiction.day(taken.region, taken.submitted_at)
    counted = rules.counted_days(service.promised_days, service.statutory_days)
    case = Case(
        id=taken.draft,
        region_id=taken.region,
        number=jurisdiction.next_number(taken.region, service.series, taken.submitted_at),
        service=service,
        holder=actor.id,
        applicant=applicant,
        email=email or _address_in(taken),
        language=taken.language,
        received_on=received,
        accept_by=_notice_day(taken.region, received),
        counted_days=counted,
        due_on=jurisdiction.add_days(taken.region, received, counted),
    )
    rows.add(case)
    rows.add(
        CaseAnswers(case_id=case.id, form_version=taken.form_version, answers=dict(taken.answers))
    )
    return case


def _notice_day(region: str, received: dt.date) -> dt.date:
    """Gives the last day on which missing material could be asked for (INV-35)."""
    allowed = jurisdiction.period(CORRECTION_NOTICE, region, received)
    return jurisdiction.add_days(region, received, allowed)


def _address_in(taken: TakenAnswers) -> str:
    """Gives the e-mail address among the answers of somebody who has no account."""
    return next((str(v) for v in taken.answers.values() if isinstance(v, str) and "@" in v), "")


@command("cases.withdraw", on=_about_case)
def withdraw_application(actor: Actor, /, *, case_id: UUID) -> None:
    """Takes an application back; what was decided before stays decided."""
    case = Case.objects.select_for_update().get(id=case_id)
    if case.state not in {CaseState.SUBMITTED, CaseState.ACCEPTED}:
        raise NothingToWithdraw
    processes.withdraw_process(actor, instance_id=case_id)
    case.state = CaseState.WITHDRAWN
    case.save(update_fields=["state"])
    frames.note(number=case.number)


@command("cases.rate", on=_about_case)
def rate_service(actor: Actor, /, *, case_id: UUID, grade: int, comment: str = "") -> None:
    """Keeps what the applicant thinks of a finished service: once, and by nobody else (INV-38)."""
    case = Case.objects.select_for_update().get(id=case_id)
    if case.state != CaseState.DECIDED:
        raise NotDecided
    if not rules.is_grade(grade):
        raise GradeWrong
    if Rating.objects.filter(case_id=case_id).exists():
        raise RatedAlready
    Rating.objects.create(case_id=case_id, grade=grade, comment=comment, rated_by=actor.id)
    frames.note(number=case.number, grade=grade)
