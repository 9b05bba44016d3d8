"""The editors' desk of search: terms that mean the same."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.faces.workspace.forms import SynonymsForm
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.ground.search import public as search


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the synonyms and adds further ones."""
    form = SynonymsForm(request.POST or None)
    if request.method != "POST":
        return _listed(request, form)
    if not form.is_valid():
        return _listed(request, form, status=422)
    given = form.cleaned_data
    refusal = attempt(
        request,
        lambda: search.add_synonyms(
            actor_of(request), terms=given["terms"].splitlines(), language=given["language"]
        ),
    )
    if refusal is not None:
        return _listed(request, form, refusal)
    messages.success(request, _("Added. From now on each of the terms finds what the others find."))
    return redirect("workspace:synonyms")


@require_POST
@desk_page
def remove(request: HttpRequest, synonyms_id: UUID) -> HttpResponse:
    """Removes synonyms."""
    actor = actor_of(request)
    refusal = attempt(request, lambda: search.remove_synonyms(actor, synonyms=synonyms_id))
    if refusal is not None:
        return _listed(request, SynonymsForm(), refusal)
    messages.success(request, _("Removed."))
    return redirect("workspace:synonyms")


def _listed(
    request: HttpRequest, form: SynonymsForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    spoken = dict(settings.LANGUAGES)
    with at_desk(request, "search.oversee") as standing:
        rows = [(one, spoken.get(one.language, "")) for one in search.synonyms()]
        context = {
            "rows": rows,
            "form": form,
            "refusal": refusal,
            "may_add": may(standing, "search.add_synonyms"),
            "may_remove": may(standing, "search.remove_synonyms"),
        }
        shown = refusal.status if refusal else status
        return page(request, "synonyms", context, standing, shown)
