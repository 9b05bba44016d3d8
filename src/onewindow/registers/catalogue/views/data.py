"""Resources as data: one address for each, one for all; the asker says in which way of writing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from onewindow.engines import linked
from onewindow.engines.linked import Media, Paging
from onewindow.ground.design import documents, pages
from onewindow.ground.design.pages import public_page, reads
from onewindow.registers.catalogue import exports
from onewindow.registers.catalogue.dcat.terms import VOCABULARIES

SIZE = 100


@reads
def resource(request: HttpRequest, identifier: str) -> HttpResponse:
    """Leads from the name of a resource to its page or to a document about it."""
    found = exports.one(identifier).identifier
    page = f"/{get_language_from_request(request)}/resources/{found}/"
    return documents.lead(request, page, f"/id/resource/{found}", Media)


@reads
def resources(request: HttpRequest) -> HttpResponse:
    """Leads from the name of the catalogue to its directory or to its first document."""
    page = f"/{get_language_from_request(request)}/resources/"
    return documents.lead(request, page, "/data/resources", Media)


@reads
@public_page
def resource_document(request: HttpRequest, identifier: str, ending: str) -> HttpResponse:
    """Gives all that is public about one resource."""
    media = documents.way_of(ending, Media)
    graph = exports.graph_of([exports.one(identifier)])
    return pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)


@reads
@public_page
def resources_document(request: HttpRequest, ending: str) -> HttpResponse:
    """Gives one page of all resources that everybody may see."""
    media, whole = documents.way_of(ending, Media), exports.catalogue()
    number = documents.page_of(request)
    paging = Paging(whole, f"{whole}.{media.ending}", number, exports.count(), SIZE)
    if number > paging.last:
        raise Http404
    found = exports.page(number, SIZE)
    graph = exports.graph_of(found)
    paging.add_to(graph, [one.iri for one in found])
    response = pages.data_page(request, linked.write(graph, media, VOCABULARIES), media)
    response["Link"] = paging.header()
    return response
