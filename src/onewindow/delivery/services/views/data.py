"""Services as data: one address for each, one for all; the asker says in which way of writing.

A name leads on (303) to a page for people or to a document for programs, so that every document
has an address of its own and is kept like any public page.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from onewindow.delivery.services import exports
from onewindow.delivery.services.cpsv.terms import VOCABULARIES
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.delivery.services.types import OWN
from onewindow.engines import linked
from onewindow.engines.linked import Graph, Media, Paging
from onewindow.ground.design import documents, pages
from onewindow.ground.design.pages import public_page, reads

SIZE = 50


@reads
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Leads from the name of a service to its page or to a document about it."""
    origin, code = exports.page_address(service_id)
    kind = "services" if origin == OWN else f"imported/{origin}"
    page = f"/{get_language_from_request(request)}/{kind}/{code}/"
    return documents.lead(request, page, f"/id/service/{service_id}", Media)


@reads
def services(request: HttpRequest) -> HttpResponse:
    """Leads from the name of the list of services to the directory or to its first document."""
    page = f"/{get_language_from_request(request)}/services/"
    return documents.lead(request, page, "/data/services", Media)


@reads
@public_page
def service_document(request: HttpRequest, service_id: UUID, ending: str) -> HttpResponse:
    """Gives all that is public about one service."""
    media = documents.way_of(ending, Media)
    graph = Graph()
    add_service(graph, exports.one(service_id))
    return pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)


@reads
@public_page
def services_document(request: HttpRequest, ending: str) -> HttpResponse:
    """Gives one page of all services that the public can see."""
    media, total, address = (
        documents.way_of(ending, Media),
        exports.count(),
        exports.place().address,
    )
    number = documents.page_of(request)
    document = f"{address}/data/services.{media.ending}"
    paging = Paging(f"{address}/data/services", document, number, total, SIZE)
    if number > paging.last:
        raise Http404
    graph, found = Graph(), exports.page(number, SIZE)
    for one in found:
        add_service(graph, one)
    paging.add_to(graph, [one.iri for one in found])
    response = pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)
    response["Link"] = paging.header()
    return response
