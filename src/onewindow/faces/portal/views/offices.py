"""Institutions: the list of them, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.faces.portal.queries import services_of
from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.directory import page_number
from onewindow.faces.portal.views.functions import day_asked
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.views.service import body_address, body_rows
from onewindow.faces.portal.words import ORGANS, word
from onewindow.ground.design.pages import public_page
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Mode
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OWN, BodyFacts

PAGE = 50


@reads
@public_page
def directory(request: HttpRequest) -> HttpResponse:
    """Gives the institutions of today by name, narrowed by words; imported ones on demand."""
    text, all_of_them = request.GET.get("q", "")[:100], request.GET.get("all") == "1"
    found = sorted(
        (
            body
            for body in institutions.shown_bodies(clock.now().date())
            if (all_of_them or body.scheme == OWN) and fits(body, text)
        ),
        key=lambda body: (body.scheme != OWN, pick(body.name).casefold()),
    )
    pages = Paginator(found, PAGE).get_page(page_number(request))
    context = {
        "text": text,
        "all": all_of_them,
        "pages": pages,
        "total": len(found),
        "lines": [
            {
                "href": body_address(body),
                "name": said(body.name),
                "kind": word(ORGANS, body.organ_type),
                "address": said(body.contact.address),
                "is_own": body.scheme == OWN,
                "scheme": body.scheme,
            }
            for body in pages
        ],
    }
    return render(request, "portal/institutions.html", context)


def fits(body: BodyFacts, text: str) -> bool:
    """Says whether all the words stand in a name of the body."""
    names = " ".join(body.name.values()).casefold()
    return all(part in names for part in text.casefold().split())


@reads
@public_page
def institution(request: HttpRequest, code: str, scheme: str = OWN) -> HttpResponse:
    """Gives one institution: where it is, what it does, which services it answers for."""
    body = institutions.shown_body(code, scheme)
    today = jurisdiction.day(body.region)
    on = day_asked(request, today)
    held = functions.functions(functions.held_by([body.id], on))
    helped = functions.functions(
        functions.held_by([body.id], on, [Mode.COOPERATING, Mode.DELEGATED])
    )
    context = {
        "body": body,
        "plain_title": pick(body.name),
        "name": said(body.name),
        "kind": word(ORGANS, body.organ_type),
        "rows": body_rows(body),
        "website": body.contact.website,
        "is_active": body.is_active(on),
        "on": on,
        "is_today": on == today,
        "functions": [(one.code, said(one.title)) for one in held],
        "helped": [(one.code, said(one.title)) for one in helped],
        "services": services_of([function.id for function in held]),
        "is_own": scheme == OWN,
        "scheme": scheme,
    }
    return render(request, "portal/institution.html", context)
