"""Vetoes and stop orders: seen before they are imposed, and ended by a second officer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.faces.workspace.forms import EvidenceForm, RestrictedVetoForm, VetoForm
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.errors import NotFound
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import listed, pick
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NoSuchVeto

ACTIONS = {"veto": "security.impose_veto", "stop": "security.order_stop"}


def subject_of(request: HttpRequest) -> Ref:
    """Reads which subject is meant. Raises NotFound."""
    try:
        return Ref.parse(request.GET.get("subject", ""))
    except ValueError as wrong:
        raise NotFound from wrong


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_veto(request: HttpRequest) -> HttpResponse:
    """Imposes a veto after a preview of what it stops."""
    subject = subject_of(request)
    form = RestrictedVetoForm(request.POST or None)

    def impose() -> None:
        security.impose_veto(actor_of(request), subject=subject, **form.cleaned_data)

    return _stop(request, subject, form, impose, "veto")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new_stop(request: HttpRequest) -> HttpResponse:
    """Orders a stop of 72 hours after a preview of what it stops."""
    subject = subject_of(request)
    form = VetoForm(request.POST or None)

    def order() -> None:
        security.order_stop(actor_of(request), subject=subject, **form.cleaned_data)

    return _stop(request, subject, form, order, "stop")


def _stop(
    request: HttpRequest, subject: Ref, form: VetoForm, act: Callable[[], None], kind: str
) -> HttpResponse:
    """Shows the form, then the preview, then stops."""
    step = request.POST.get("step", "")
    is_good = request.method == "POST" and form.is_valid()
    refusal = None
    if is_good and step == "confirmed":
        refusal = attempt(request, act)
        if refusal is None:
            messages.success(request, _("Stopped. Applicants are being told of the other way."))
            return redirect("workspace:security")
    status = refusal.status if refusal else (422 if form.errors else 200)
    is_preview = is_good and step != "change" and refusal is None
    return _preview(request, subject, form, kind, refusal, status, is_preview=is_preview)


def _preview(
    request: HttpRequest,
    subject: Ref,
    form: VetoForm,
    kind: str,
    refusal: Refusal | None,
    status: int,
    *,
    is_preview: bool,
) -> HttpResponse:
    """Shows what would be stopped, with the days that each open case has to meet."""
    with at_desk(request, "security.view", lambda: Matter(subject)) as standing:
        found = security.subject(subject)
        context = {
            "kind": kind,
            "subject": subject,
            "title": pick(found.title) or str(subject),
            "form": form,
            "effects": _effects(subject, standing),
            "refusal": refusal,
            "is_preview": is_preview,
            "may_act": may(standing, ACTIONS[kind]),
        }
        return page(request, "veto_new", context, standing, status)


def _effects(subject: Ref, standing: Standing) -> dict[str, object]:
    """Gives what every package says a stop would touch; each open case means one message."""
    found = affected(Change(subject, ChangeKind.STOPPED, clock.now().date()), standing)
    told = sum(one.count for one in found if one.kind == "cases")
    return {"groups": found, "cases": told, "is_empty": not found}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def veto(request: HttpRequest, veto_id: UUID) -> HttpResponse:
    """Shows an open veto and lifts it, by a second officer with evidence."""
    form = EvidenceForm(request.POST or None)
    refusal, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            refusal = attempt(
                request,
                lambda: security.lift_veto(actor_of(request), veto_id=veto_id, **form.cleaned_data),
            )
            if refusal is None:
                messages.success(request, _("The veto is lifted. The clocks run again."))
                return redirect("workspace:security")
        status = refusal.status if refusal else 422
    return _veto(request, veto_id, form, refusal, status)


def _veto(
    request: HttpRequest,
    veto_id: UUID,
    form: EvidenceForm,
    refusal: Refusal | None,
    status: int,
) -> HttpResponse:
    with at_desk(request, "security.view") as standing:
        found = security.open_veto(veto_id)
        if found is None:
            raise NoSuchVeto(number=veto_id)
        serving = security.officers()
        others = [label for who, label in serving.items() if who != found.imposed_by]
        context = {
            "veto": found,
            "title": pick(found.subject.title),
            "imposer": serving.get(found.imposed_by, found.imposed_by),
            "is_own": found.imposed_by == standing.actor.id,
            "others": listed(others),
            "form": form,
            "refusal": refusal,
            "may_lift": may(standing, "security.lift_veto"),
            "sees_restricted": standing.holds(Role.SECURITY_HEAD, Role.MARKER),
        }
        return page(request, "veto", context, standing, status)


@require_POST
@desk_page
def release_stop(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """Ends a stop order before its time."""
    security.release_stop(actor_of(request), stop_id=stop_id)
    messages.success(request, _("The stop order is released."))
    return redirect(reverse("workspace:security"))
