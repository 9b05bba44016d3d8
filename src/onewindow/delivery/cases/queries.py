"""Reads of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import F, Q, prefetch_related_objects
from django.utils import translation

from onewindow.delivery.cases.errors import NoSuchCase
from onewindow.delivery.cases.models import Case, CaseAnswers, Rating
from onewindow.delivery.cases.types import CaseState
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.flow.forms.public import SummaryPart
from onewindow.flow.processes import public as processes
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import Calendar
from onewindow.ground.kernel import frames, rows
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.security import public as security

_RUNNING = (
    "SELECT id, number, service_id, region, received_on, counted_days, due_on"
    " FROM onewindow_running_cases()"
)

_RUNNING_OF = (
    "SELECT id, number, service_id, region, received_on, counted_days, due_on"
    " FROM onewindow_running_cases_of(%s)"
)


def case_matter(case_id: UUID) -> Matter:
    """Gives what the gate must know of a case, also of one that row security hides.

    It names no subject: its applicant may look at it and take it back under a veto too.
    Raises NoSuchCase.
    """
    row = rows.first("SELECT region, holder FROM onewindow_case_matter(%s)", [case_id])
    if row is None:
        raise NoSuchCase
    return Matter(Ref.to("case", case_id), region=row[0], owner=row[1])


def found(case_id: UUID) -> Case:
    """Gives a case that the reader may see. Raises NoSuchCase."""
    visible = Case.objects.visible_to(frames.standing()).select_related("service")
    case = visible.filter(id=case_id).first()
    if case is None:
        raise NoSuchCase
    return case


def own_case(case_id: UUID) -> Case:
    """Gives a case of the reader's own, with its service. Raises NoSuchCase."""
    case = rows.one(Case, "id = %s AND holder = %s", [case_id, frames.standing().actor.id])
    if case is None:
        raise NoSuchCase
    case.service = services.by_id(case.service_id)
    return case


def by_number(number: str) -> Case:
    """Gives the case of a receipt number that the reader may see. Raises NoSuchCase."""
    visible = Case.objects.visible_to(frames.standing()).select_related("service")
    case = visible.filter(number=number.strip().upper()).first()
    if case is None:
        raise NoSuchCase
    return case


def own_cases() -> list[Case]:
    """Gives the reader's own cases, newest first."""
    standing = frames.standing()
    mine = Case.objects.visible_to(standing).filter(holder=standing.actor.id)
    return list(mine.select_related("service").order_by("-created_at")[:100])


def due_of(case: Case) -> dt.date:
    """Gives the day by which the case is decided, stops of its service counted in, once each."""
    return due_days([case])[case.id]


def due_days(cases: Iterable[Case]) -> dict[UUID, dt.date]:
    """Gives the due day of each case; stops of a service and calendars are read once each."""
    calendars: dict[str, Calendar] = {}
    spans: dict[Ref, list[tuple[dt.datetime, dt.datetime | None]]] = {}
    stopped: dict[tuple[Ref, str], Sequence[tuple[dt.date, dt.date]]] = {}
    days: dict[UUID, dt.date] = {}
    for case in cases:
        subject = case.service.subject
        if subject not in spans:
            spans[subject] = security.frozen_spans(subject)
        if not spans[subject]:
            days[case.id] = case.due_on
            continue
        region = case.region_id
        if (subject, region) not in stopped:
            stopped[subject, region] = jurisdiction.stopped_spans(region, spans[subject])
        if region not in calendars:
            calendars[region] = jurisdiction.calendar(region)
        days[case.id] = jurisdiction.due_day(
            calendars[region], case.received_on, case.counted_days, stopped[subject, region]
        )
    return days


def late_but_in_time() -> list[UUID]:
    """Gives the cases that were decided after their first due day and yet in time, because their
    service stood still for a while; what stands still later changes nothing about them."""
    late = Case.objects.filter(state=CaseState.DECIDED, decided_on__gt=F("due_on"))
    cases = list(late.select_related("service"))
    days = due_days(cases)
    return [case.id for case in cases if case.decided_on and case.decided_on <= days[case.id]]


def answers_of(case_id: UUID, language: str) -> list[SummaryPart]:
    """Gives the answers of a case, section by section, as its officer reads them."""
    row = CaseAnswers.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoSuchCase
    schema = forms.schema_of(row.form_version)
    with translation.override(language):
        return list(forms.summary_parts(schema, forms.shown_answers(schema, row.answers)))


def task_refs(case_id: UUID) -> list[Ref]:
    """Gives the tasks of a case, for whoever lists what happened to it."""
    steps = processes.steps_of(case_id)
    return [Ref.to("task", step.task_id) for step in steps if step.task_id]


def running_under(subject: Ref, standing: Standing) -> list[Case]:
    """Gives the running cases that a stop of a subject would hold, the most urgent first.

    A security officer, who decides on it, gets numbers and days of all of them and nothing else
    (other columns are not loaded and stay behind the row policy); others, the visible ones.
    """
    found = _running(standing, Role.SECURITY_HEAD)
    subjects = {case.service.subject for case in found}
    held = {one for one in subjects if str(subject) in security.needs_of(one)}
    return _by_urgency(case for case in found if case.service.subject in held)


def running_for(service_ids: Collection[UUID], standing: Standing) -> list[Case]:
    """Gives the running cases of some services, the most urgent first.

    The data authority, who decides on the end of a source, gets numbers and days of all of them
    and nothing else; others, the visible ones.
    """
    found = _running(standing, Role.DATA_AUTHORITY)
    return _by_urgency(case for case in found if case.service_id in service_ids)


def _running(standing: Standing, decides: Role) -> list[Case]:
    """Gives all running cases, bare, to whoever decides; to others those that they may see."""
    seen = Case.objects.visible_to(standing).running().select_related("service")
    found = list(Case.objects.raw(_RUNNING)) if standing.holds(decides) else list(seen)
    prefetch_related_objects(found, "service")
    return found


def _by_urgency(found: Iterable[Case]) -> list[Case]:
    cases = list(found)
    days = due_days(cases)
    return sorted(cases, key=lambda case: (days[case.id], case.number))


def running_of(functions: Sequence[UUID], standing: Standing) -> list[tuple[Case, dt.date]]:
    """Gives the running cases that functions have to do with, each with its due day, in that order.

    The organisation office, which decides who does a function, gets numbers and days of all of
    them and nothing else; others, those that they may see.
    """
    if standing.holds(Role.ORGANISATION):
        found = list(Case.objects.raw(_RUNNING_OF, [list(functions)]))
    else:
        waiting = processes.waiting_for(functions, standing)
        seen = Case.objects.visible_to(standing).running()
        found = list(seen.filter(Q(service__function_id__in=functions) | Q(id__in=waiting)))
    prefetch_related_objects(found, "service")
    days = due_days(found)
    return sorted(
        ((case, days[case.id]) for case in found), key=lambda one: (one[1], one[0].number)
    )


def rating_of(case_id: UUID) -> Rating | None:
    """Gives the rating of a case, or nothing."""
    return Rating.objects.filter(case_id=case_id).first()


def cases_by_id(ids: Iterable[UUID]) -> Mapping[UUID, Case]:
    """Gives the visible cases of these ids with their services, for a list of tasks."""
    visible = Case.objects.visible_to(frames.standing()).filter(id__in=list(ids))
    return {case.id: case for case in visible.prefetch_related("service")}
