"""The request's actor, found when first asked for: a public page asks nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from onewindow.trust.identity.actors import actor_of_request

Next = Callable[[HttpRequest], HttpResponse]


class ActorOfRequest:
    """Sets `request.actor`."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of_request(request))  # type: ignore[attr-defined]  # set for views
        return self._next(request)
