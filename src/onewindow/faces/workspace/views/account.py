"""My account: who I am here, by which roles, in which language, and my second factors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from onewindow.faces.workspace.forms import LanguageForm
from onewindow.faces.workspace.views.frame import actor_of, at_desk, desk_page, page
from onewindow.ground.design.site import speak
from onewindow.trust.identity import public as identity


@require_GET
@desk_page
def account(request: HttpRequest) -> HttpResponse:
    """Shows the reader's roles, why they are held, and the way to the second factors."""
    with at_desk(request, "workspace.open") as standing:
        context = {
            "holdings": standing.holdings,
            "form": LanguageForm(initial={"language": get_language()}),
        }
        return page(request, "account", context, standing)


@require_POST
@desk_page
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the language in which the desk speaks, for the account and for this browser."""
    chosen = request.POST.get("language", "")
    identity.choose_language(actor_of(request), language=chosen)
    response = HttpResponseRedirect(reverse("workspace:account"))
    speak(response, chosen)
    return response
