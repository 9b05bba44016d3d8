"""Sharing in public: which institution gets which data for what, and what is asked all the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.directory import page_number
from onewindow.faces.portal.views.methods import reads
from onewindow.flow.forms import public as forms
from onewindow.ground.design.facts import day
from onewindow.ground.design.pages import public_page
from onewindow.ground.design.types import Row
from onewindow.ground.kernel import clock
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import ElementFacts
from onewindow.registers.sharing import public as sharing

PAGE = 20


def _data(codes: Iterable[str], known: dict[str, ElementFacts]) -> SafeString:
    links = [(reverse("portal:element", args=[code]), said(known[code].title)) for code in codes]
    return format_html_join(", ", '<a class="govuk-link" href="{}">{}</a>', links)


def _basis(row: sharing.Agreement | sharing.Waiver) -> SafeString:
    return format_html("{}, {}", said(row.legal_basis.title), row.legal_basis.article)


def _span(row: sharing.Agreement | sharing.Waiver) -> SafeString:
    """Gives the days from and until; what was ended before its first day held on none."""
    if row.during.isempty:
        return SafeString(_("never"))
    return format_html(_("{} until {}"), day(row.during.lower), day(row.during.upper))


@reads
@public_page
def agreements(request: HttpRequest) -> HttpResponse:
    """Lists who gets which data of whom, for what purpose, on what legal basis, how long."""
    pages = Paginator(sharing.public_agreements(), PAGE).get_page(page_number(request))
    codes = {code for row in pages for code in row.elements}
    known = catalogue.elements(codes, clock.now().date())
    lines = [
        {
            "title": format_html(
                _("{} gets data of {}"), said(row.consumer.name), said(row.provider.name)
            ),
            "rows": [
                Row(_("Data"), _data(row.elements, known)),
                Row(_("Purpose"), said(row.purpose)),
                Row(_("Function"), said(row.function.title)),
                Row(_("Legal basis"), _basis(row)),
                Row(_("In force from"), _span(row)),
                Row(_("Number"), format_html("<bdi>{}</bdi>", row.number)),
                *([Row(_("Ended because"), row.ended_because)] if row.ended_because else []),
            ],
        }
        for row in pages
    ]
    return render(request, "portal/agreements.html", {"pages": pages, "lines": lines})


@reads
@public_page
def waivers(request: HttpRequest) -> HttpResponse:
    """Lists what forms ask although a register holds it: on what legal basis, until when."""
    pages = Paginator(sharing.waivers(), PAGE).get_page(page_number(request))
    known = catalogue.elements({row.element.code for row in pages}, clock.now().date())
    titles = {one.code: said(one.title) for one in forms.published_forms()}
    lines = [
        {
            "title": format_html(
                _("{} is asked by the form “{}”"),
                said(row.element.title),
                titles.get(row.form, row.form),
            ),
            "rows": [
                Row(_("Held by"), _holder(known[row.element.code])),
                Row(_("Why it is asked"), said(row.because)),
                Row(_("Legal basis"), _basis(row)),
                Row(_("May be asked from"), _span(row)),
                *([Row(_("Ended because"), row.ended_because)] if row.ended_because else []),
            ],
        }
        for row in pages
    ]
    return render(request, "portal/waivers.html", {"pages": pages, "lines": lines})


def _holder(one: ElementFacts) -> SafeString:
    if one.source is None:
        return SafeString("–")
    href = reverse("portal:register", args=[one.source.register_code])
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', href, said(one.source.register_name)
    )
