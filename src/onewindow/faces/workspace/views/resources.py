"""The desk of the catalogue: resources are listed, described, published and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onewindow.faces.workspace.resource_forms import (
    LABELS,
    ORGANS,
    STATES,
    ResourceFilter,
    ResourceForm,
    WithdrawForm,
)
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
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import (
    Description,
    Openness,
    ResourceState,
    Scheme,
    SharingType,
    Wanted,
)
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType

PAGE = 50


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the resources that the reader's label admits, narrowed by words, organ and state."""
    narrowed = ResourceFilter(request.GET)
    given = narrowed.cleaned_data if narrowed.is_valid() else {}
    wanted = Wanted(
        words=given.get("q", ""),
        organ=OrganType(given["organ"]) if given.get("organ") else None,
        state=ResourceState(given["state"]) if given.get("state") else None,
    )
    with at_desk(request, "catalogue.oversee") as standing:
        pages = Paginator(catalogue.resources(wanted), PAGE).get_page(request.GET.get("page"))
        context = {
            "form": narrowed,
            "pages": pages,
            "total": pages.paginator.count,
            "rows": [
                {
                    "id": row.id,
                    "name": pick(row.name),
                    "provider": pick(row.provider.name),
                    "organ": ORGANS[row.provider.organ_type],
                    "label": LABELS[Level(row.level)],
                    "state": STATES[ResourceState(row.state)],
                }
                for row in pages
            ],
            "may_register": may(standing, "catalogue.register_resource"),
        }
        return page(request, "resources", context, standing)


def _choices() -> dict[str, list[tuple[str, str]]]:
    today = clock.now().date()
    return {
        "provider": [(str(one.id), pick(one.name)) for one in institutions.bodies(today)],
        "category": [(str(one), pick(one.title)) for one in catalogue.categories(Scheme.SUBJECT)],
        "function": [(one.code, pick(one.title)) for one in functions.functions()],
    }


def _texts(before: Mapping[str, str], text: str) -> dict[str, str]:
    """Gives texts with the one of the reader's language replaced; the others stay."""
    language = get_language() or settings.LANGUAGE_CODE
    return {code: one for code, one in {**before, language: text}.items() if one}


def _description(
    given: Mapping[str, Any],
    before: catalogue.Resource | None = None,
    kept: Mapping[str, Any] | None = None,
) -> Description:
    """Gives the description that a form writes, over what there was before."""
    return Description(
        name=_texts(before.name if before else {}, given["name"]),
        abstract=_texts(before.abstract if before else {}, given["abstract"]),
        provider=UUID(given["provider"]) if given["provider"] else None,
        category=given["category"],
        level=Level(int(given["level"])) if given["level"] else None,
        update_cycle=given["update_cycle"],
        function=given["function"],
        party_task=_texts(before.party_task if before else {}, given["party_task"]),
        sharing_type=SharingType(given["sharing_type"]),
        legal_basis=given["legal_basis"],
        openness=Openness(given["openness"]),
        elements=tuple(given["elements"].split()),
        keywords=_texts(before.keywords if before else {}, given["keywords"]),
        format=given["format"],
        online_address=given["online_address"],
        last_updated=given["last_updated"],
        **(kept or {}),
    )


def _kept(row: catalogue.Resource) -> dict[str, Any]:
    """Gives what the form does not ask for and a revision must not lose."""
    return {
        "further": tuple(str(one.category) for one in row.further.select_related("category")),
        "issued": row.issued,
        "covers_from": row.covers_from,
        "covers_to": row.covers_to,
        "covers_region": row.covers_region_id or "",
        "languages": tuple(row.languages),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest) -> HttpResponse:
    """Describes a new resource; what is missing is named at its question."""
    form = ResourceForm(_choices(), request.POST or None)
    refusal, status = None, 200
    if request.method == "POST":
        made: list[UUID] = []
        if form.is_valid():
            given = form.cleaned_data
            refusal = attempt(
                request,
                lambda: made.append(
                    catalogue.register_resource(actor_of(request), description=_description(given))
                ),
            )
        if made:
            messages.success(request, _("The resource is in the catalogue as a draft."))
            return redirect("workspace:resource", made[0])
        status = refusal.status if refusal else 422
    with at_desk(request, "catalogue.register_resource") as standing:
        return _form(request, standing, form, None, refusal, status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def resource(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Shows a resource and revises its description."""
    with at_desk(request, "catalogue.oversee") as standing:
        row = catalogue.resource(resource_id)
        before, kept = _initial(row), _kept(row)
    form = ResourceForm(_choices(), request.POST or None, initial=before, is_known=True)
    refusal, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            given = {**form.cleaned_data, "provider": before["provider"], "level": before["level"]}
            wanted = _description(given, row, kept)
            refusal = attempt(
                request,
                lambda: catalogue.revise_resource(
                    actor_of(request), resource=resource_id, description=wanted
                ),
            )
            if refusal is None:
                messages.success(request, _("The description is revised."))
                return redirect("workspace:resource", resource_id)
        status = refusal.status if refusal else 422
    with at_desk(request, "catalogue.oversee") as standing:
        return _form(request, standing, form, catalogue.resource(resource_id), refusal, status)


def _initial(row: catalogue.Resource) -> dict[str, Any]:
    return {
        "name": pick(row.name),
        "abstract": pick(row.abstract),
        "provider": str(row.provider_id),
        "category": str(row.category),
        "level": str(row.level),
        "update_cycle": row.update_cycle,
        "function": row.function.code if row.function else "",
        "party_task": pick(row.party_task),
        "sharing_type": row.sharing_type,
        "legal_basis": row.legal_basis.code if row.legal_basis else "",
        "openness": row.openness,
        "elements": "\n".join(catalogue.elements_of([row.id]).get(row.id, [])),
        "keywords": pick(row.keywords),
        "format": row.format,
        "online_address": row.online_address,
        "last_updated": row.last_updated,
    }


def _form(
    request: HttpRequest,
    standing: Standing,
    form: ResourceForm,
    row: catalogue.Resource | None,
    refusal: Refusal | None,
    status: int,
) -> HttpResponse:
    is_open = row is None or row.state != ResourceState.WITHDRAWN
    context = {
        "form": form,
        "row": row,
        "title": pick(row.name) if row else _("Describe a resource"),
        "provider": pick(row.provider.name) if row else "",
        "label": LABELS[Level(row.level)] if row else "",
        "state": STATES[ResourceState(row.state)] if row else "",
        "refusal": refusal,
        "withdraw": WithdrawForm(prefix="out"),
        "may_change": is_open and may(standing, "catalogue.revise_resource"),
        "may_publish": row is not None
        and row.state != ResourceState.PUBLISHED
        and may(standing, "catalogue.publish_resource"),
        "may_withdraw": row is not None
        and is_open
        and may(standing, "catalogue.withdraw_resource"),
    }
    return page(request, "resource", context, standing, status)


@require_POST
@desk_page
def publish(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Shows a resource to whoever its label admits."""
    catalogue.publish_resource(actor_of(request), resource=resource_id)
    messages.success(request, _("The resource is published."))
    return redirect("workspace:resource", resource_id)


@require_POST
@desk_page
def withdraw(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Withdraws a resource for a reason."""
    catalogue.withdraw_resource(
        actor_of(request), resource=resource_id, because=request.POST.get("out-because", "")[:4000]
    )
    messages.success(request, _("The resource is withdrawn."))
    return redirect("workspace:resource", resource_id)
