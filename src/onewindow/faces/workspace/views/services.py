"""The process owner's desk: services, what is in their way, and the steps to go live."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.delivery.services import public as services
from onewindow.delivery.services.types import ServiceState
from onewindow.faces.workspace.forms import StatementForm
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
from onewindow.ground.kernel.errors import NotFound
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security import public as security
from onewindow.trust.security.types import SubjectState

STATES = {
    ServiceState.DRAFT: gettext_lazy("Draft"),
    ServiceState.CANDIDATE: gettext_lazy("Candidate"),
    ServiceState.LIVE: gettext_lazy("Live"),
    ServiceState.RETIRED: gettext_lazy("Retired"),
    ServiceState.INFORMATION: gettext_lazy("Information"),
}


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the services with their state and what is in the way of each."""
    with at_desk(request, "services.oversee") as standing:
        states = {str(one.ref): one for one in security.subjects()}
        rows = [_row(one, states.get(str(one.subject))) for one in services.own_services()]
        return page(request, "services", {"rows": rows}, standing)


def _row(one: services.PublicService, state: SubjectState | None) -> dict[str, object]:
    worst = security.worst(state.hindrances) if state else None
    return {
        "service": one,
        "title": pick(one.title),
        "state": STATES[ServiceState(one.state)],
        "is_live": one.state == ServiceState.LIVE and worst is None,
        "is_stopped": one.state == ServiceState.LIVE and worst is not None,
        "why": in_the_way(worst, one.subject) if worst else "",
        "expires_at": state.expires_at if state else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Shows a service; puts it before security, makes it a candidate, asks to go live."""
    if request.method != "POST":
        return _service(request, service_id, StatementForm())
    what = request.POST.get("do", "")
    if what == "dossier":
        return _dossier(request, service_id)
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "candidate": (services.make_candidate, _("The service is a candidate now.")),
        "live": (services.go_live, _("The service is live.")),
    }
    if what not in acts:
        raise NotFound
    act, done = acts[what]
    actor = actor_of(request)
    refusal = attempt(request, lambda: act(actor, service_id=service_id))
    if refusal is not None:
        return _service(request, service_id, StatementForm(), refusal)
    messages.success(request, done)
    return redirect("workspace:service", service_id)


def _dossier(request: HttpRequest, service_id: UUID) -> HttpResponse:
    form, actor = StatementForm(request.POST), actor_of(request)
    if not form.is_valid():
        return _service(request, service_id, form, status=422)
    subject = Ref.to("service", service_id)
    words = form.cleaned_data["statement"]
    refusal = attempt(
        request, lambda: security.prepare_dossier(actor, subject=subject, statement=words)
    )
    if refusal is not None:
        return _service(request, service_id, form, refusal)
    messages.success(request, _("The dossier lies before the security office."))
    return redirect("workspace:service", service_id)


def _service(
    request: HttpRequest,
    service_id: UUID,
    form: StatementForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    with at_desk(request, "services.oversee") as standing:
        found = services.by_id(service_id)
        state = security.subject(found.subject)
        waiting = [d for d in security.dossiers_waiting() if d.subject_id == str(found.subject)]
        context = {
            **_row(found, state),
            "obstacles": [in_the_way(one, found.subject) for one in state.hindrances],
            "waiting": waiting,
            "form": form,
            "refusal": refusal,
            "may_change": may(standing, "services.go_live"),
            "is_draft": found.state == ServiceState.DRAFT,
        }
        shown = refusal.status if refusal else status
        return page(request, "service", context, standing, shown)
