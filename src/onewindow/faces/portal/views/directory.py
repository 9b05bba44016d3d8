"""Finding: the directory of services, and events in life."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from onewindow.delivery.services import public as services
from onewindow.delivery.services.types import OWN, Card
from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.words import AUDIENCES, word
from onewindow.ground.design.pages import public_page
from onewindow.ground.kernel.texts import pick

PAGE = 20
MOST_PAGES = 500
LONGEST_NUMBER = 9
LONGEST = 200


def page_number(request: HttpRequest) -> int:
    """Gives the page that was asked for, or the first where that is no number."""
    text = request.GET.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1


def address_of(code: str, origin: str = OWN) -> str:
    """Gives the address of a service's page."""
    if origin == OWN:
        return reverse("portal:service", args=[code])
    return reverse("portal:imported_service", args=[origin, code])


def _wanted(request: HttpRequest) -> services.Wanted:
    asked = request.GET
    return services.Wanted(
        text=asked.get("q", "")[:LONGEST],
        audience=asked.get("audience", "")[:40],
        event=asked.get("event", "")[:60],
        can_apply=asked.get("apply") == "1",
    )


def _lines(cards: list[Card]) -> list[dict[str, object]]:
    return [{"card": card, "href": address_of(card.code, card.origin)} for card in cards]


@reads
@public_page
def directory(request: HttpRequest) -> HttpResponse:
    """Gives the services that can be used now, filtered, with how many there are."""
    wanted, number = _wanted(request), page_number(request)
    cards, total = services.directory(wanted, get_language() or "en", number)
    audiences = [(code, word(AUDIENCES, code), count) for code, count in services.audiences()]
    context = {
        "lines": _lines(cards),
        "total": total,
        "wanted": wanted,
        "audiences": audiences,
        "events": [(e.code, pick(e.title)) for e in services.events()],
        "pages": Paginator(range(total), PAGE).get_page(number),
        "is_filtered": wanted != services.Wanted(),
    }
    return render(request, "portal/directory.html", context)


@reads
@public_page
def events(request: HttpRequest) -> HttpResponse:
    """Gives all events in life."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for event in services.events():
        line = (event.code, said(event.title), said(event.summary))
        groups.setdefault(event.kind, []).append(line)
    return render(request, "portal/events.html", {"groups": groups})


@reads
@public_page
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Gives an event in life with what it calls for."""
    found = services.event(code)
    cards, total = services.directory(services.Wanted(event=code), get_language() or "en")
    context = {
        "plain_title": pick(found.title),
        "title_said": said(found.title),
        "summary": said(found.summary),
        "lines": _lines(cards),
        "total": total,
    }
    return render(request, "portal/event.html", context)
