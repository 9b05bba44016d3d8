"""Frames of a request that concern the whole assembly: its language, and what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable

import psycopg_pool
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from onewindow.ground.design import pages
from onewindow.ground.design.site import named_in
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, OneWindowError, Unavailable
from onewindow.trust.identity import public as identity

Next = Callable[[HttpRequest], HttpResponse]
LOG = logging.getLogger("onewindow.requests")
DATA_BEGINS = ("/data/", "/id/", "/api/")
DATABASE_AWAY = (OperationalError, InterfaceError, psycopg_pool.PoolTimeout)


class Language:
    """Speaks the language that the path begins with; nothing else decides, so pages can be kept.

    Pages without one (desks, sign-in) speak that which was chosen in the browser or for the
    account, that of the page one comes from, that of the browser: the first that is spoken here.
    Data speak none: what they hold is the same for everyone, whoever asks.
    """

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = named_in(request.path_info) or (
            settings.LANGUAGE_CODE
            if request.path_info.startswith(DATA_BEGINS)
            else wanted_by(request)
        )
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self._next(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


def wanted_by(request: HttpRequest) -> str:
    """Gives the language of a page whose path carries none."""
    chosen = named_in(f"/{identity.preferred_language(request)}/")
    return chosen or named_in(request.GET.get("next", "")) or get_language_from_request(request)


class Problems:
    """The one place where errors become answers over HTTP."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Gives the page of an error of ours, or of a database that is away."""
        if isinstance(error, OneWindowError):
            return pages.error_page(
                request, error.status, heading(error), error.sentence(), error.code
            )
        if isinstance(error, DATABASE_AWAY):
            LOG.error("the database is away: %s", error)
            return pages.unavailable(request)
        return None


def heading(error: OneWindowError) -> str:
    """Gives the heading of an error's family."""
    if isinstance(error, NotFound):
        return _("Page not found")
    if isinstance(error, Invalid):
        return _("Some answers cannot be right")
    if isinstance(error, Conflict):
        return _("This cannot be done as things stand")
    if isinstance(error, Unavailable):
        return _("Not available at the moment")
    return _("You may not do this")
