"""The desk of agreements: who gets which data, signed by both sides, ended by one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.sharing_forms import EndForm
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    page,
)
from onewindow.faces.workspace.views.sharing import PAGE, may_for
from onewindow.ground.kernel.errors import NotFound
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.texts import pick
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.types import AgreementState

AGREEMENT_STATES = {
    AgreementState.PROPOSED: gettext_lazy("Proposed"),
    AgreementState.SIGNED: gettext_lazy("Signed by one side"),
    AgreementState.IN_FORCE: gettext_lazy("In force"),
    AgreementState.ENDED: gettext_lazy("Ended"),
}


@require_GET
@desk_page
def agreements(request: HttpRequest) -> HttpResponse:
    """Lists the agreements that the reader may see, the newest first."""
    with at_desk(request, "sharing.oversee") as standing:
        pages = Paginator(sharing.agreements(), PAGE).get_page(request.GET.get("page"))
        rows = [
            (
                row,
                pick(row.consumer.name),
                pick(row.provider.name),
                AGREEMENT_STATES[AgreementState(row.state)],
            )
            for row in pages
        ]
        context = {"pages": pages, "total": pages.paginator.count, "rows": rows}
        return page(request, "agreements", context, standing)


def _sides(row: sharing.Agreement, standing: Standing) -> list[tuple[UUID, str]]:
    """Gives the sides for which the reader may still sign."""
    sides = (
        (row.provider_id, row.provider_signer, row.provider),
        (row.consumer_id, row.consumer_signer, row.consumer),
    )
    return [
        (key, pick(body.name))
        for key, signer, body in sides
        if not signer and may_for(standing, "sharing.sign_agreement", key)
    ]


def _end(request: HttpRequest, key: UUID, form: EndForm) -> Refusal | None:
    """Ends for the side that the reader stands for, or as an authority for none."""
    with at_desk(request, "sharing.oversee") as standing:
        row = sharing.agreement(key)
    mine = [one for one in (row.provider_id, row.consumer_id) if one in standing.bodies]
    return attempt(
        request,
        lambda: sharing.end_agreement(
            actor_of(request),
            agreement=key,
            by=mine[0] if mine else None,
            on=form.cleaned_data["on"],
            because=form.cleaned_data["reason"],
        ),
    )


def _sign(request: HttpRequest, key: UUID) -> Refusal | None:
    try:
        by = UUID(request.POST.get("by", ""))
    except ValueError as wrong:
        raise NotFound from wrong
    return attempt(request, lambda: sharing.sign_agreement(actor_of(request), agreement=key, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Shows an agreement; a side signs it, a side or an authority ends it."""
    do = request.POST.get("do", "")
    form = EndForm(request.POST if do == "end" else None)
    is_done, refusal = False, None
    if do == "sign":
        refusal, is_done = _sign(request, agreement_id), True
    elif do == "end" and form.is_valid():
        refusal, is_done = _end(request, agreement_id, form), True
    if is_done and refusal is None:
        messages.success(request, _("Done. Whom it concerns is being told."))
        return redirect("workspace:agreement", agreement_id)
    status = refusal.status if refusal else (422 if form.errors else 200)
    with at_desk(request, "sharing.oversee") as standing:
        row = sharing.agreement(agreement_id)
        context = {
            "row": row,
            "consumer": pick(row.consumer.name),
            "provider": pick(row.provider.name),
            "function": pick(row.function.title),
            "purpose": pick(row.purpose),
            "basis": f"{pick(row.legal_basis.title)}, {row.legal_basis.article}",
            "state": AGREEMENT_STATES[AgreementState(row.state)],
            "sides": _sides(row, standing) if row.state != AgreementState.ENDED else [],
            "form": form,
            "refusal": refusal,
            "may_end": row.state != AgreementState.ENDED
            and any(
                may_for(standing, "sharing.end_agreement", one)
                for one in (row.provider_id, row.consumer_id)
            ),
        }
        return page(request, "agreement", context, standing, status)
