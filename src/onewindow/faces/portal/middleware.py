"""Public pages from memory, and validators for all of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from onewindow.faces.portal import cellar, shelf
from onewindow.faces.portal.watch import Watch
from onewindow.ground.design.middleware import chosen, is_same_for_everyone
from onewindow.ground.design.pages import Compression, is_public_view
from onewindow.ground.design.site import language_of
from onewindow.ground.kernel import clock

Next = Callable[[HttpRequest], HttpResponseBase]
LONGEST_QUERY: Final = 200
NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
NOT_KEPT: Final = frozenset({"content-length", "set-cookie", "date"})

_shelf = shelf.Shelf(getattr(settings, "ONEWINDOW_SHELF_BYTES", shelf.MOST_BYTES))
_start = threading.Lock()
_watching: list[Watch] = []


class Shelf:
    """Hands out a public page from the shelf, or lets it be made and keeps it.

    Stands first of all, so that what it keeps is what travels. Only what is marked
    `public_page`, sets no cookie and holds no token is kept, so it may be handed to everybody,
    whatever cookies they carry. `ONEWINDOW_SHELF = False` switches it off.
    """

    def __init__(self, get_response: Next) -> None:
        self._next = get_response
        self._is_on = bool(getattr(settings, "ONEWINDOW_SHELF", True))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._is_on or request.method != "GET" or not is_short(request):
            return self._next(request)
        watch()
        key = key_of(request)
        kept = _shelf.take(key)
        response: HttpResponseBase
        if kept is not None:
            response = answer(request, kept)
            response["Age"] = str(max(int((clock.now() - kept.made_at).total_seconds()), 0))
            return response
        return self._from_cellar(request, key)

    def _from_cellar(self, request: HttpRequest, key: shelf.Key) -> HttpResponseBase:
        """Hands out what the database keeps, or makes the page and keeps it in both places."""
        asks, began = cellar.may_hold(key) and leads_to_public(request), clock.now()
        number, kept = cellar.take(key) if asks else (None, None)
        if kept is not None:
            _shelf.put(key, kept)
            return answer(request, kept)
        mark = _shelf.mark()
        response = self._next(request)
        if not is_public(request, response) or not isinstance(response, HttpResponse):
            return response
        made = made_of(response, mark)
        if mark is not None:
            _shelf.put(key, made)
        if number is not None:
            cellar.keep(key, made, number, began)
        return answer(request, made)


def leads_to_public(request: HttpRequest) -> bool:
    """Says whether the address belongs to a public page: the database is asked for no others.

    Addresses are read in the language that they name. What was found stays with the request.
    """
    with translation.override(language_of(request.path_info)):
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            return False
    return is_public_view(request.resolver_match.func)


def watch() -> None:
    """Starts the watch of this process, once, at its first page: a server has forked by then."""
    if not _watching:
        with _start:
            if not _watching:
                _watching.append(Watch(_shelf))
                _watching[0].start()


def is_short(request: HttpRequest) -> bool:
    """Says whether the query is short enough to be kept under."""
    return len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY


def key_of(request: HttpRequest) -> shelf.Key:
    """Gives what a page is kept under: path and query, how it is compressed, and the scheme."""
    encoding = chosen(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return (request.get_full_path(), encoding, request.scheme or "http")


def is_public(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Says whether an answer is a page that is the same for everyone."""
    return (
        getattr(response, "compressible", None) is Compression.PLAIN
        and isinstance(response, HttpResponse)
        and response.status_code == 200
        and is_same_for_everyone(request, response)
    )


def made_of(response: HttpResponse, mark: shelf.Mark | None) -> shelf.Kept:
    """Gives what is kept of an answer; without a mark it is only handed on."""
    body = response.content
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    headers = tuple((n, v) for n, v in response.items() if n.lower() not in NOT_KEPT)
    if mark is None:
        return shelf.Kept(body, headers, tag, -1, NEVER, NEVER)
    return shelf.Kept(body, headers, tag, mark.number, mark.at, mark.until)


def answer(request: HttpRequest, kept: shelf.Kept) -> HttpResponse:
    """Gives a kept page, or 304 where the browser has it already."""
    if request.META.get("HTTP_IF_NONE_MATCH", "") == kept.tag:
        response: HttpResponse = HttpResponseNotModified()
        wanted = {"etag", "cache-control", "vary"}
        for name, value in kept.headers:
            if name.lower() in wanted:
                response[name] = value
        return response
    response = HttpResponse(kept.body)
    for name, value in kept.headers:
        response[name] = value
    response["Content-Length"] = str(len(kept.body))
    return response
