"""The organisation office's desk: who does what, one owner each, and findings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.forms import FindingForm, PartForm, TransferForm
from onewindow.faces.workspace.views.divisions import day_of
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.faces.workspace.words import MODES
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref, title
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingDecision, FindingKind, FunctionState, Mode
from onewindow.registers.institutions import public as institutions

STATES = {
    FunctionState.PROPOSED: gettext_lazy("Proposed"),
    FunctionState.ACTIVE: gettext_lazy("Active"),
    FunctionState.ORPHANED: gettext_lazy("Without an owner"),
    FunctionState.ENDED: gettext_lazy("Ended"),
}
KINDS = {
    FindingKind.OVERLAP: gettext_lazy("Overlap"),
    FindingKind.GAP: gettext_lazy("Gap"),
    FindingKind.DUPLICATE_SERVICE: gettext_lazy("Duplicate service"),
    FindingKind.EXCESS_LAYER: gettext_lazy("Needless layer"),
}


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists all functions with the one institution that is responsible for each on a day."""
    with at_desk(request, "functions.oversee") as standing:
        found = functions.functions()
        on = day_of(request)
        owners = functions.owners([one.id for one in found], on)
        names = institutions.body_names(owners.values())
        rows = [
            {
                "function": one,
                "title": pick(one.title),
                "owner": pick(names[owners[one.id]]) if one.id in owners else "",
                "state": STATES[one.state],
            }
            for one in found
        ]
        count = functions.open_findings().count()
        context = {"rows": rows, "open_findings": count, "on": on}
        return page(request, "functions", context, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def function(request: HttpRequest, function_id: UUID) -> HttpResponse:
    """Shows a function with its history; gives a part in it or moves it."""
    choices = _bodies()
    is_transfer = request.POST.get("do") == "transfer"
    part = PartForm(choices, None if is_transfer else request.POST or None, prefix="part")
    move = TransferForm(choices, request.POST if is_transfer else None, prefix="move")
    if request.method != "POST":
        return _function(request, function_id, part, move)
    form = move if is_transfer else part
    if not form.is_valid():
        return _function(request, function_id, part, move, status=422)
    refusal = attempt(
        request,
        lambda: (_transfer if is_transfer else _assign)(request, function_id, form.cleaned_data),
    )
    if refusal is not None:
        return _function(request, function_id, part, move, refusal)
    messages.success(request, _("Written into the register."))
    return redirect("workspace:function", function_id)


def _bodies() -> list[tuple[str, str]]:
    """Gives the institutions of today; the register is public."""
    return [(str(b.id), pick(b.name)) for b in institutions.bodies(clock.now().date())]


def _assign(request: HttpRequest, function_id: UUID, given: dict[str, str]) -> None:
    functions.assign(
        actor_of(request),
        function=function_id,
        body=UUID(given["body"]),
        mode=Mode(given["mode"]),
        ends=given["ends"],  # type: ignore[arg-type]  # a DateField gives a date
        basis=given["basis"],
    )


def _transfer(request: HttpRequest, function_id: UUID, given: dict[str, str]) -> None:
    functions.transfer(
        actor_of(request),
        function=function_id,
        to_body=UUID(given["to_body"]),
        on=given["on"],  # type: ignore[arg-type]  # a DateField gives a date
        basis=given["basis"],
    )


def _function(
    request: HttpRequest,
    function_id: UUID,
    part: PartForm,
    move: TransferForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    with at_desk(request, "functions.oversee") as standing:
        found = functions.function(function_id)
        held = functions.holdings(function_id)
        names = institutions.body_names(one.body for one in held)
        context = {
            "function": found,
            "title": pick(found.title),
            "state": STATES[found.state],
            "holdings": [(pick(names[one.body]), MODES[one.mode], one) for one in held],
            "part": part,
            "move": move,
            "refusal": refusal,
            "may_change": may(standing, "functions.assign"),
            "has_errors": bool(part.errors or move.errors),
        }
        shown = refusal.status if refusal else status
        return page(request, "function", context, standing, shown)


@require_GET
@desk_page
def findings(request: HttpRequest) -> HttpResponse:
    """Lists the findings that nobody has decided, the surest first."""
    with at_desk(request, "functions.oversee") as standing:
        rows = [
            {
                "id": one.id,
                "kind": KINDS[FindingKind(one.kind)],
                "items": [title(Ref.parse(item)) for item in one.items],
                "score": one.score,
            }
            for one in functions.open_findings()[:200]
        ]
        return page(request, "findings", {"rows": rows}, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Decides a finding, with the reason."""
    form, actor = FindingForm(request.POST or None), actor_of(request)
    refusal, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            given = form.cleaned_data
            refusal = attempt(
                request,
                lambda: functions.decide_finding(
                    actor,
                    finding=finding_id,
                    decision=FindingDecision(given["decision"]),
                    because=given["because"],
                ),
            )
            if refusal is None:
                messages.success(request, _("The finding is decided."))
                return redirect("workspace:findings")
        status = refusal.status if refusal else 422
    with at_desk(request, "functions.oversee") as standing:
        context = {
            "title": title(Ref.to("finding", finding_id)),
            "form": form,
            "refusal": refusal,
            "may_decide": may(standing, "functions.decide_finding"),
        }
        return page(request, "finding", context, standing, status)
