"""Service cards as CPSV-AP and resources as DCAT-AP, held against the official shapes."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from onewindow.config.demo.reader import read_country
from onewindow.delivery.services.cpsv.described import description
from onewindow.delivery.services.cpsv.pieces import Kept, Place
from onewindow.delivery.services.cpsv.terms import VOCABULARIES
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.delivery.services.rules import audience_of, code_of
from onewindow.delivery.services.wire.card_data import card_data
from onewindow.delivery.services.wire.imported import ImportedService
from onewindow.engines import linked
from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue.dcat import described as dcat
from onewindow.registers.catalogue.dcat.facts import Dataset, Named
from onewindow.registers.catalogue.dcat.terms import VOCABULARIES as DCAT_VOCABULARIES
from onewindow.registers.catalogue.dcat.writing import add_catalogue, add_dataset

PLACE = Place("https://onewindow.example", {"en": "OneWindow"})
REGION = PLACE.region("BR", {"pt": "Brasil"})


def exported(cards: Sequence[ImportedService]) -> tuple[bytes, int]:
    """Gives the cards as an export writes them, in Turtle, and how many they are there."""
    graph = linked.Graph()
    for card in cards:
        kept = Kept(
            id=uuid.uuid5(uuid.NAMESPACE_URL, card.source_id),
            code=code_of(card.source_id),
            origin="cartas-de-servico",
            source_id=card.source_id,
            title={card.language: card.name},
            summary={},
            audience=audience_of([str(segment) for segment in card.segments]),
            guide={"card": card_data(card), "source": {"pt": "Cartas de Serviço"}},
            region=REGION,
        )
        found = description(kept, PLACE)
        if found is not None:
            add_service(graph, found)
    count = len(graph.of_type(linked.Iri("http://purl.org/vocab/cpsv#PublicService")))
    return linked.write(graph, linked.Media.TURTLE, VOCABULARIES), count


def catalogue() -> tuple[bytes, int]:
    """Gives the public resources of the demo country as an export writes them, in Turtle, and how
    many they are there.
    """
    graph, whole = linked.Graph(), f"{PLACE.address}/data/resources"
    publisher = Named(f"{whole}#publisher", {"en": "OneWindow"})
    add_catalogue(graph, whole, f"{PLACE.address}/", {"en": "OneWindow"}, publisher)
    for one in _resources():
        add_dataset(graph, one, whole)
    count = len(graph.of_type(linked.DCAT["Dataset"]))
    return linked.write(graph, linked.Media.TURTLE, DCAT_VOCABULARIES), count


def _resources() -> Iterator[Dataset]:
    country = read_country()
    bodies = {one.code: one for one in country.bodies}
    titles = {f"{one.scheme}:{one.code}": one.title for one in country.categories}
    elements = {one.code: one.title for one in country.elements}
    functions = {one.code: one.title for one in country.functions}
    for number, one in enumerate(country.resources):
        if one.draft or one.level is not Level.PUBLIC:
            continue
        held = [e.code for e in country.elements if one.register and e.register == one.register]
        code = one.provider
        body = dcat.Body(f"{PLACE.address}/id/organisation/{code}", code, bodies[code].name)
        kept = dcat.Kept(
            identifier=f"MZ-{number:03}",
            record=f"MZ-MDR-{number:03}",
            listed=one.updated,
            name=one.name,
            abstract=one.abstract,
            body=body,
            categories=[
                (*written.split(":"), titles[written])  # type: ignore[misc]  # scheme and code
                for written in (one.category, *one.further)
            ],
            cycle=one.cycle,
            openness=one.openness,
            sharing=one.sharing,
            law=(one.basis, {"en": one.basis}, "", "") if one.basis else None,
            function=(one.function, functions[one.function]) if one.function else None,
            task=one.party_task,
            keywords={},
            issued=None,
            updated=one.updated,
            covers=(None, None),
            place=("MZ", {"en": "Mingzhou"}),
            languages=("zh-hans",),
            format=one.format,
            online="",
            elements=[(key, elements[key]) for key in (*held, *one.elements)],
        )
        yield dcat.dataset(kept, PLACE.address)


def faulty(data: bytes, shapes: Path) -> tuple[set[str], int]:
    """Gives the things with a violation, and how many violations there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import rdflib
        from pyshacl import validate
        from rdflib import SH

        graph = rdflib.Graph().parse(data=data, format="turtle")
        rules = rdflib.Graph().parse(shapes, format="turtle")
        _, found, _ = validate(graph, shacl_graph=rules, do_owl_imports=False)
        results = list(found.objects(None, SH.result))
        return {str(found.value(one, SH.focusNode)).partition("#")[0] for one in results}, len(
            results
        )
