"""The first page, and the pages about this site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.delivery.services import public as services
from onewindow.faces.portal.queries import most_used
from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.methods import reads
from onewindow.ground.design.pages import public_page

FEW = 8


@reads
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Gives what can be done here: events in life, a search box, what is used most."""
    events = [(e.code, said(e.title), said(e.summary)) for e in services.events()[:FEW]]
    return render(request, "portal/home.html", {"events": events, "used": most_used()})


@reads
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Gives the accessibility statement."""
    return render(request, "portal/accessibility.html")


@reads
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Gives in plain words what is kept, why, how long, and who reads it."""
    return render(request, "portal/privacy.html")


@reads
@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """Gives the ways to reach a person."""
    return render(request, "portal/contact.html")
