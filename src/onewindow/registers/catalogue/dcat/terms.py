"""The vocabularies of DCAT-AP 3.0.0, and the authority tables that its values come from.

Source: SEMIC, DCAT-AP 3.0.0, classes, properties and controlled vocabularies; W3C DCAT 3. What
GB/T 21063.3 asks for and DCAT has no property for is said in a small vocabulary of ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.engines.linked import Vocabulary
from onewindow.registers.catalogue.types import Openness

VCARD = Vocabulary("vcard", "http://www.w3.org/2006/vcard/ns#")
RDFS = Vocabulary("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
DCATAP = Vocabulary("dcatap", "http://data.europa.eu/r5r/")
ELI = Vocabulary("eli", "http://data.europa.eu/eli/ontology#")
CPSV = Vocabulary("cpsv", "http://purl.org/vocab/cpsv#")
SCHEMA = Vocabulary("schema", "http://schema.org/")
OURS = Vocabulary("onewindow", "urn:onewindow:catalogue#")
VOCABULARIES = (VCARD, RDFS, DCATAP, ELI, CPSV, SCHEMA, OURS)

AUTHORITY = "http://publications.europa.eu/resource/authority/"
FREQUENCY = f"{AUTHORITY}frequency/"
FILE_TYPE = f"{AUTHORITY}file-type/"
ACCESS = f"{AUTHORITY}access-right/"
ACCESS_OF: Mapping[Openness, str] = {
    Openness.OPEN: "PUBLIC",
    Openness.ON_REQUEST: "RESTRICTED",
    Openness.CLOSED: "NON_PUBLIC",
}
# Codes of the authority table `file-type` that formats are commonly called by.
FILE_TYPES = frozenset(
    [
        "CSV", "JSON", "JSON_LD", "XML", "PDF", "XLS", "XLSX", "ODS", "GEOJSON", "GML", "KML",
        "SHP", "HTML", "TXT", "ZIP", "TSV", "RDF_XML", "RDF_TURTLE", "RDF_N_TRIPLES", "PARQUET",
        "DOCX",
    ]
)  # fmt: skip
