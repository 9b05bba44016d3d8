"""Things as data: a name leads on to a page for people or to a document for programs.

Every document has an address of its own, so that it is kept like any public page.
Source: RFC 9110, 12.5.1 (Accept); Cool URIs for the Semantic Web, 4.2 (303).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.http import Http404, HttpRequest, HttpResponse

from onewindow.ground.design import pages

HTML = "text/html"
LAST = 100_000
LONGEST_ACCEPT = 2000


class Way(Protocol):
    """A way of writing: its text is its media type."""

    @property
    def ending(self) -> str:
        """Gives how the addresses of such documents end."""


Known = TypeVar("Known", bound=Way)


def lead(request: HttpRequest, page: str, document: str, ways: Iterable[Way]) -> HttpResponse:
    """Leads from a name to its page or to a document, by what the asker likes best (303)."""
    places = {HTML: page, **{str(one): f"{document}.{one.ending}" for one in ways}}
    chosen = best_media(request.headers.get("Accept", ""), list(places))
    return pages.see_other(chosen, places, request)


def way_of(ending: str, ways: Iterable[Known]) -> Known:
    """Gives the way of writing that an address ends with. Raises Http404."""
    found = next((one for one in ways if one.ending == ending), None)
    if found is None:
        raise Http404
    return found


def page_of(request: HttpRequest) -> int:
    """Gives the number of the page asked for; pages begin with 1. Raises Http404."""
    text = request.GET.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:7]) <= LAST:
        raise Http404
    return int(text)


def best_media(accept: str, offered: Sequence[str]) -> str | None:
    """Gives the offered media type that an `Accept` header asks for first, or none at all.

    Among what is liked equally the earlier offer wins; without a header the first one does.
    """
    if not accept.strip():
        return offered[0] if offered else None
    wanted = [_range(one) for one in accept[:LONGEST_ACCEPT].split(",")]
    liked = [(_liking(media, wanted), -place, media) for place, media in enumerate(offered)]
    best = max(liked, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for one in parameters:
        key, _, value = one.partition("=")
        if key.strip() == "q":
            quality = _number(value.strip())
    return name, quality


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0.0 <= number <= 1.0 else 0.0


def _liking(media: str, wanted: Sequence[tuple[str, float]]) -> float:
    """Gives the quality of the most specific range that fits: the type, its family, anything."""
    family = f"{media.partition('/')[0]}/*"
    for name in (media, family, "*/*"):
        found = [quality for range_, quality in wanted if range_ == name]
        if found:
            return max(found)
    return 0.0
