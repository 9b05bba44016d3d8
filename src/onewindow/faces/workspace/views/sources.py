"""The desk of data: elements with their one source, registers, systems, orphans and quality."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.resource_forms import RetireForm
from onewindow.faces.workspace.views.frame import (
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.ground.design.types import Column
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import Lack, RegisterState, SystemState
from onewindow.registers.institutions import public as institutions
from onewindow.trust.security import public as security

SYSTEM_STATES = {
    SystemState.PLANNED: gettext_lazy("Planned"),
    SystemState.ESTABLISHED: gettext_lazy("Established"),
    SystemState.IN_USE: gettext_lazy("In use"),
    SystemState.TERMINATED: gettext_lazy("Terminated"),
}
LACKS = {
    Lack.OWNER: gettext_lazy("institution"),
    Lack.CATEGORY: gettext_lazy("category"),
    Lack.FUNCTION: gettext_lazy("function"),
    Lack.STATE: gettext_lazy("state"),
    Lack.SOURCE: gettext_lazy("source"),
}
AFFECTED = {
    "elements": gettext_lazy("Data elements"),
    "resources": gettext_lazy("Resources"),
    "systems": gettext_lazy("Systems"),
    "forms": gettext_lazy("Forms"),
    "services": gettext_lazy("Services"),
    "processes": gettext_lazy("Processes"),
    "agreements": gettext_lazy("Agreements"),
    "cases": gettext_lazy("Open cases"),
}


@require_GET
@desk_page
def elements(request: HttpRequest) -> HttpResponse:
    """Lists the data elements with the one register that holds each, and the registers."""
    with at_desk(request, "catalogue.oversee") as standing:
        found = catalogue.elements(None, clock.now().date())
        registers = catalogue.registers()
        names = institutions.body_names(one.owner for one in registers)
        context = {
            "rows": [
                (one, pick(one.title), pick(one.source.register_name) if one.source else "")
                for one in found.values()
            ],
            "registers": [(one, pick(one.name), pick(names[one.owner])) for one in registers],
        }
        return page(request, "elements", context, standing)


@require_GET
@desk_page
def systems(request: HttpRequest) -> HttpResponse:
    """Lists the information systems with what each needs, and whether it may run."""
    with at_desk(request, "catalogue.oversee") as standing:
        needed: dict[UUID, list[str]] = {}
        for line in catalogue.systems.dependencies():
            needed.setdefault(line.system_id, []).append(pick(line.needs.name))
        rows = [
            {
                "system": one,
                "name": pick(one.name),
                "owner": pick(one.owner.name),
                "state": SYSTEM_STATES[SystemState(one.state)],
                "needs": needed.get(one.id, []),
                "stands_still": one.state == SystemState.IN_USE
                and not security.operational(one.ref),
            }
            for one in catalogue.systems.systems()
        ]
        return page(request, "systems", {"rows": rows}, standing)


def _percent(part: int, whole: int) -> str:
    """Gives a rate with its counts; without anything to count it is none, not nothing."""
    return f"{round(100 * part / whole)} % ({part}/{whole})" if whole else "–"


@require_GET
@desk_page
def quality(request: HttpRequest) -> HttpResponse:
    """Shows orphans, and quality per institution as bars with the table beside them."""
    with at_desk(request, "catalogue.oversee") as standing:
        today = clock.now().date()
        parts = catalogue.quality.quality(today)
        names = institutions.body_names(one.body for one in parts)
        rows = [
            (
                pick(names[one.body]),
                round(100 * one.completeness[0] / one.completeness[1]) if one.resources else 0,
                one.resources,
                _percent(*one.coverage),
                _percent(*one.freshness),
            )
            for one in parts
        ]
        covered, filled, fresh = catalogue.quality.total(parts)
        context = {
            "columns": (
                Column(_("Institution")),
                Column(_("Metadata filled, percent"), is_number=True),
            ),
            "bars": [row[:2] for row in sorted(rows, key=lambda row: (-row[1], row[0])) if row[2]],
            "rows": sorted(rows, key=lambda row: row[0]),
            "coverage": _percent(*covered),
            "completeness": _percent(*filled),
            "freshness": _percent(*fresh),
            "single": _percent(*catalogue.quality.single_source(today)),
            "orphans": [
                (pick(one.title), ", ".join(str(LACKS[lack]) for lack in one.lacks))
                for one in catalogue.quality.orphans(today)
            ],
            "stale": [pick(row.name) for row in catalogue.quality.stale(today)],
        }
        return page(request, "quality", context, standing)


def _day_of(form: RetireForm) -> dt.date:
    given = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return given if isinstance(given, dt.date) else clock.now().date()


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a register and everything that its end would touch; closes it when that is decided."""
    form = RetireForm(request.POST or None)
    one = catalogue.register_by_code(code)
    refusal, status = None, 200
    if request.method == "POST" and request.POST.get("do") == "retire":
        if form.is_valid():
            refusal = attempt(
                request,
                lambda: catalogue.retire_register(
                    actor_of(request), register=one.id, **form.cleaned_data
                ),
            )
            if refusal is None:
                messages.success(request, _("The register is closed from that day."))
                return redirect("workspace:register", code)
        status = refusal.status if refusal else 422
    with at_desk(request, "catalogue.oversee") as standing:
        change = Change(Ref.to("register", one.id), ChangeKind.RETIRED, _day_of(form))
        touched = affected(change, standing)
        context = {
            "title": pick(one.name),
            "owner": pick(institutions.body(one.owner).name),
            "register": one,
            "form": form,
            "refusal": refusal,
            "groups": [(AFFECTED.get(group.kind, group.kind), group) for group in touched],
            "on": change.on,
            "may_retire": one.state is RegisterState.ACTIVE
            and may(standing, "catalogue.retire_register"),
        }
        return page(request, "register", context, standing, status)
