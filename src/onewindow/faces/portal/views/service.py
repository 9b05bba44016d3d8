"""The page of a service: the first screen answers the five questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onewindow.delivery.services import public as services
from onewindow.delivery.services.types import OWN, ServicePage
from onewindow.faces.portal.said import has_words, said
from onewindow.faces.portal.views.imported import imported_context
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.words import CHANNELS, period, word, working_days
from onewindow.ground.design.facts import money
from onewindow.ground.design.pages import public_page
from onewindow.ground.design.types import Row
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.trust.security import public as security


@reads
@public_page
def service(request: HttpRequest, code: str, origin: str = OWN) -> HttpResponse:
    """Gives a service; while it is stopped the page stays readable and says so."""
    page = services.page_of(code, origin)
    if origin != OWN:
        if page.obstacles:
            security.require_operational(Ref("import", origin))
        return render(request, "portal/imported.html", imported_context(page))
    body = functions.responsible(page.function_id, page.today) if page.function_id else None
    context = {
        "page": page,
        "plain_title": pick(page.title),
        "title_said": said(page.title),
        "summary": said(page.summary),
        "first_screen": first_screen(page),
        "steps": [said(step) for step in page.guide.get("steps", ())],
        "outputs": [said(output) for output in page.guide.get("outputs", ())],
        "channels": channels(page.guide),
        "limits": limits(page),
        "laws": [(said(law.title), law.article, law.uri) for law in page.laws],
        "body_name": said(body.name) if body else page.body_name,
        "body_href": body_address(body) if body else "",
        "body_rows": body_rows(body) if body else [],
        "may_start": page.can_apply and not page.obstacles,
    }
    return render(request, "portal/service.html", context)


def first_screen(page: ServicePage) -> list[Row]:
    """Gives the answers to the five questions, in their order."""
    guide = page.guide
    return [
        Row(_("Who it is for"), said(guide.get("who", {}))),
        Row(_("What it costs"), cost(guide.get("cost", {}))),
        Row(_("How long it takes"), how_long(page)),
        Row(_("What to bring"), bring(guide.get("bring", ()))),
        Row(_("Where to start"), start(page)),
    ]


def cost(given: Mapping[str, Any]) -> SafeString | str:
    """Gives the amounts to pay, each with what it is for."""
    amounts = given.get("amounts", ())
    if not amounts:
        return _("Free of charge")
    return _list(
        format_html("{} {}", money(one["minor"], one["currency"]), said(one.get("what", {})))
        for one in amounts
    )


def how_long(page: ServicePage) -> SafeString | str:
    """Gives how long it usually takes, and what is promised."""
    usual = period(page.guide.get("duration", {}).get("iso", ""))
    lines = [_("Usually %(time)s") % {"time": usual}] if usual else []
    if page.promised_days:
        lines.append(
            _("At most %(days)s: we promise that") % {"days": working_days(page.promised_days)}
        )
    return _lines(lines)


def bring(things: Iterable[Mapping[str, Any]]) -> SafeString | str:
    """Gives the things to bring; those that are not essential say so."""
    named = [
        said(one["name"])
        if one.get("essential", True)
        else format_html("{} ({})", said(one["name"]), _("if you have it"))
        for one in things
    ]
    return _list(named) if named else _("Nothing")


def start(page: ServicePage) -> SafeString | str:
    """Gives where to start: here, or at the place the guide names."""
    if has_words(page.guide.get("start")):
        return said(page.guide["start"])
    return _("Here, on this page") if page.can_apply else _("At the office named below")


def limits(page: ServicePage) -> list[Row]:
    """Gives the promised and the statutory limit."""
    found = []
    if page.promised_days:
        found.append(Row(_("We promise"), working_days(page.promised_days)))
    if page.statutory_days:
        found.append(Row(_("The law allows"), working_days(page.statutory_days)))
    return found


def channels(guide: Mapping[str, Any]) -> list[Row]:
    """Gives every way to use the service, those without internet too."""
    return [
        Row(word(CHANNELS, one["kind"]), said(one.get("where", {})))
        for one in guide.get("channels", ())
    ]


def body_rows(body: Any) -> list[Row]:
    """Gives how to reach the institution."""
    contact = body.contact
    rows = []
    if has_words(contact.address):
        rows.append(Row(_("Address"), said(contact.address)))
    if has_words(contact.hours):
        rows.append(Row(_("Open"), said(contact.hours)))
    if contact.phone:
        href = contact.phone.replace(" ", "")
        link = format_html(
            '<a class="govuk-link" href="tel:{}"><bdi>{}</bdi></a>', href, contact.phone
        )
        rows.append(Row(_("Telephone"), link))
    return rows


def body_address(body: Any) -> str:
    """Gives the address of an institution's page."""
    if body.scheme == OWN:
        return reverse("portal:institution", args=[body.code])
    return reverse("portal:imported_institution", args=[body.scheme, body.code])


def _list(lines: Iterable[object]) -> SafeString:
    found = [(line,) for line in lines]
    if len(found) == 1:
        return format_html("{}", *found[0])
    items = format_html_join("", "<li>{}</li>", found)
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)


def _lines(lines: Iterable[str]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))
