"""Service cards as CPSV-AP, held against the official shapes."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Sequence
from pathlib import Path

from onewindow.delivery.services.cpsv.described import description
from onewindow.delivery.services.cpsv.pieces import Kept, Place
from onewindow.delivery.services.cpsv.terms import VOCABULARIES
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.delivery.services.rules import audience_of, code_of
from onewindow.delivery.services.wire.card_data import card_data
from onewindow.delivery.services.wire.imported import ImportedService
from onewindow.engines import linked

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
