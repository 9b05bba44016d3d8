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

LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
# ISO 639-1 to the codes of the authority table of languages (ISO 639-3 in capitals).
_LANGUAGES = {
    "ar": "ARA", "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG",
    "es": "SPA", "et": "EST", "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN",
    "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR",
    "ro": "RON", "ru": "RUS", "sk": "SLK", "sl": "SLV", "sv": "SWE", "uk": "UKR", "zh": "ZHO",
}  # fmt: skip
_CODES = {name: code for code, name in _LANGUAGES.items()}


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


def language_iri(tag: str) -> str:
    """Gives the address of a language, in the authority table where it knows it."""
    base = tag.partition("-")[0]
    known = _LANGUAGES.get(base)
    return f"{LANGUAGE}{known}" if known else f"http://lexvo.org/id/iso639-1/{base}"


def language_tag(iri: str) -> str:
    """Gives the tag of a language by its address, or nothing."""
    return _CODES.get(iri.rpartition("/")[2].upper(), "")
