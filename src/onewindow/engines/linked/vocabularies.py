"""The vocabularies that nearly everything in linked data is said in."""

from __future__ import annotations

from .terms import Vocabulary

DCAT = Vocabulary("dcat", "http://www.w3.org/ns/dcat#")
DCT = Vocabulary("dct", "http://purl.org/dc/terms/")
FOAF = Vocabulary("foaf", "http://xmlns.com/foaf/0.1/")
SKOS = Vocabulary("skos", "http://www.w3.org/2004/02/skos/core#")
HYDRA = Vocabulary("hydra", "http://www.w3.org/ns/hydra/core#")
COMMON = (DCAT, DCT, FOAF, SKOS, HYDRA)
