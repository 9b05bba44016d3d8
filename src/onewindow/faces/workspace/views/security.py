"""The security desk: subjects, dossiers, clearances, officers."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onewindow.faces.workspace.forms import ClearanceForm, OfficerForm, end_of
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.faces.workspace.words import in_the_way
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.trust.identity import public as identity
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision, NamedOfficer, SubjectState

SOON = dt.timedelta(days=60)


@require_GET
@desk_page
def desk(request: HttpRequest) -> HttpResponse:
    """Gives what security has to look at: vetoes, stops, dossiers, what ends soon, all subjects."""
    with at_desk(request, "security.view") as standing:
        found = security.subjects()
        by_ref = {str(one.ref): one for one in found}
        context = {
            "subjects": [_state(one) for one in found],
            "ending": [_state(one) for one in found if _ends_soon(one)],
            "vetoes": [(veto, pick(veto.subject.title)) for veto in security.open_vetoes()],
            "stops": [(stop, pick(stop.subject.title)) for stop in security.standing_stops()],
            "dossiers": [
                (one, pick(by_ref[one.subject_id].title) if one.subject_id in by_ref else "")
                for one in security.dossiers_waiting()
            ],
            "may_veto": may(standing, "security.impose_veto"),
        }
        return page(request, "security", context, standing)


def _ends_soon(one: SubjectState) -> bool:
    now = clock.now()
    return one.expires_at is not None and now < one.expires_at <= now + SOON


def _state(one: SubjectState) -> dict[str, object]:
    worst = security.worst(one.hindrances)
    return {
        "one": one,
        "title": pick(one.title) or str(one.ref),
        "why": in_the_way(worst, one.ref) if worst else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Shows a dossier and takes the decision on it."""
    form = ClearanceForm(request.POST or None)
    refusal = None
    status = 200
    if request.method == "POST":
        if form.is_valid():
            refusal = attempt(request, lambda: _sign(request, dossier_id, form))
            if refusal is None:
                messages.success(request, _("The decision on the dossier is signed."))
                return redirect("workspace:security")
        status = refusal.status if refusal else 422
    with at_desk(request, "security.view") as standing:
        found = security.dossier(dossier_id)
        context = {
            "dossier": found,
            "title": pick(found.subject.title),
            "form": form,
            "refusal": refusal,
            "may_sign": may(standing, "security.sign_clearance"),
            "is_own": found.prepared_by == standing.actor.id,
        }
        return page(request, "dossier", context, standing, status)


def _sign(request: HttpRequest, dossier_id: UUID, form: ClearanceForm) -> None:
    given = form.cleaned_data
    security.sign_clearance(
        actor_of(request),
        dossier_id=dossier_id,
        decision=Decision(given["decision"]),
        expires_at=end_of(given["expires_on"]),
        conditions=[row.strip() for row in given["conditions"].splitlines() if row.strip()],
        reason=given["reason"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def officers(request: HttpRequest) -> HttpResponse:
    """Lists the security officers and names a further one."""
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusal = attempt(request, lambda: _name(request, form.cleaned_data["username"]))
        if refusal is None:
            messages.success(request, _("Named. A second officer has to confirm it."))
            return redirect("workspace:officers")
        return _officers(request, form, refusal)
    return _officers(request, form, None, 422 if form.errors else 200)


def _name(request: HttpRequest, username: str) -> None:
    named = identity.actor_of(identity.account_called(username))
    security.name_officer(actor_of(request), officer=named)


def _officers(
    request: HttpRequest, form: OfficerForm, refusal: Refusal | None, status: int = 200
) -> HttpResponse:
    with at_desk(request, "security.view") as standing:
        found = security.namings()
        labels = {one.actor_id: one.label for one in found}
        context = {
            "officers": [_officer(one, labels, standing.actor.id) for one in found],
            "form": form,
            "refusal": refusal,
            "may_name": may(standing, "security.name_officer"),
        }
        shown = refusal.status if refusal else status
        return page(request, "officers", context, standing, shown)


def _officer(one: NamedOfficer, labels: dict[str, str], me: str) -> dict[str, object]:
    return {
        "one": one,
        "by": labels.get(one.named_by, _("the operator, when the installation began")),
        "may_confirm": not one.is_confirmed and one.named_by != me,
        "may_end": one.serves and one.actor_id != me,
    }


@require_POST
@desk_page
def confirm_officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Confirms a naming, as the second officer."""
    actor = actor_of(request)
    refusal = attempt(request, lambda: security.confirm_officer(actor, officer_id=officer_id))
    if refusal is not None:
        return _officers(request, OfficerForm(), refusal)
    messages.success(request, _("Confirmed. The officer serves from now on."))
    return redirect("workspace:officers")


@require_POST
@desk_page
def end_officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Ends another officer's time."""
    actor = actor_of(request)
    refusal = attempt(request, lambda: security.end_officer(actor, officer_id=officer_id))
    if refusal is not None:
        return _officers(request, OfficerForm(), refusal)
    messages.success(request, _("The officer's time has ended."))
    return redirect("workspace:officers")
