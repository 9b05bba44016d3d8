"""Pages that any package may answer with, and the mark of a page that is the same for everyone."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Concatenate, ParamSpec

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

P = ParamSpec("P")


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Compression(StrEnum):
    """How a page may be made small on its way."""

    PLAIN = "plain"
    PADDED = "padded"


def public_page(view: View[P]) -> View[P]:
    """Marks a view whose answer is the same for everyone, so that it may be compressed.

    Put it only on pages without token, session and personal data: see `CompressedPages`.
    """
    return _marked(view, Compression.PLAIN)


def form_page(view: View[P]) -> View[P]:
    """Marks a page with an empty form: compressed with a random length, which hides its token.

    Not for pages that show what is known about a person.
    *Source*: "Heal the BREACH" (2022), as Django's own GZipMiddleware does it.
    """
    return _marked(view, Compression.PADDED)


def _marked(view: View[P], how: Compression) -> View[P]:
    @functools.wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, "compressible", how)  # noqa: B010 - HttpResponse has no such attribute
        return response

    setattr(marked, "compressible", how)  # noqa: B010 - a function has no such attribute
    return marked


def reads(view: View[P]) -> View[P]:
    """Marks a view that is only looked at: any other method is refused at the edge."""
    setattr(view, "allowed_methods", ("GET", "HEAD"))  # noqa: B010 - a function has no such attribute
    return view


def asks(view: View[P]) -> View[P]:
    """Marks a view that is only looked at, and whose question may be too long for an address."""
    setattr(view, "allowed_methods", ("GET", "HEAD", "POST"))  # noqa: B010 - as above
    return view


def is_public_view(view: Callable[..., object]) -> bool:
    """Says whether a view is marked as one whose answer is the same for everyone."""
    return getattr(view, "compressible", None) is Compression.PLAIN


def wants_json(request: HttpRequest) -> bool:
    """Says whether the asker is a program that accepts JSON and no page."""
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "html" not in accepted


def error_page(
    request: HttpRequest,
    status: int,
    title: str,
    what_to_do: str,
    code: str = "",
    *,
    links: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Gives a page that says what happened and what to do next; needs no database.

    *Shape*: `code` is the stable upper-case code a person can quote; `links` are (text, address).
    A program that accepts only JSON gets the same as problem details (RFC 9457).
    """
    if wants_json(request):
        problem = {"title": str(title), "status": status, "detail": str(what_to_do), "code": code}
        response = HttpResponse(
            json.dumps(problem, ensure_ascii=False),
            status=status,
            content_type="application/problem+json",
        )
    else:
        context = {
            "request": request,
            "title": title,
            "what_to_do": what_to_do,
            "code": code,
            "status": status,
            "links": links,
        }
        response = HttpResponse(get_template("design/error.html").render(context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Gives 400 in plain words (`handler400`)."""
    return error_page(
        request,
        400,
        _("We could not read what was sent"),
        _("Go back, check the page, and send it again. If you followed a link, open it anew."),
        "NOT_READABLE",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Gives 403 in plain words (`handler403`)."""
    return error_page(
        request,
        403,
        _("You may not see this page"),
        _("Sign in with the account that has the right, or ask the office that sent you here."),
        "NOT_ALLOWED",
    )


def token_missing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Gives 403 where a form came without its token (`CSRF_FAILURE_VIEW`)."""
    return error_page(
        request,
        403,
        _("We could not accept this form"),
        _("The page was open for too long, or cookies are off. Go back, reload it, send it again."),
        "FORM_TOKEN",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Gives 404 in plain words (`handler404`)."""
    return error_page(
        request,
        404,
        _("Page not found"),
        _("Check the address. If you typed it, look for a missing letter. Or begin at the start."),
        "NOT_FOUND",
    )


def see_other(chosen: str | None, places: Mapping[str, str], request: HttpRequest) -> HttpResponse:
    """Leads to the representation that was chosen for an `Accept` header (303), or says which
    ones there are (406). `places` maps media types to addresses.
    """
    if chosen is None:
        offered = ", ".join(places)
        sentence = _("Ask for one of these instead: %(offered)s.") % {"offered": offered}
        title = _("We do not have this in the form you asked for")
        response: HttpResponse = error_page(request, 406, title, sentence, "NOT_ACCEPTABLE")
    else:
        response = HttpResponseRedirect(places[chosen])
        response.status_code = 303
        response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


def data_page(request: HttpRequest, data: bytes, media: str) -> HttpResponse:
    """Gives data that is the same for everyone, or 304 where the asker has it already."""
    tag = f'W/"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    known = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponseNotModified() if tag in known else HttpResponse(data)
    response["Content-Type"] = f"{media}; charset=utf-8" if media.startswith("text/") else media
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = "mul"
    return response


def method_not_allowed(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """Gives 405 with the methods that this address understands."""
    response = error_page(
        request,
        405,
        _("This address cannot be used in this way"),
        _("Open the page itself and use the buttons on it."),
        "METHOD_NOT_ALLOWED",
    )
    response["Allow"] = ", ".join(allowed)
    return response


def conflict(request: HttpRequest) -> HttpResponse:
    """Gives 409 where someone else was faster."""
    return error_page(
        request,
        409,
        _("Someone has changed this in the meantime"),
        _("Go back, reload the page, look at what has changed, and decide again."),
        "CONFLICT",
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Gives 413 where more was sent than this address takes."""
    return error_page(
        request,
        413,
        _("What you sent is too large"),
        _("Go back and choose a smaller file, or send several files one after the other."),
        "TOO_LARGE",
    )


def unprocessable(request: HttpRequest) -> HttpResponse:
    """Gives 422 where the answers break a rule and no form can show which one."""
    return error_page(
        request,
        422,
        _("Some answers cannot be right"),
        _("Go back, compare your answers with the question, and send them again."),
        "INVALID",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Gives 500 in plain words (`handler500`)."""
    return error_page(
        request,
        500,
        _("Something went wrong on our side"),
        _("Try again in a few minutes. If you had just sent a form, look first if it has arrived."),
        "ERROR",
    )


def unavailable(request: HttpRequest, retry_after: int = 60) -> HttpResponse:
    """Gives 503 with the seconds after which it is worth trying again."""
    response = error_page(
        request,
        503,
        _("The service is resting for a moment"),
        _("Try again in a few minutes. If it is urgent, call or visit the office."),
        "UNAVAILABLE",
    )
    response["Retry-After"] = str(retry_after)
    return response
