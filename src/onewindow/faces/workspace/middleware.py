"""The staff door: nothing under /desk/ opens for somebody known by a password only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from onewindow.ground.kernel.actor import Actor, ActorKind, Assurance
from onewindow.trust.identity import public as identity

Next = Callable[[HttpRequest], HttpResponse]
DESK = "/desk"
APP = "workspace"


class StaffDoor:
    """Sends to sign-in, or to the second factor, before any page of the desk is looked for.

    Asked by path, so that unknown addresses say nothing either, and again by the view's
    application, so that another mounting point opens nothing.
    """

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path != DESK and not path.startswith(f"{DESK}/"):
            return self._next(request)
        closed = turned_away(request)
        response = closed or self._next(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Asks again where a view of the workspace stands under another path."""
        match = request.resolver_match
        is_desk = match is not None and APP in match.app_names
        return turned_away(request) if is_desk else None


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Gives where to go instead, or nothing for a person who has given a second factor."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorOfRequest
    if actor.kind is not ActorKind.PERSON:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    if actor.assurance.rank < Assurance.SUBSTANTIAL.rank:
        return HttpResponseRedirect(identity.way_to_second_factor(request))
    return None
