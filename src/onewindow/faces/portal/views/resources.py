"""Data: the catalogue of resources, and the pages of a resource, a data element and a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onewindow.faces.portal.said import has_words, said
from onewindow.faces.portal.views.directory import page_number
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.views.service import body_address
from onewindow.faces.portal.words import (
    CYCLES,
    ELEMENT_TYPES,
    OPENNESS,
    ORGANS,
    REGISTER_SUBJECTS,
    SENSITIVITIES,
    SHARING,
    period,
    word,
)
from onewindow.ground.design.facts import day
from onewindow.ground.design.pages import public_page
from onewindow.ground.design.types import Row
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import ElementFacts, Scheme, SharingType, Wanted
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType

PAGE = 20
LONGEST = 200
Kind = TypeVar("Kind", bound=StrEnum)


def _choice(kind: type[Kind], given: str) -> Kind | None:
    """Gives the member that a query names, or none."""
    return kind(given) if given in set(kind) else None


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        words=asked.get("q", "")[:LONGEST],
        organ=_choice(OrganType, asked.get("organ", "")),
        category=asked.get("category", "")[:60],
        sharing_type=_choice(SharingType, asked.get("sharing", "")),
        provider=_provider(asked.get("provider", "")),
    )


def _provider(code: str) -> UUID | None:
    """Gives the body with a code; one that nobody has narrows to nothing that is there."""
    known = {body.code: body.id for body in institutions.bodies(clock.now().date())}
    return known.get(code, UUID(int=0)) if code else None


@reads
@public_page
def directory(request: HttpRequest) -> HttpResponse:
    """Gives the published resources that everybody may see, filtered, with how many there are."""
    wanted = _wanted(request)
    pages = Paginator(catalogue.public_resources(wanted), PAGE).get_page(page_number(request))
    today = clock.now().date()
    context = {
        "wanted": wanted,
        "pages": pages,
        "total": pages.paginator.count,
        "elsewhere": catalogue.harvests.public_harvested(wanted.words).count(),
        "is_filtered": wanted != Wanted(),
        "organs": [(code, word(ORGANS, code)) for code in ("party", "government", "public_body")],
        "categories": [(str(one), pick(one.title)) for one in catalogue.categories(Scheme.SUBJECT)],
        "sharing": [(code, word(SHARING, code)) for code in SharingType],
        "providers": [(one.code, pick(one.name)) for one in institutions.bodies(today)],
        "provider": request.GET.get("provider", ""),
        "lines": [
            {
                "href": reverse("portal:resource", args=[row.identifier]),
                "name": said(row.name),
                "abstract": said(row.abstract),
                "provider": said(row.provider.name),
                "sharing": word(SHARING, row.sharing_type),
            }
            for row in pages
        ],
    }
    return render(request, "portal/resources.html", context)


@reads
@public_page
def resource(request: HttpRequest, identifier: str) -> HttpResponse:
    """Gives a resource: what it is, who answers for it, how it is shared, how fresh it is."""
    row = catalogue.public_resource(identifier)
    today = jurisdiction.day(row.region_id)
    codes = catalogue.elements_of([row.id]).get(row.id, [])
    elements = catalogue.elements(codes, today)
    sources = {one.source.register_code for one in elements.values() if one.source}
    context = {
        "has_one_source": len(sources) == 1,
        "plain_title": pick(row.name),
        "name": said(row.name),
        "abstract": said(row.abstract),
        "what": _what(row),
        "shared": _shared(row, today),
        "elements": _lines(elements.values()),
    }
    return render(request, "portal/resource.html", context)


def _link(href: str, text: object) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, text)


def _what(row: catalogue.Resource) -> list[Row]:
    """Gives who answers for a resource, why it is held, and where it stands."""
    why = said(row.function.title) if row.function else said(row.party_task)
    found = [
        Row(_("Responsible"), _link(body_address(row.provider), said(row.provider.name))),
        Row(_("Function") if row.function else _("Party task"), why),
        Row(_("Category"), said(row.category.title)),
        Row(_("Identifier"), format_html("<bdi>{}</bdi>", row.identifier)),
    ]
    if has_words(row.keywords):
        found.append(Row(_("Keywords"), said(row.keywords)))
    if row.format:
        found.append(Row(_("Format"), row.format))
    if row.online_address:
        found.append(Row(_("Online"), _link(row.online_address, row.online_address)))
    return found


def _shared(row: catalogue.Resource, today: dt.date) -> list[Row]:
    """Gives how a resource is shared, on what legal basis, and how fresh it is."""
    found = [Row(_("Sharing among institutions"), word(SHARING, row.sharing_type))]
    if row.legal_basis:
        basis = format_html("{}, {}", said(row.legal_basis.title), row.legal_basis.article)
        found.append(Row(_("Legal basis"), basis))
    found.append(Row(_("Open to the public"), word(OPENNESS, row.openness)))
    found.append(Row(_("Updated"), _cycle(row.update_cycle)))
    if row.last_updated:
        found.append(Row(_("Last updated"), _fresh(row, today)))
    return found


def _cycle(written: str) -> str:
    return word(CYCLES, written) if written in CYCLES else _("every %s") % period(written)


def _fresh(row: catalogue.Resource, today: dt.date) -> SafeString:
    state = catalogue.quality.freshness(row, today)
    words = {True: _("within its cycle"), False: _("overdue"), None: ""}[state]
    return format_html("{} · {}", day(row.last_updated), words) if words else day(row.last_updated)


def _lines(found: Iterable[ElementFacts]) -> list[dict[str, object]]:
    return [
        {
            "href": reverse("portal:element", args=[one.code]),
            "title": said(one.title),
            "code": one.code,
            "source": said(one.source.register_name) if one.source else "",
        }
        for one in found
    ]


@reads
@public_page
def element(request: HttpRequest, code: str) -> HttpResponse:
    """Gives a data element: what it means, and the one register that holds it."""
    today = clock.now().date()
    one = catalogue.element_by_code(code, today)
    rows = [
        Row(_("What it means"), said(one.definition)),
        Row(_("Code"), format_html("<bdi>{}</bdi>", one.code)),
        Row(_("Kind of value"), word(ELEMENT_TYPES, one.type)),
        Row(_("Personal data"), word(SENSITIVITIES, one.sensitivity)),
    ]
    if one.value_domain:
        rows.append(Row(_("Values"), one.value_domain))
    context = {
        "plain_title": pick(one.title),
        "title": said(one.title),
        "rows": rows,
        "source": one.source and _source(one),
        "resources": _holding(catalogue.public_resources(Wanted(element=code))),
    }
    return render(request, "portal/element.html", context)


def _source(one: ElementFacts) -> Mapping[str, object]:
    source = one.source
    assert source is not None  # noqa: S101  # asked before
    owner = institutions.body(source.owner)
    return {
        "register": _link(
            reverse("portal:register", args=[source.register_code]), said(source.register_name)
        ),
        "owner": _link(body_address(owner), said(owner.name)),
        "since": source.since,
    }


def _holding(rows: Iterable[catalogue.Resource]) -> SafeString:
    """Gives a list of links to resources."""
    links = [
        (_link(reverse("portal:resource", args=[row.identifier]), said(row.name)),) for row in rows
    ]
    return format_html_join("", "<li>{}</li>", links)


@reads
@public_page
def registers(request: HttpRequest) -> HttpResponse:
    """Gives the base registers with who keeps each."""
    found = catalogue.registers()
    names = institutions.body_names(one.owner for one in found)
    lines = [
        {
            "href": reverse("portal:register", args=[one.code]),
            "name": said(one.name),
            "owner": said(names[one.owner]),
        }
        for one in found
    ]
    return render(request, "portal/registers.html", {"lines": lines})


@reads
@public_page
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Gives a base register: who keeps it, about what, and the data whose one source it is."""
    one = catalogue.register_by_code(code)
    owner = institutions.body(one.owner)
    rows = [
        Row(_("Responsible"), _link(body_address(owner), said(owner.name))),
        Row(_("About"), word(REGISTER_SUBJECTS, one.subject_type)),
    ]
    if one.legal_basis:
        basis = jurisdiction.legal_basis(one.legal_basis)
        rows.append(Row(_("Legal basis"), format_html("{}, {}", said(basis.title), basis.article)))
    context = {
        "plain_title": pick(one.name),
        "name": said(one.name),
        "rows": rows,
        "retired_on": one.retired_on,
        "elements": _lines(catalogue.elements_held(one.id, jurisdiction.day(owner.region))),
    }
    return render(request, "portal/register.html", context)
