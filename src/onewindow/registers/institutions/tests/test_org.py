"""A body in the words of W3C ORG: under its parents, with its status and its source."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.engines.linked import DCT, SKOS, Graph, Iri, Literal
from onewindow.registers.institutions.org import ORG, Standing, add_body, iri_of
from onewindow.registers.institutions.types import BodyFacts, BodyStatus, Contact, OrganType

ADDRESS, PARENT = "http://a.example", UUID(int=2)


def test_a_body_goes_out_under_its_parents_and_marked_with_its_source() -> None:
    body = BodyFacts(
        UUID(int=1), "tax", "city", {"en": "Tax Office", "pt": " "}, OrganType.GOVERNMENT,
        "city", "RP", BodyStatus.ACTIVE, dt.date(2020, 1, 2), None, Contact(phone="1"), None, None,
    )  # fmt: skip
    graph = Graph()
    add_body(graph, Standing(body, [PARENT], {"en": "Region"}, {"en": "City"}), ADDRESS)
    thing = Iri(iri_of(body, ADDRESS))
    assert graph.is_a(thing, ORG["Organization"])
    assert graph.things(thing, ORG["subOrganizationOf"]) == [f"{ADDRESS}/id/organisation/{PARENT}"]
    assert graph.texts(thing, SKOS["prefLabel"]) == [Literal("Tax Office", "en")]
    assert graph.things(thing, DCT["isPartOf"]) == [f"{ADDRESS}/data/organisations#city"]
