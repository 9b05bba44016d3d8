"""The public register of functions: who does what, on which legal basis, as of any day."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.directory import page_number
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.views.service import body_address
from onewindow.faces.portal.words import FUNCTION_KINDS, PARTS, word
from onewindow.ground.design.pages import public_page
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionFacts, Holding, Mode
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

PAGE = 50


def day_asked(request: HttpRequest, today: dt.date) -> dt.date:
    """Gives the day that is asked about (`?on=2026-12-31`), or today."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


@reads
@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Gives the functions exercised on a day, narrowed by words, institution, place and kind."""
    wanted = {name: request.GET.get(name, "")[:100] for name in ("q", "body", "place", "kind")}
    on = day_asked(request, clock.now().date())
    bodies = {one.id: one for one in institutions.bodies(on)}
    parts = functions.parts(on)
    owners = {part.function: part.body for part in parts if part.mode is Mode.RESPONSIBLE}
    known = [one for one in functions.functions() if one.is_active(on)]
    found = [one for one in known if _fits(one, wanted, bodies.get(owners.get(one.id, one.id)))]
    found.sort(key=lambda one: pick(one.title).casefold())
    pages = Paginator(found, PAGE).get_page(page_number(request))
    context = {
        "wanted": wanted,
        "on": on,
        "is_today": on == clock.now().date(),
        "total": len(found),
        "pages": pages,
        "lines": [_line(one, bodies.get(owners.get(one.id, one.id)), on) for one in pages],
        "bodies": [
            (bodies[key].code, pick(bodies[key].name))
            for key in sorted(set(owners.values()) & set(bodies), key=lambda k: bodies[k].code)
        ],
        "places": [
            (code, pick(jurisdiction.region(code).name))
            for code in sorted({one.territory for one in known})
        ],
        "kinds": [(code, str(words)) for code, words in FUNCTION_KINDS.items()],
    }
    return render(request, "portal/functions.html", context)


def _fits(one: FunctionFacts, wanted: dict[str, str], owner: BodyFacts | None) -> bool:
    words = " ".join([*one.title.values(), one.code, one.object, one.action]).casefold()
    return (
        all(part in words for part in wanted["q"].casefold().split())
        and (not wanted["kind"] or one.kind == wanted["kind"])
        and (not wanted["place"] or one.territory == wanted["place"])
        and (not wanted["body"] or (owner is not None and owner.code == wanted["body"]))
    )


def _line(one: FunctionFacts, owner: BodyFacts | None, on: dt.date) -> dict[str, object]:
    is_today = on == clock.now().date()
    address = reverse("portal:function", args=[one.code])
    return {
        "href": address if is_today else f"{address}?on={on.isoformat()}",
        "title": said(one.title),
        "kind": word(FUNCTION_KINDS, one.kind),
        "owner": said(owner.name) if owner else "",
    }


@reads
@public_page
def function(request: HttpRequest, code: str) -> HttpResponse:
    """Gives one function: who is responsible, since when, who helps, its articles, its history."""
    one = functions.function_by_code(code)
    today = jurisdiction.day(one.territory)
    on = day_asked(request, today)
    holdings = functions.holdings(one.id)
    bodies = {key: institutions.body(key) for key in {held.body for held in holdings}}
    rows = [_holding(held, bodies, today) for held in holdings]
    context = {
        "plain_title": pick(one.title),
        "title_said": said(one.title),
        "code": one.code,
        "kind": word(FUNCTION_KINDS, one.kind),
        "place": said(jurisdiction.region(one.territory).name),
        "object": one.object.replace("_", " "),
        "action": one.action.replace("_", " "),
        "group": one.target_group.replace("_", " "),
        "is_active": one.is_active(on),
        "on": on,
        "is_today": on == today,
        "now": [row for row in rows if _holds(row["held"], on)],
        "rows": rows,
        "bases": [_basis(basis) for basis in one.legal_bases],
    }
    return render(request, "portal/function.html", context)


def _basis(code: str) -> tuple[SafeString, str]:
    """Gives title and article of a legal basis."""
    found = jurisdiction.legal_basis(code)
    return said(found.title), found.article


def _holds(held: object, on: dt.date) -> bool:
    return isinstance(held, Holding) and (
        held.begins <= on and (held.ends is None or on < held.ends)
    )


def _holding(held: Holding, bodies: dict[UUID, BodyFacts], today: dt.date) -> dict[str, object]:
    body = bodies[held.body]
    return {
        "held": held,
        "name": said(body.name),
        "href": body_address(body),
        "part": word(PARTS, held.mode),
        "is_to_come": held.begins > today,
    }
