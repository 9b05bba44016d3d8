"""Data that other catalogues describe: shown with their origin, as not checked by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.directory import LONGEST, page_number
from onewindow.faces.portal.views.methods import reads
from onewindow.ground.design.pages import public_page
from onewindow.ground.design.types import Row
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue

PAGE = 20
MOST_FORMS = 50
LINK = '<a class="govuk-link" href="{}" rel="noopener nofollow">{}</a>'
Said = Mapping[str, Any]


@reads
@public_page
def directory(request: HttpRequest) -> HttpResponse:
    """Gives what other catalogues describe, each with whence it comes."""
    words = request.GET.get("q", "")[:LONGEST]
    rows = catalogue.harvests.public_harvested(words)
    pages = Paginator(rows, PAGE).get_page(page_number(request))
    lines = [
        {
            "href": reverse("portal:harvested", args=[row.source.code, row.code]),
            "name": said(row.title),
            "abstract": said(row.said.get("text", {})),
            "origin": pick(row.source.title),
        }
        for row in pages
    ]
    context = {"words": words, "pages": pages, "total": pages.paginator.count, "lines": lines}
    return render(request, "portal/elsewhere.html", context)


@reads
@public_page
def resource(request: HttpRequest, source: str, code: str) -> HttpResponse:
    """Gives what another catalogue says of one data set, and where to ask about it."""
    row = catalogue.harvests.public_one(source, code)
    told: Said = row.said
    context = {
        "plain_title": pick(row.title),
        "title": said(row.title),
        "text": said(told.get("text", {})),
        "origin": pick(row.source.title),
        "what": _what(row.iri, told),
        "forms": [_form(one) for one in told.get("distributions", ())[:MOST_FORMS]],
    }
    return render(request, "portal/harvested.html", context)


def _what(iri: str, told: Said) -> list[Row]:
    """Gives what is said of a data set in short, only what says something."""
    places = _names(told.get("places", ()))
    time = " – ".join(one for one in (told.get("begins", ""), told.get("ends", "")) if one)
    contacts = format_html_join(", ", "{}", ((_contact(one),) for one in told.get("contacts", ())))
    keywords = ", ".join(word for _tag, word in told.get("keywords", ()))
    pages = format_html_join(", ", "{}", ((_link(one),) for one in told.get("pages", ())))
    rows = (
        (_("Publisher"), _name(told.get("publisher"))),
        (_("Identifier"), told.get("identifier", "")),
        (_("Subjects"), _names(told.get("themes", ()))),
        (_("Keywords"), keywords),
        (_("Issued"), told.get("issued", "")),
        (_("Last updated"), told.get("modified", "")),
        (_("Updated"), _name(told.get("frequency"))),
        (_("Place"), places),
        (_("Time"), time),
        (_("Contact"), contacts),
        (_("Page at its source"), pages),
        (_("Address in data"), _link(iri)),
    )
    return [Row(name, value) for name, value in rows if value]


def _name(one: Said | None) -> SafeString | str:
    """Gives what something is called, or the last part of its address."""
    if not one:
        return ""
    tail: str = one.get("code") or str(one.get("iri", "")).rstrip("/#").rpartition("/")[2]
    return said(one["title"]) if one.get("title") else tail


def _names(found: Sequence[Said]) -> SafeString:
    return format_html_join(", ", "{}", ((_name(one),) for one in found))


def _link(address: str, text: object = "") -> SafeString:
    """Gives a link where the address is one of the web, else the address as a text."""
    if not address.startswith(("http://", "https://")):
        return format_html("<bdi>{}</bdi>", text or address)
    return format_html(LINK, address, text or address)


def _contact(one: Said) -> SafeString:
    name = said(one.get("name", {}))
    found = [name] if name else []
    found += [format_html("<bdi>{}</bdi>", one[key]) for key in ("mail", "phone") if one.get(key)]
    if one.get("page"):
        found.append(_link(one["page"]))
    return format_html_join(" · ", "{}", ((part,) for part in found))


def _form(one: Said) -> SafeString:
    address = one.get("download") or one.get("access") or ""
    name, format_ = said(one.get("title", {})), _name(one.get("format"))
    link = _link(str(address), name or address)
    return format_html("{} ({})", link, format_) if format_ else link
