"""The edge of every page: what is refused before anything is read, and what leaves compressed."""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Callable, Iterable
from typing import Final

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from onewindow.ground.design import pages
from onewindow.ground.design.csp import POLICY
from onewindow.ground.design.pages import Compression
from onewindow.ground.design.site import language_of

Answer = Callable[[HttpRequest], HttpResponseBase]

BODY_LIMIT: Final = 12 * 1024 * 1024
SMALLEST: Final = 300
QUALITY: Final = 5
PADDING: Final = 100
FORM_TYPES: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
NUL: Final = "\x00"
ANY_PAGE: Final = ("GET", "HEAD", "OPTIONS", "POST")
REQUIRED: Final = "request_method_list"


class ContentPolicy:
    """Gives every answer the content security policy, unless a view has set its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class EdgeGuard:
    """Refuses what no view should ever see: too much, unreadable, or with NUL bytes.

    Stands before CsrfViewMiddleware. `ONEWINDOW_BODY_LIMIT` is the limit in bytes;
    `ONEWINDOW_BODY_LIMITS` maps the beginning of a path to another limit.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request.path_info)):
            refused = self._checked(request)
        if refused:
            return refused
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b"-"):
            allowed = tuple(re.split(r",\s*", response.get("Allow", "")))
            with translation.override(language_of(request.path_info)):
                return pages.method_not_allowed(request, allowed)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answers 405 before the token of a form is asked for, where the view tells its methods."""
        known = methods_of(view)
        if known and request.method not in known:
            with translation.override(language_of(request.path_info)):
                return pages.method_not_allowed(request, known)
        return None

    def _checked(self, request: HttpRequest) -> HttpResponse | None:
        try:
            return self._refused(request)
        except RequestDataTooBig:
            return pages.too_large(request)
        except (MultiPartParserError, SuspiciousOperation, OSError, ValueError, LookupError):
            return pages.bad_request(request)

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return pages.bad_request(request)
        if int(length) > limit_for(request.path_info):
            return pages.too_large(request)
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or NUL in query or "%00" in query:
            return pages.bad_request(request)
        if not is_utf8(request) or any(NUL in text for text in request.COOKIES.values()):
            return pages.bad_request(request)
        is_form = request.method == "POST" and request.content_type in FORM_TYPES
        if is_form and any(NUL in text for text in posted(request)):
            return pages.bad_request(request)
        return None


def limit_for(path: str) -> int:
    """Gives the largest body in bytes that this path takes."""
    special: dict[str, int] = getattr(settings, "ONEWINDOW_BODY_LIMITS", {})
    for beginning, limit in special.items():
        if path.startswith(beginning):
            return limit
    return int(getattr(settings, "ONEWINDOW_BODY_LIMIT", BODY_LIMIT))


def is_utf8(request: HttpRequest) -> bool:
    """Says whether the request claims no other encoding than the one that we read."""
    claimed = (request.content_params or {}).get("charset", "utf-8")
    return codecs.lookup(claimed).name == "utf-8"


def posted(request: HttpRequest) -> Iterable[str]:
    """Gives every name and value that a form brought, and the names of its files."""
    for name, values in request.POST.lists():
        yield name
        yield from (str(value) for value in values)
    for name, files in request.FILES.lists():
        yield name
        yield from (str(file.name) for file in files)


def methods_of(view: Callable[..., object]) -> tuple[str, ...]:
    """Gives the methods a view understands: its own `allowed_methods`, those of its class, those
    of Django's `require_http_methods`, else what a page can be asked in at all.
    """
    own = getattr(view, "allowed_methods", None)
    if own:
        return tuple(own)
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return required(view) or ANY_PAGE
    known = {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
    return tuple(sorted(known | {"OPTIONS"} | ({"HEAD"} if "GET" in known else set())))


def required(view: Callable[..., object] | None) -> tuple[str, ...]:
    """Gives the methods of Django's `require_http_methods`, which keeps them in a closure only."""
    while view is not None:
        code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None)
        if code is not None and cells and REQUIRED in code.co_freevars:
            return tuple(cells[code.co_freevars.index(REQUIRED)].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ()


class CompressedPages:
    """Compresses pages that are the same for everyone, and no others (BREACH).

    Stands before the session's middleware, so that it sees its cookies. A page with a token, a
    cookie or a session leaves as it is, even if it was marked as public by mistake. A page marked
    `form_page` leaves as gzip of random length.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        how = getattr(response, "compressible", None)
        if not how or not isinstance(response, HttpResponse) or not is_whole(request, response):
            return response
        header = request.headers.get("Accept-Encoding", "")
        if how == Compression.PADDED:
            patch_vary_headers(response, ("Accept-Encoding",))
            if "gzip" in readable(header):
                padded = compress_string(response.content, max_random_bytes=PADDING)
                send(response, "gzip", padded)
        elif is_same_for_everyone(request, response):
            patch_vary_headers(response, ("Accept-Encoding",))
            if encoding := chosen(header):
                send(response, encoding, packed(response.content, encoding))
        return response


def is_whole(request: HttpRequest, response: HttpResponse) -> bool:
    """Says whether this is a good and whole answer, worth compressing and not yet compressed."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.has_header("Content-Encoding")
        and len(response.content) >= SMALLEST
    )


def is_same_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Says whether a page is anonymous: without token, cookie, session."""
    return (
        not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "cookie" not in response.get("Vary", "").lower()
        and "private" not in response.get("Cache-Control", "")
        and b"csrfmiddlewaretoken" not in response.content
    )


def readable(header: str) -> frozenset[str]:
    """Gives the encodings that a browser's Accept-Encoding allows.

    *Source*: RFC 9110 section 12.5.3; `*` is taken as unknown, q=0 as no.
    """
    names = set()
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        quality = re.fullmatch(r"\s*q\s*=\s*(\d(?:\.\d{0,3})?)\s*", parameter)
        if not parameter or (quality and float(quality[1]) > 0):
            names.add(name.strip())
    return frozenset(names)


def chosen(header: str) -> str:
    """Gives `br`, `gzip` or nothing, the smallest that the browser can read."""
    names = readable(header)
    return next((name for name in ("br", "gzip") if name in names), "")


def packed(content: bytes, encoding: str) -> bytes:
    """Gives the compressed form of a page."""
    if encoding == "br":
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY))
    return gzip.compress(content, compresslevel=6, mtime=0)


def send(response: HttpResponse, encoding: str, small: bytes) -> None:
    """Replaces the body by its compressed form, with the headers that belong to it."""
    response.content = small
    response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(small))
    tag = response.get("ETag", "")
    if tag and not tag.startswith("W/"):
        response["ETag"] = f"W/{tag}"
