"""My account: who I am here, by which roles, and my second factors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onewindow.faces.workspace.views.frame import at_desk, desk_page, page


@require_GET
@desk_page
def account(request: HttpRequest) -> HttpResponse:
    """Shows the reader's roles, why they are held, and the way to the second factors."""
    with at_desk(request, "workspace.open") as standing:
        return page(request, "account", {"holdings": standing.holdings}, standing)
