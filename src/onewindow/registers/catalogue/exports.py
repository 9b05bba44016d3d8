"""What the public may see of our resources, in the words of DCAT-AP.

What other catalogues describe is not given on: whoever wants it asks its source (ADR 0028).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from onewindow.engines.linked import Graph
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue.dcat.described import Body, Kept, dataset, form_of_iri, iri_of
from onewindow.registers.catalogue.dcat.facts import Dataset, Named
from onewindow.registers.catalogue.dcat.writing import add_catalogue, add_dataset
from onewindow.registers.catalogue.models import InformationResource
from onewindow.registers.catalogue.models.resources import Resources
from onewindow.registers.catalogue.queries.resources import public_resource
from onewindow.registers.institutions import public as institutions

AT_ONCE = 200


def address() -> str:
    """Gives where the addresses of this installation begin."""
    return str(settings.PUBLIC_ADDRESS).rstrip("/")


def catalogue() -> str:
    """Gives the address by which the catalogue is named in data."""
    return f"{address()}/data/resources"


def site() -> Texts:
    """Gives what the installation is called."""
    return {"en": str(settings.ONEWINDOW_SITE.name)}


def count() -> int:
    """Gives how many resources everybody may see."""
    return InformationResource.objects.public().count()


def every() -> Iterator[Dataset]:
    """Gives all resources that everybody may see, in the order of their identifiers."""
    total = count()
    for begin in range(0, total, AT_ONCE):
        yield from some(_ordered()[begin : begin + AT_ONCE])


def page(number: int, size: int) -> list[Dataset]:
    """Gives one page of them; pages begin with 1."""
    return some(_ordered()[size * (number - 1) : size * number])


def one(identifier: str) -> Dataset:
    """Gives a resource that everybody may see. Raises ResourceUnknown."""
    row = public_resource(identifier)
    return some(InformationResource.objects.public().filter(id=row.id))[0]


def graph_of(found: Iterable[Dataset]) -> Graph:
    """Gives the catalogue with some of its data sets."""
    graph, whole = Graph(), catalogue()
    publisher = Named(f"{whole}#publisher", site())
    add_catalogue(graph, whole, f"{address()}/", site(), publisher)
    for dataset_ in found:
        add_dataset(graph, dataset_, whole)
    return graph


def some(rows: Resources) -> list[Dataset]:
    """Gives rows of the catalogue as data sets."""
    return [told for _, told in shown(rows)]


def shown(rows: Resources) -> list[tuple[InformationResource, Dataset]]:
    """Gives rows with what is told of them, in as many queries for one as for a thousand."""
    wanted = rows.select_related(
        "provider", "category", "legal_basis", "function", "covers_region"
    ).prefetch_related("further__category", "contents__element")
    here = address()
    return [(row, dataset(_kept(row, here), here)) for row in wanted]


def form_of(identifier: str) -> str:
    """Gives the address of the one form that a resource of ours is to be had in."""
    return form_of_iri(iri_of(identifier, address()))


def _ordered() -> Resources:
    return InformationResource.objects.public().order_by("identifier")


def _kept(row: InformationResource, here: str) -> Kept:
    body = institutions.facts(row.provider)
    law, place = row.legal_basis, row.covers_region
    return Kept(
        identifier=row.identifier,
        record=row.metadata_identifier,
        listed=row.created_at.date(),
        name=row.name,
        abstract=row.abstract,
        body=Body(
            institutions.iri_of(body, here),
            body.code,
            body.name,
            body.contact.phone.strip(),
            body.contact.website,
        ),
        categories=_categories(row),
        cycle=row.update_cycle,
        openness=row.openness,
        sharing=row.sharing_type,
        law=(law.code, law.title, law.article.strip(), law.uri) if law else None,
        function=(row.function.code, row.function.title) if row.function else None,
        task=row.party_task,
        keywords=row.keywords,
        issued=row.issued,
        updated=row.last_updated,
        covers=(row.covers_from, row.covers_to),
        place=(place.code, place.name) if place else None,
        languages=row.languages,
        format=row.format,
        online=row.online_address,
        elements=[(one.element.code, one.element.title) for one in row.contents.all()],
    )


def _categories(row: InformationResource) -> Sequence[tuple[str, str, Texts]]:
    every_one = [row.category, *(one.category for one in row.further.all())]
    return [(one.scheme, one.code, one.title) for one in every_one]
