"""The vocabularies of CPSV-AP 3.2.0, and how each part of a service is named in them.

Source: SEMIC, CPSV-AP 3.2.0, classes and properties; its SHACL shapes say what must be there.
"""

from __future__ import annotations

import dataclasses

from onewindow.engines.linked import DCAT, DCT, SKOS, Iri, Vocabulary

CPSV = Vocabulary("cpsv", "http://purl.org/vocab/cpsv#")
CV = Vocabulary("cv", "http://data.europa.eu/m8g/")
ELI = Vocabulary("eli", "http://data.europa.eu/eli/ontology#")
TIME = Vocabulary("time", "http://www.w3.org/2006/time#")
VOCABULARIES = (CPSV, CV, ELI, TIME)

CURRENCY = "http://publications.europa.eu/resource/authority/currency/"


@dataclasses.dataclass(frozen=True, slots=True)
class Role:
    """How a kind of part is reached from a service, and what it is called."""

    name: str
    by: Iri
    kinds: tuple[Iri, ...]
    title: Iri = DCT["title"]


CONCEPT = SKOS["Concept"]
ROLES = (
    Role("places", DCT["spatial"], (DCT["Location"],), SKOS["prefLabel"]),
    Role("audiences", DCT["audience"], (CONCEPT,), SKOS["prefLabel"]),
    Role("events", CV["isGroupedBy"], (CV["Event"],)),
    Role("channels", CV["hasChannel"], (CV["Channel"],)),
    Role("costs", CV["hasCost"], (CV["Cost"],)),
    Role("evidence", CPSV["hasInput"], (CV["Evidence"],)),
    Role("outputs", CPSV["produces"], (CV["Output"],)),
    Role("laws", CV["hasLegalResource"], (ELI["LegalResource"],)),
    Role("requirements", CV["holdsRequirement"], (CV["Requirement"],)),
    Role("rules", CPSV["follows"], (CPSV["Rule"],)),
    Role("contacts", CV["contactPoint"], (CV["ContactPoint"],)),
    Role("sources", DCT["isPartOf"], (DCAT["Dataset"],)),
)
