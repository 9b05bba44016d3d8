"""The desk of asking once: every form in use with what its questions are bound to, and waivers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.sharing_forms import EndForm, WaiverForm
from onewindow.faces.workspace.views.frame import (
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.sharing import public as sharing


@require_GET
@desk_page
def asked_once(request: HttpRequest) -> HttpResponse:
    """Shows what each question of the forms in use asks for, what is against it, and waivers."""
    with at_desk(request, "sharing.oversee") as standing:
        today, language = clock.now().date(), get_language() or "en"
        checked = [
            (
                pick(schema.title),
                [
                    (
                        one,
                        pick(one.label),
                        sharing.sentence(one.violation) if one.violation else "",
                        [(pick(s.title), s.element) for s in one.suggested],
                    )
                    for one in forms.linted(schema, today, language)
                ],
            )
            for schema in forms.published_forms()
        ]
        context = {
            "forms": checked,
            "waivers": [
                (row, pick(row.element.title), today in row.during) for row in sharing.waivers()
            ],
            "may_waive": may(standing, "sharing.grant_waiver"),
        }
        return page(request, "asked_once", context, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def waive(request: HttpRequest) -> HttpResponse:
    """Lets a form ask for what a register holds, until a day."""
    form = WaiverForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data}
        given["because"] = {get_language() or "en": given["because"]}
        refusal = attempt(
            request,
            lambda: sharing.grant_waiver(actor_of(request), begins=clock.now().date(), **given),
        )
        if refusal is None:
            messages.success(request, _("The waiver stands on the public list."))
            return redirect("workspace:asked_once")
    status = refusal.status if refusal else (422 if form.errors else 200)
    with at_desk(request, "sharing.oversee") as standing:
        return page(request, "waive", {"form": form, "refusal": refusal}, standing, status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def end(request: HttpRequest, waiver_id: UUID) -> HttpResponse:
    """Ends a waiver earlier."""
    form = EndForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(
            request,
            lambda: sharing.end_waiver(
                actor_of(request),
                waiver=waiver_id,
                on=form.cleaned_data["on"],
                because=form.cleaned_data["reason"],
            ),
        )
        if refusal is None:
            messages.success(request, _("The waiver ends on that day."))
            return redirect("workspace:asked_once")
    status = refusal.status if refusal else (422 if form.errors else 200)
    with at_desk(request, "sharing.oversee") as standing:
        row = sharing.waiver(waiver_id)
        context = {
            "row": row,
            "element": pick(row.element.title),
            "form": form,
            "refusal": refusal,
        }
        return page(request, "waiver_end", context, standing, status)
