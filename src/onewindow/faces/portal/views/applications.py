"""One's own applications: the list, the page of one, its receipt, taking it back, rating it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from onewindow.delivery.cases import public as cases
from onewindow.delivery.cases.types import CaseState
from onewindow.delivery.services import public as services
from onewindow.faces.portal.forms import RatingForm
from onewindow.faces.portal.moulds import Receipt
from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.holders import (
    actor_for,
    actor_of,
    actors,
    has_things,
    sign_in_first,
)
from onewindow.faces.portal.views.methods import reads, reads_and_takes
from onewindow.faces.portal.words import word
from onewindow.flow.forms import public as forms
from onewindow.flow.messages import public as messages
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.types import OUTCOMES, StepView, TaskState
from onewindow.ground.design.facts import day
from onewindow.ground.design.moulds import cast
from onewindow.ground.design.types import Row, Step, StepState
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import ActorKind
from onewindow.ground.kernel.reading import reading
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.trust.security import public as security

OPEN = frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED})


@reads
def applications(request: HttpRequest) -> HttpResponse:
    """Gives one's own applications and what was begun, with the way to go on."""
    cases_found: list[dict[str, object]] = []
    begun: list[dict[str, object]] = []
    unread = 0
    for actor in actors(request):
        with reading(actor, "cases.list_own"):
            own = cases.own_cases()
            due = cases.due_days(own)
            cases_found += [_line(case, due[case.id]) for case in own]
            standing = frames.standing()
            begun += [
                {"draft": draft, "title": said(services.by_id(draft.service_id).title)}
                for draft in forms.drafts(standing)[:20]
            ]
            unread += messages.unread_count(standing)
    context = {
        "lines": cases_found,
        "begun": begun,
        "unread": unread,
        "is_known": bool(actors(request)),
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "name": actor_of(request).label if request.user.is_authenticated else "",
    }
    return render(request, "portal/applications.html", context)


def _line(case: cases.Case, due: object) -> dict[str, object]:
    return {"case": case, "title": said(case.service.title), "due": due, **state_of(case)}


def state_of(case: cases.Case) -> dict[str, object]:
    """Gives where a case stands, in words and with the colour that helps."""
    words = {
        CaseState.SUBMITTED: (_("Received"), "blue"),
        CaseState.ACCEPTED: (_("In progress"), "blue"),
        CaseState.WITHDRAWN: (_("Taken back"), "grey"),
    }
    if case.state == CaseState.DECIDED:
        tone = {"granted": "green", "partly": "yellow", "refused": "red"}.get(case.result, "")
        return {"state": word(OUTCOMES, case.result), "tone": tone}
    state, tone = words[CaseState(case.state)]
    return {"state": state, "tone": tone}


@reads
def application(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Gives one application: where it stands at each office, by when, and with what result."""
    actor = actor_for(request, case_id)
    if not has_things(actor):
        cases.case_matter(case_id)
        return sign_in_first(request)
    with reading(actor, "cases.view_own", on=lambda: cases.case_matter(case_id)):
        case = cases.own_case(case_id)
        steps = processes.steps_of(case_id)
        context = {
            "case": case,
            "plain_title": case.number,
            "title_said": said(case.service.title),
            "due": cases.due_of(case),
            "stops": security.hindrances(case.service.subject) if case.state in OPEN else [],
            "rating": cases.rating_of(case_id),
            "is_open": case.state in OPEN,
            "is_decided": case.state == CaseState.DECIDED,
            "rows": facts(case),
            **shown_steps(case, steps),
            **state_of(case),
        }
    return render(request, "portal/application.html", context)


def facts(case: cases.Case) -> list[Row]:
    """Gives the dates of a case."""
    rows = [Row(_("Number"), format_html('<bdi class="ow-number">{}</bdi>', case.number))]
    rows.append(Row(_("Received"), day(case.received_on)))
    if case.accepted_on:
        how = _(
            "{day}, accepted from the day of receipt, because nobody asked for anything in time"
        )
        text = format_html(how, day=day(case.accepted_on))
        rows.append(
            Row(_("Accepted"), text if case.acceptance == "deemed" else day(case.accepted_on))
        )
    if case.state in OPEN:
        due = cases.due_of(case)
        how = _("{due} (moved, because the service stood still; before: {before})")
        moved = format_html(how, due=day(due), before=day(case.due_on))
        rows.append(Row(_("Decision due by"), moved if due != case.due_on else day(due)))
    if case.decided_on:
        rows.append(Row(_("Decided"), day(case.decided_on)))
    return rows


def shown_steps(case: cases.Case, steps: Sequence[StepView]) -> dict[str, object]:
    """Gives the steps with the institution that is responsible today, and their results."""
    ids = [step.function_id for step in steps]
    owners = functions.owners(ids, jurisdiction.day(case.region_id))
    names = institutions.body_names(owners.values())
    lines, results = [], []
    for step in steps:
        owner = owners.get(step.function_id)
        office = said(names[owner]) if owner in names else ""
        lines.append(Step(said(step.title), _state(step), hint=_hint(step, office)))
        if step.state is TaskState.DONE:
            results.append(_result(step, office))
    return {"steps": lines, "results": results}


def _state(step: StepView) -> StepState:
    if step.state is TaskState.DONE:
        return StepState.DONE
    waits = step.state is None or step.state is TaskState.WITHDRAWN
    return StepState.TO_DO if waits else StepState.CURRENT


def _hint(step: StepView, office: str) -> str:
    if step.state is TaskState.DONE:
        result, on = word(OUTCOMES, step.outcome), day(step.decided_at)
        return format_html(_("{office}: {state}, {day}"), office=office, state=result, day=on)
    if step.state is TaskState.WITHDRAWN:
        return format_html(_("{office}: {state}"), office=office, state=_("not needed any more"))
    if step.state is None:
        waits = _("waits for the step before")
        return format_html(_("{office}: {state}"), office=office, state=waits)
    words = (
        _("an officer works on it")
        if step.state is TaskState.CLAIMED
        else _("waits for an officer")
    )
    if step.due_on:
        how, due = _("{office}: {state}, due by {day}"), day(step.due_on)
        return format_html(how, office=office, state=words, day=due)
    return format_html(_("{office}: {state}"), office=office, state=words)


def _result(step: StepView, office: str) -> dict[str, object]:
    rows = [Row(_("Result"), word(OUTCOMES, step.outcome)), Row(_("Office"), office)]
    rows.append(Row(_("Decided on"), day(step.decided_at)))
    for key, text in (
        (_("Reason"), step.reason),
        (_("Legal basis"), step.legal_basis),
        (_("What you can do"), step.remedy),
    ):
        if text:
            rows.append(Row(key, text))
    return {"title": said(step.title), "rows": rows, "is_refused": step.outcome == "refused"}


@reads
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Gives the receipt: the number, the due day, what happens next."""
    actor = actor_for(request, case_id)
    if not has_things(actor):
        cases.case_matter(case_id)
        return sign_in_first(request)
    with reading(actor, "cases.view_own", on=lambda: cases.case_matter(case_id)):
        case = cases.own_case(case_id)
        mould = Receipt(
            title=said(case.service.title),
            steps=tuple(said(step.title) for step in processes.steps_of(case_id)),
            has_email=bool(case.email),
            is_guest=actor.kind is ActorKind.GUEST,
        )
        due = day(cases.due_of(case))
    return cast(request, mould, case=case_id, number=case.number, due=due, email=case.email)


@reads_and_takes
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asks whether an application shall be taken back; by POST does so."""
    actor = actor_for(request, case_id)
    if request.method == "POST":
        cases.withdraw_application(actor, case_id=case_id)
        return HttpResponseRedirect(reverse("portal:application", args=[case_id]))
    case = _own(request, case_id)
    context = {"case": case, "title_said": said(case.service.title), "is_open": case.state in OPEN}
    return render(request, "portal/withdraw.html", context)


@reads_and_takes
def rate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asks what the applicant thinks of a finished service; by POST keeps it, once."""
    case = _own(request, case_id)
    form = RatingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        cases.rate_service(
            actor_for(request, case_id),
            case_id=case_id,
            grade=int(given["grade"]),
            comment=given["comment"],
        )
        return HttpResponseRedirect(reverse("portal:application", args=[case_id]))
    context = {
        "case": case,
        "form": form,
        "title_said": said(case.service.title),
        "back": reverse("portal:application", args=[case_id]),
    }
    return render(request, "portal/rate.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, case_id: UUID) -> cases.Case:
    with reading(
        actor_for(request, case_id), "cases.view_own", on=lambda: cases.case_matter(case_id)
    ):
        return cases.own_case(case_id)
