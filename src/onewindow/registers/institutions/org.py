"""Bodies in the words of W3C ORG and of CPSV-AP's Public Organisation. Pure.

Source: The Organization Ontology, W3C Recommendation of 16 January 2014; CPSV-AP 3.2.0; ISA
Core Location for addresses.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from uuid import UUID

from onewindow.engines.linked import (
    DCAT,
    DCT,
    FOAF,
    RDF,
    SKOS,
    XSD,
    Graph,
    Iri,
    Literal,
    Vocabulary,
    is_iri,
)
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.institutions.types import OWN, BodyFacts, BodyStatus

ORG = Vocabulary("org", "http://www.w3.org/ns/org#")
CV = Vocabulary("cv", "http://data.europa.eu/m8g/")
LOCN = Vocabulary("locn", "http://www.w3.org/ns/locn#")
ADMS = Vocabulary("adms", "http://www.w3.org/ns/adms#")
TIME = Vocabulary("time", "http://www.w3.org/2006/time#")
SCHEMA = Vocabulary("schema", "http://schema.org/")
VOCABULARIES = (ORG, CV, LOCN, ADMS, TIME, SCHEMA)
_TYPE = RDF["type"]


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A body with what surrounds it: the bodies that it stands under, the name of its region, and
    what its source is called.
    """

    body: BodyFacts
    parents: Sequence[UUID]
    region: Texts
    source: Texts


def iri_of(body: BodyFacts, address: str) -> str:
    """Gives the address by which a body is named in data; `address` is that of the installation."""
    return _iri(body.id, address)


def _iri(key: UUID, address: str) -> Iri:
    return Iri(f"{address}/id/organisation/{key}")


def add_body(graph: Graph, one: Standing, address: str) -> None:
    """Adds what the public knows of a body."""
    body, thing = one.body, _iri(one.body.id, address)
    graph.add(thing, _TYPE, ORG["Organization"])
    graph.add(thing, _TYPE, CV["PublicOrganisation"])
    graph.add(thing, DCT["identifier"], Literal(body.code))
    _texts(graph, thing, SKOS["prefLabel"], body.name)
    _region(graph, thing, one, address)
    for parent in one.parents:
        graph.add(thing, ORG["subOrganizationOf"], _iri(parent, address))
    _concept(graph, thing, ORG["classification"], f"organ-{body.organ_type}", address)
    _concept(graph, thing, ADMS["status"], f"status-{body.status}", address)
    for by, day in (("foundingDate", body.valid_from), ("dissolutionDate", body.valid_to)):
        if day is not None and (by == "foundingDate" or body.status is BodyStatus.CLOSED):
            graph.add(thing, SCHEMA[by], Literal(day.isoformat(), datatype=XSD["date"]))
    _contact(graph, thing, body)
    _source(graph, thing, one, address)


def _region(graph: Graph, thing: Iri, one: Standing, address: str) -> None:
    place = Iri(f"{address}/data/organisations#region-{one.body.region}")
    graph.add(thing, DCT["spatial"], place)
    graph.add(place, _TYPE, DCT["Location"])
    _texts(graph, place, SKOS["prefLabel"], one.region)


def _concept(graph: Graph, thing: Iri, by: Iri, name: str, address: str) -> None:
    concept = Iri(f"{address}/data/organisations#{name}")
    graph.add(thing, by, concept)
    graph.add(concept, _TYPE, SKOS["Concept"])
    graph.add(concept, SKOS["notation"], Literal(name.partition("-")[2]))
    graph.add(concept, SKOS["prefLabel"], Literal(name.partition("-")[2].replace("_", " "), "en"))


def _contact(graph: Graph, thing: Iri, body: BodyFacts) -> None:
    contact = body.contact
    if is_iri(contact.website):
        graph.add(thing, FOAF["homepage"], Iri(contact.website))
    if any(contact.address.values()):
        address = Iri(f"{thing}#address")
        graph.add(thing, LOCN["address"], address)
        graph.add(address, _TYPE, LOCN["Address"])
        _texts(graph, address, LOCN["fullAddress"], contact.address)
    if not contact.phone and not any(contact.hours.values()):
        return
    point = Iri(f"{thing}#contact")
    graph.add(thing, CV["contactPoint"], point)
    graph.add(point, _TYPE, CV["ContactPoint"])
    if contact.phone:
        graph.add(point, CV["telephone"], Literal(contact.phone))
    if any(contact.hours.values()):
        hours = Iri(f"{thing}#hours")
        graph.add(point, CV["openingHours"], hours)
        graph.add(hours, _TYPE, TIME["TemporalEntity"])
        _texts(graph, hours, DCT["description"], contact.hours)


def _source(graph: Graph, thing: Iri, one: Standing, address: str) -> None:
    """Marks whose description this is: ours, or that of a source that we have not checked."""
    scheme = one.body.scheme
    mark = "" if scheme == OWN else f"#{scheme}"
    whole = Iri(f"{address}/data/organisations{mark}")
    publisher = Iri(f"{whole}{'-' if mark else '#'}publisher")
    graph.add(thing, DCT["isPartOf"], whole)
    graph.add(whole, _TYPE, DCAT["Dataset"])
    graph.add(whole, DCT["identifier"], Literal(scheme))
    graph.add(whole, DCT["publisher"], publisher)
    graph.add(publisher, _TYPE, FOAF["Agent"])
    graph.add(publisher, DCT["identifier"], Literal(scheme))
    for about, by in (
        (whole, DCT["title"]),
        (whole, DCT["description"]),
        (publisher, DCT["title"]),
        (publisher, FOAF["name"]),
    ):
        _texts(graph, about, by, one.source)


def _texts(graph: Graph, thing: Iri, by: Iri, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        if text.strip():
            graph.add(thing, by, Literal(text.strip(), language.lower()))
