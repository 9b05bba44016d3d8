"""The desk of sharing: requests with their clocks, their answers and disputes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.sharing_forms import (
    AnswerForm,
    DecisionForm,
    ReasonForm,
    RequestForm,
)
from onewindow.faces.workspace.views.frame import (
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.permissions import Scope, permissions_for
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.types import Footing, RequestState, Terms

PAGE = 50
STATES = {
    RequestState.FILED: gettext_lazy("To be checked"),
    RequestState.COMPLIANCE_CHECKED: gettext_lazy("To be answered"),
    RequestState.GRANTED: gettext_lazy("Granted"),
    RequestState.REFUSED: gettext_lazy("Refused"),
    RequestState.DISPUTED: gettext_lazy("Disputed"),
    RequestState.DECIDED: gettext_lazy("Decided"),
}


def may_for(standing: Standing, action: str, body: UUID) -> bool:
    """Says whether a role that is held reaches a body's matter: for buttons, never for rights."""
    held = {(one.role, one.body) for one in standing.holdings}
    rows = permissions_for(action)
    return any(
        (row.role, body) in held if row.scope is Scope.BODY else standing.holds(row.role)
        for row in rows
    )


def _line(row: sharing.DataRequest, at: dt.datetime) -> dict[str, object]:
    _running, last = sharing.running_clock(row)
    return {
        "row": row,
        "requester": pick(row.requester.name),
        "provider": pick(row.provider.name),
        "state": STATES[RequestState(row.state)],
        "due": last,
        "is_late": sharing.has_run_out(row, at),
    }


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the requests that concern the reader: open ones first, by the next last day."""
    with at_desk(request, "sharing.oversee") as standing:
        pages = Paginator(sharing.requests(), PAGE).get_page(request.GET.get("page"))
        year = clock.now().date().replace(month=1, day=1)
        met, granted, filed = sharing.satisfaction(year, year.replace(year=year.year + 1))
        context = {
            "pages": pages,
            "total": pages.paginator.count,
            "rows": [_line(row, standing.at) for row in pages],
            "may_file": may(standing, "sharing.file_request"),
            "met": met,
            "granted": granted,
            "filed": filed,
        }
        return page(request, "sharing", context, standing)


def _request_form(request: HttpRequest, standing: Standing) -> RequestForm:
    """Gives the form with the reader's institutions and the functions that these have."""
    names = institutions.body_names(standing.bodies)
    held = functions.functions(functions.held_by(standing.bodies, clock.now().date()))
    return RequestForm(
        sorted((str(key), pick(name)) for key, name in names.items()),
        [(one.code, pick(one.title)) for one in held],
        request.POST or None,
    )


def _terms(form: RequestForm) -> Terms:
    """Gives what was asked; the provider is whoever holds the first of the data."""
    given = form.cleaned_data
    codes = tuple(given["elements"].split())
    requester = UUID(given["requester"])
    held = sharing.held(codes, clock.now().date())
    return Terms(
        provider=next((held[code].owner for code in codes if code in held), requester),
        consumer=requester,
        elements=codes,
        function=given["function"],
        purpose={get_language() or "en": given["purpose"]},
        legal_basis=given["legal_basis"],
        begins=given["begins"],
        ends=given["ends"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest) -> HttpResponse:
    """Asks another institution for data."""
    with at_desk(request, "sharing.oversee") as standing:
        form = _request_form(request, standing)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(
            request, lambda: sharing.file_request(actor_of(request), terms=_terms(form))
        )
        if refusal is None:
            messages.success(request, _("The request is filed. Its first last day is in the list."))
            return redirect("workspace:sharing")
    status = refusal.status if refusal else (422 if form.errors else 200)
    with at_desk(request, "sharing.oversee") as standing:
        return page(request, "sharing_new", {"form": form, "refusal": refusal}, standing, status)


def _forms(request: HttpRequest) -> dict[str, forms.Form]:
    """Gives the forms of a request's page; only the one that was sent is bound."""
    sent = request.POST.get("do", "")

    def data(name: str) -> QueryDict | None:
        return request.POST if sent == name else None

    return {
        "check": AnswerForm(gettext_lazy("It complies with the law"), data("check")),
        "answer": AnswerForm(gettext_lazy("Grant the request"), data("answer")),
        "dispute": ReasonForm(data("dispute")),
        "decide": DecisionForm(data("decide")),
    }


def _act(request: HttpRequest, key: UUID, do: str, given: dict[str, str]) -> Callable[[], object]:
    """Gives the command that a sent form asks for."""
    actor = actor_of(request)
    if do == "check":
        return lambda: sharing.check_compliance(
            actor,
            request=key,
            complies=given["answer"] == "yes",
            reason=given["reason"],
            legal_basis=given["legal_basis"],
        )
    if do == "dispute":
        return lambda: sharing.dispute_refusal(actor, request=key, reason=given["reason"])
    if do == "decide":
        return lambda: sharing.decide_dispute(
            actor, request=key, grants=given["grants"] == "yes", decision=given["reason"]
        )
    if given["answer"] == "yes":
        return lambda: sharing.grant_request(actor, request=key)
    return lambda: sharing.refuse_request(
        actor, request=key, reason=given["reason"], legal_basis=given["legal_basis"]
    )


def _offered(row: sharing.DataRequest, standing: Standing) -> str:
    """Gives the one step that the reader may take next, by the name of its form, or nothing."""
    steps = {
        RequestState.FILED: ("check", "sharing.check_compliance", row.provider_id),
        RequestState.COMPLIANCE_CHECKED: ("answer", "sharing.grant_request", row.provider_id),
        RequestState.REFUSED: ("dispute", "sharing.dispute_refusal", row.requester_id),
        RequestState.DISPUTED: ("decide", "sharing.decide_dispute", row.provider_id),
    }
    found = steps.get(RequestState(row.state))
    return found[0] if found and may_for(standing, found[1], found[2]) else ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Shows a request with its clocks, and takes the step that the reader may take."""
    found = _forms(request)
    do = request.POST.get("do", "")
    sent, refusal = found.get(do), None
    if sent is not None and sent.is_valid():
        refusal = attempt(request, _act(request, request_id, do, sent.cleaned_data))
        if refusal is None:
            messages.success(request, _("Done. Whom it concerns is being told."))
            return redirect("workspace:sharing_request", request_id)
    status = refusal.status if refusal else (422 if sent is not None and sent.errors else 200)
    with at_desk(request, "sharing.oversee") as standing:
        row = sharing.request(request_id)
        offered = _offered(row, standing)
        context = {
            **_line(row, standing.at),
            "way": sharing.way(Footing(row.footing)),
            "function": pick(row.function.title),
            "purpose": pick(row.purpose),
            "basis": f"{pick(row.legal_basis.title)}, {row.legal_basis.article}",
            "dispute": getattr(row, "dispute", None),
            "agreement": getattr(row, "agreement", None),
            "offered": offered,
            "form": found.get(offered),
            "refusal": refusal,
        }
        return page(request, "sharing_request", context, standing, status)
