"""Says a description as statements, whole in itself: what it names by address it also types.

So a file is valid against the shapes of CPSV-AP without fetching the vocabularies it uses.
"""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.delivery.services.cpsv.facts import Authority, Description, Part
from onewindow.delivery.services.cpsv.terms import (
    CONCEPT,
    CPSV,
    CURRENCY,
    CV,
    ELI,
    ROLES,
    TIME,
    Role,
)
from onewindow.engines.linked import DCAT, DCT, FOAF, RDF, SKOS, XSD, Graph, Iri, Literal
from onewindow.ground.kernel.texts import Texts

_TYPE = RDF["type"]
_EVENTS = {"life": CV["LifeEvent"], "business": CV["BusinessEvent"]}


def add_service(graph: Graph, one: Description) -> None:
    """Adds all that is known of a service."""
    service = Iri(one.iri)
    graph.add(service, _TYPE, CPSV["PublicService"])
    _identify(graph, service, one.identifier)
    _texts(graph, service, DCT["title"], one.title)
    _texts(graph, service, DCT["description"], one.text)
    for language in one.languages:
        graph.add(service, DCT["language"], Iri(language))
        graph.add(Iri(language), _TYPE, DCT["LinguisticSystem"])
    for language, word in one.keywords:
        graph.add(service, DCAT["keyword"], Literal(word, language))
    _duration(graph, service, one.duration)
    _pages(graph, service, one.pages)
    graph.add(service, CV["hasCompetentAuthority"], Iri(one.authority.iri))
    add_authority(graph, one.authority)
    for role in ROLES:
        for part in one.parts(role.name):
            graph.add(service, role.by, Iri(part.iri))
            _part(graph, part, role)


def add_authority(graph: Graph, one: Authority) -> None:
    """Adds the competent authority: a public organisation with its name and its places."""
    body = Iri(one.iri)
    graph.add(body, _TYPE, CV["PublicOrganisation"])
    _identify(graph, body, one.identifier)
    _texts(graph, body, SKOS["prefLabel"], one.name)
    for place in one.places:
        graph.add(body, DCT["spatial"], Iri(place.iri))
        _part(graph, place, ROLES[0])


def _part(graph: Graph, part: Part, role: Role) -> None:
    thing = Iri(part.iri)
    kinds = role.kinds
    if role.name == "events" and part.code in _EVENTS:
        kinds = (*kinds, _EVENTS[part.code])
    for kind in kinds:
        graph.add(thing, _TYPE, kind)
    _identify(graph, thing, part.identifier)
    _texts(graph, thing, role.title, part.title)
    _texts(graph, thing, DCT["description"], part.text)
    if role.name != "contacts":
        _pages(graph, thing, part.pages)
    _duration(graph, thing, part.duration)
    _rest(graph, thing, part, role.name)


def _rest(graph: Graph, thing: Iri, part: Part, role: str) -> None:
    """Adds what only some kinds of parts have."""
    if role == "audiences" and part.code:
        graph.add(thing, SKOS["notation"], Literal(part.code))
    elif role == "channels" and part.kind:
        _kind(graph, thing, part)
    elif role == "costs":
        _amount(graph, thing, part)
    elif role == "laws" and part.number:
        graph.add(thing, ELI["number"], Literal(part.number))
    elif role == "contacts":
        _contact(graph, thing, part)
    elif role == "sources":
        _publisher(graph, thing, part)


def _kind(graph: Graph, thing: Iri, part: Part) -> None:
    kind = Iri(part.kind)
    graph.add(thing, DCT["type"], kind)
    graph.add(kind, _TYPE, CONCEPT)
    if part.code:
        graph.add(kind, SKOS["notation"], Literal(part.code))
        graph.add(kind, SKOS["prefLabel"], Literal(part.code.replace("_", " "), "en"))


def _amount(graph: Graph, thing: Iri, part: Part) -> None:
    if part.amount:
        graph.add(thing, CV["hasValue"], Literal(part.amount, datatype=XSD["double"]))
    if part.currency:
        currency = Iri(f"{CURRENCY}{part.currency}")
        graph.add(thing, CV["currency"], currency)
        graph.add(currency, _TYPE, CONCEPT)
        graph.add(currency, SKOS["prefLabel"], Literal(part.currency, "en"))


def _contact(graph: Graph, thing: Iri, part: Part) -> None:
    if part.phone:
        graph.add(thing, CV["telephone"], Literal(part.phone))
    if part.mail:
        graph.add(thing, CV["email"], Literal(part.mail))
    for page in part.pages:
        graph.add(thing, CV["contactPage"], Iri(page))
        graph.add(Iri(page), _TYPE, FOAF["Document"])
    if part.hours:
        hours = Iri(f"{part.iri}-hours")
        graph.add(thing, CV["openingHours"], hours)
        graph.add(hours, _TYPE, TIME["TemporalEntity"])
        _texts(graph, hours, DCT["description"], part.hours)


def _publisher(graph: Graph, thing: Iri, part: Part) -> None:
    mark = "-" if "#" in part.iri else "#"
    publisher = Iri(f"{part.iri}{mark}publisher")
    graph.add(thing, DCT["publisher"], publisher)
    graph.add(publisher, _TYPE, FOAF["Agent"])
    _identify(graph, publisher, part.identifier)
    _texts(graph, publisher, DCT["title"], part.title)
    _texts(graph, publisher, FOAF["name"], part.title)


def _identify(graph: Graph, thing: Iri, identifier: str) -> None:
    if identifier:
        graph.add(thing, DCT["identifier"], Literal(identifier))


def _texts(graph: Graph, thing: Iri, by: Iri, texts: Texts) -> None:
    for language, text in texts.items():
        if text:
            graph.add(thing, by, Literal(text, language))


def _duration(graph: Graph, thing: Iri, duration: str) -> None:
    if duration:
        graph.add(thing, CV["processingTime"], Literal(duration, datatype=XSD["duration"]))


def _pages(graph: Graph, thing: Iri, pages: Iterable[str]) -> None:
    for page in pages:
        graph.add(thing, FOAF["page"], Iri(page))
        graph.add(Iri(page), _TYPE, FOAF["Document"])
