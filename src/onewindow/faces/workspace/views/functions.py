"""The organisation office's desk: who does what, one owner each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.forms import PartForm, TransferForm
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
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionState, Mode
from onewindow.registers.institutions import public as institutions

STATES = {
    FunctionState.PROPOSED: gettext_lazy("Proposed"),
    FunctionState.ACTIVE: gettext_lazy("Active"),
    FunctionState.ORPHANED: gettext_lazy("Without an owner"),
    FunctionState.ENDED: gettext_lazy("Ended"),
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
    choices = body_choices()
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


def body_choices() -> list[tuple[str, str]]:
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
