"""Bodies as data: one address for each, one for all; the asker says in which way of writing.

A name leads on (303) to a page for people or to a document for programs, so that every document
has an address of its own and is kept like any public page.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from onewindow.engines import linked
from onewindow.engines.linked import Media, Paging
from onewindow.ground.design import documents, pages
from onewindow.ground.design.pages import public_page, reads
from onewindow.registers.institutions import exports
from onewindow.registers.institutions.org import VOCABULARIES, iri_of
from onewindow.registers.institutions.types import OWN

SIZE = 200


@reads
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Leads from the name of a body to its page or to a document about it."""
    found = exports.one(body_id)
    code = found.code if found.scheme == OWN else f"{found.scheme}/{found.code}"
    page = f"/{get_language_from_request(request)}/institutions/{code}/"
    return documents.lead(request, page, f"/id/organisation/{body_id}", Media)


@reads
def bodies(request: HttpRequest) -> HttpResponse:
    """Leads from the name of the list of bodies to the directory or to its first document."""
    page = f"/{get_language_from_request(request)}/institutions/"
    return documents.lead(request, page, "/data/organisations", Media)


@reads
@public_page
def body_document(request: HttpRequest, body_id: UUID, ending: str) -> HttpResponse:
    """Gives all that is public about one body."""
    media = documents.way_of(ending, Media)
    graph = exports.graph_of([exports.one(body_id)])
    return pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)


@reads
@public_page
def bodies_document(request: HttpRequest, ending: str) -> HttpResponse:
    """Gives one page of all bodies that the public can see."""
    media, every, address = documents.way_of(ending, Media), exports.every(), exports.address()
    number = documents.page_of(request)
    document = f"{address}/data/organisations.{media.ending}"
    paging = Paging(f"{address}/data/organisations", document, number, len(every), SIZE)
    if number > paging.last:
        raise Http404
    found = every[SIZE * (number - 1) : SIZE * number]
    graph = exports.graph_of(found)
    paging.add_to(graph, [iri_of(one, address) for one in found])
    response = pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)
    response["Link"] = paging.header()
    return response
