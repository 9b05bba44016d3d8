"""Says data sets as statements, whole in themselves: what they name by address they also type.

So a file is valid against the shapes of DCAT-AP without fetching the vocabularies it uses.
"""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.engines.linked import DCAT, DCT, FOAF, RDF, SKOS, XSD, Graph, Iri, Literal
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue.dcat.facts import Contact, Dataset, Distribution, Named
from onewindow.registers.catalogue.dcat.terms import (
    CPSV,
    DCATAP,
    ELI,
    OURS,
    RDFS,
    VCARD,
)

_TYPE = RDF["type"]
_CONCEPT = SKOS["Concept"]


def add_catalogue(graph: Graph, iri: str, page: str, title: Texts, publisher: Named) -> None:
    """Adds the catalogue itself, and the page of it; `add_dataset` joins its data sets to it."""
    whole = Iri(iri)
    graph.add(whole, _TYPE, DCAT["Catalog"])
    _texts(graph, whole, DCT["title"], title)
    _texts(graph, whole, DCT["description"], title)
    graph.add(whole, DCT["publisher"], Iri(publisher.iri))
    graph.add(whole, FOAF["homepage"], Iri(page))
    graph.add(Iri(page), _TYPE, FOAF["Document"])
    _agent(graph, publisher)


def add_dataset(graph: Graph, one: Dataset, catalogue: str) -> None:
    """Adds all that is known of a data set; `catalogue` is the address it is listed under."""
    thing, whole = Iri(one.iri), Iri(catalogue)
    graph.add(whole, DCAT["dataset"], thing)
    graph.add(thing, _TYPE, DCAT["Dataset"])
    graph.add(thing, _TYPE, DCAT["Resource"])
    _value(graph, thing, DCT["identifier"], one.identifier)
    _texts(graph, thing, DCT["title"], one.title)
    _texts(graph, thing, DCT["description"], one.text)
    if one.publisher:
        graph.add(thing, DCT["publisher"], Iri(one.publisher.iri))
        _agent(graph, one.publisher)
    for contact in one.contacts:
        _contact(graph, thing, contact)
    for language, word in one.keywords:
        graph.add(thing, DCAT["keyword"], Literal(word, language))
    for address in one.languages:
        graph.add(thing, DCT["language"], Iri(address))
        graph.add(Iri(address), _TYPE, DCT["LinguisticSystem"])
    for page in one.pages:
        graph.add(thing, DCAT["landingPage"], Iri(page))
        graph.add(Iri(page), _TYPE, FOAF["Document"])
    for distribution in one.distributions:
        _distribution(graph, thing, distribution)
    _named_things(graph, thing, one, catalogue)
    _days(graph, thing, one)
    _of_our_standard(graph, thing, one)
    _record(graph, thing, one, whole)


def _named_things(graph: Graph, thing: Iri, one: Dataset, catalogue: str) -> None:
    for theme in one.themes:
        _named(graph, thing, DCAT["theme"], theme, _CONCEPT)
        if theme.scheme:
            _scheme(graph, theme, catalogue)
    for place in one.places:
        _named(graph, thing, DCT["spatial"], place, DCT["Location"])
    for law in one.laws:
        _named(graph, thing, DCATAP["applicableLegislation"], law, ELI["LegalResource"])
    if one.frequency:
        _named(graph, thing, DCT["accrualPeriodicity"], one.frequency, DCT["Frequency"])
    if one.access:
        _named(graph, thing, DCT["accessRights"], one.access, DCT["RightsStatement"])


def _scheme(graph: Graph, theme: Named, catalogue: str) -> None:
    scheme = Iri(f"{catalogue}#scheme-{theme.scheme}")
    graph.add(Iri(theme.iri), SKOS["inScheme"], scheme)
    graph.add(scheme, _TYPE, SKOS["ConceptScheme"])
    graph.add(scheme, DCT["title"], Literal(theme.scheme, "en"))
    graph.add(scheme, SKOS["notation"], Literal(theme.scheme))
    graph.add(Iri(catalogue), DCAT["themeTaxonomy"], scheme)


def _days(graph: Graph, thing: Iri, one: Dataset) -> None:
    for by, text in (("issued", one.issued), ("modified", one.modified)):
        if text:
            graph.add(thing, DCT[by], _day(text))
    if one.begins or one.ends:
        period = Iri(f"{one.iri}#period")
        graph.add(thing, DCT["temporal"], period)
        graph.add(period, _TYPE, DCT["PeriodOfTime"])
        for by, text in (("startDate", one.begins), ("endDate", one.ends)):
            if text:
                graph.add(period, DCAT[by], _day(text))


def _day(text: str) -> Literal:
    return Literal(text, datatype=XSD["dateTime" if "T" in text else "date"])


def _of_our_standard(graph: Graph, thing: Iri, one: Dataset) -> None:
    """Adds what GB/T 21063.3 keeps of a resource and DCAT-AP has no property for."""
    _value(graph, thing, OURS["sharingType"], one.sharing)
    _texts(graph, thing, OURS["partyTask"], one.task)
    if one.function:
        _named(graph, thing, CPSV["isPartOf"], one.function, _CONCEPT)
    for element in one.elements:
        _named(graph, thing, OURS["holds"], element, _CONCEPT)


def _record(graph: Graph, thing: Iri, one: Dataset, catalogue: Iri) -> None:
    if not one.record and not one.listed:
        return
    record = Iri(f"{one.iri}#record")
    graph.add(catalogue, DCAT["record"], record)
    graph.add(record, _TYPE, DCAT["CatalogRecord"])
    graph.add(record, FOAF["primaryTopic"], thing)
    _value(graph, record, DCT["identifier"], one.record)
    if one.listed:
        graph.add(record, DCT["modified"], _day(one.listed))


def _distribution(graph: Graph, thing: Iri, one: Distribution) -> None:
    form = Iri(one.iri)
    graph.add(thing, DCAT["distribution"], form)
    graph.add(form, _TYPE, DCAT["Distribution"])
    for by, address in (("accessURL", one.access), ("downloadURL", one.download)):
        if address:
            graph.add(form, DCAT[by], Iri(address))
            graph.add(Iri(address), _TYPE, RDFS["Resource"])
    _texts(graph, form, DCT["title"], one.title)
    _texts(graph, form, DCT["description"], one.text)
    if one.format:
        _named(graph, form, DCT["format"], one.format, DCT["MediaTypeOrExtent"])
    if one.licence:
        _named(graph, form, DCT["license"], one.licence, DCT["LicenseDocument"])


def _contact(graph: Graph, thing: Iri, one: Contact) -> None:
    point = Iri(one.iri)
    graph.add(thing, DCAT["contactPoint"], point)
    graph.add(point, _TYPE, VCARD["Kind"])
    graph.add(point, _TYPE, VCARD["Organization"])
    _texts(graph, point, VCARD["fn"], one.name)
    for by, address in (
        ("hasEmail", one.mail and f"mailto:{one.mail}"),
        ("hasTelephone", one.phone and f"tel:{'-'.join(one.phone.split())}"),
        ("hasURL", one.page),
    ):
        if address:
            graph.add(point, VCARD[by], Iri(address))


def _agent(graph: Graph, one: Named) -> None:
    agent = Iri(one.iri)
    graph.add(agent, _TYPE, FOAF["Agent"])
    if one.kind:
        graph.add(agent, _TYPE, Iri(one.kind))
    _texts(graph, agent, FOAF["name"], one.title)
    _value(graph, agent, DCT["identifier"], one.code)
    for page in one.pages:
        graph.add(agent, FOAF["homepage"], Iri(page))
        graph.add(Iri(page), _TYPE, FOAF["Document"])


def _named(graph: Graph, thing: Iri, by: Iri, one: Named, kind: Iri) -> None:
    """Adds a named thing of a class, and what it is called where it is not said elsewhere."""
    value = Iri(one.iri)
    graph.add(thing, by, value)
    graph.add(value, _TYPE, kind)
    _texts(graph, value, SKOS["prefLabel"], one.title)
    _value(graph, value, SKOS["notation"], one.code)
    _addresses(graph, value, one.pages)


def _addresses(graph: Graph, thing: Iri, pages: Iterable[str]) -> None:
    for page in pages:
        graph.add(thing, FOAF["page"], Iri(page))
        graph.add(Iri(page), _TYPE, FOAF["Document"])


def _value(graph: Graph, thing: Iri, by: Iri, text: str) -> None:
    if text:
        graph.add(thing, by, Literal(text))


def _texts(graph: Graph, thing: Iri, by: Iri, texts: Texts) -> None:
    for language, text in texts.items():
        if text:
            graph.add(thing, by, Literal(text, language))
