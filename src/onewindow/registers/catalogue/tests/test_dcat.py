"""Resources in the words of DCAT-AP: whole in themselves, and read back as they were said."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from tests.support.shapes import DCAT_AP, violations

from onewindow.engines import linked
from onewindow.engines.linked import DCAT, DCT, Graph, Media
from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue import cli, exports
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.dcat.facts import Dataset, from_data
from onewindow.registers.catalogue.dcat.reading import Fault, datasets_in
from onewindow.registers.catalogue.tests.conftest import TODAY, Small
from onewindow.registers.catalogue.types import Openness, SharingType

pytestmark = pytest.mark.django_db

RICH: dict[str, object] = {
    "sharing_type": SharingType.CONDITIONAL,
    "legal_basis": "DATA-1",
    "openness": Openness.OPEN,
    "further": ("form:table",),
    "elements": ("person.name", "person.birth_date"),
    "keywords": {"en": "people, houses", "zh-hans": "人口，户籍"},
    "issued": dt.date(2020, 1, 31),
    "format": "CSV",
    "online_address": "https://data.example/households.csv",
    "covers_from": dt.date(2019, 1, 1),
    "covers_to": dt.date(2025, 12, 31),
    "covers_region": "MZ",
    "languages": ("en", "zh-hans"),
    "update_cycle": "P45D",
    "last_updated": TODAY,
}


def _read(data: bytes, media: Media) -> list[Dataset | Fault]:
    return list(datasets_in(linked.read(data, media)))


def _identifier(key: object) -> str:
    return catalogue.public_resources().get(id=key).identifier


def test_an_export_violates_no_shape_of_dcat_ap(small: Small) -> None:
    small.published(**RICH)
    small.published(name={"en": "Deaths"}, format="a book", update_cycle="IRREG")
    if DCAT_AP.exists():
        assert violations(cli.exported(Media.TURTLE), DCAT_AP) == []


@pytest.mark.parametrize("media", Media)
def test_what_goes_out_comes_in_with_no_changed_field(small: Small, media: Media) -> None:
    small.published(**RICH)
    small.published(name={"en": "Deaths"}, format="a book", update_cycle="IRREG")
    told = {one.iri: one for one in exports.every()}
    read = {one.iri: one for one in _read(cli.exported(media), media) if isinstance(one, Dataset)}
    assert len(told) == 2
    assert read == told
    assert {iri: from_data(json.loads(json.dumps(one.data()))) for iri, one in told.items()} == told


def test_every_core_element_of_the_standard_is_said(small: Small) -> None:
    small.published(**RICH)
    (one,) = exports.every()
    assert [name for name in one.data() if not one.data()[name]] == []
    said = one.data()
    assert said["themes"][1]["scheme"] == "subject"
    assert said["frequency"]["code"] == "P45D"
    assert said["access"]["iri"].endswith("/access-right/PUBLIC")
    assert said["function"]["code"] == "POPULATION"
    assert [part["code"] for part in said["elements"]] == ["person.birth_date", "person.name"]
    assert said["keywords"] == [["en", "houses"], ["en", "people"], ["zh-hans", "人口"],
                                ["zh-hans", "户籍"]]  # fmt: skip
    assert said["laws"][0]["code"] == "DATA-1"
    assert (said["sharing"], said["record"][:2]) == ("conditional", "MZ")


def test_inv_19_only_what_everybody_may_see_goes_out(small: Small) -> None:
    small.published(name={"en": "Open"})
    small.published(name={"en": "Inside"}, level=Level.INTERNAL)
    catalogue.register_resource(small.manager, description=small.description())
    graph = linked.read(cli.exported(Media.N_TRIPLES), Media.N_TRIPLES)
    titles = {t.text for s in graph.of_type(DCAT["Dataset"]) for t in graph.texts(s, DCT["title"])}
    assert titles == {"Open"}
    hidden = catalogue.register_resource(small.manager, description=small.description())
    row = catalogue.Resource.objects.filter(id=hidden).first()
    assert row is None, "a draft is seen by nobody outside"


def test_a_name_leads_to_a_page_or_to_a_document(small: Small) -> None:
    identifier = _identifier(small.published())
    browser = Client()
    answer = browser.get(f"/id/resource/{identifier}", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer["Location"]) == (303, f"/id/resource/{identifier}.ttl")
    page = browser.get(f"/id/resource/{identifier}", headers={"Accept": "text/html"})
    assert page["Location"] == f"/en/resources/{identifier}/"
    for media in Media:
        answer = browser.get(f"/id/resource/{identifier}.{media.ending}")
        assert answer.status_code == 200
        (one,) = _read(answer.content, media)
        assert isinstance(one, Dataset)
        assert one.identifier == identifier
    assert browser.get("/id/resource/none.ttl").status_code == 404
    assert browser.get(f"/id/resource/{identifier}.exe").status_code == 404


def test_the_catalogue_is_given_in_pages(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        small.published(name={"en": f"Table {number}"})
    monkeypatch.setattr("onewindow.registers.catalogue.views.data.SIZE", 2)
    browser = Client()
    answer = browser.get("/data/resources", headers={"Accept": "application/n-triples"})
    assert answer["Location"] == "/data/resources.nt"
    first, second = (browser.get(f"/data/resources.nt?page={n}") for n in (1, 2))
    assert 'rel="next"' in first["Link"]
    found = [_read(one.content, Media.N_TRIPLES) for one in (first, second)]
    assert [len(one) for one in found] == [2, 1]
    assert browser.get("/data/resources.nt?page=3").status_code == 404
    assert browser.get("/data/resources.nt?page=x").status_code == 404
    again = browser.get("/data/resources.nt?page=1", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_what_a_foreign_file_says_in_other_ways_is_read() -> None:
    turtle = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://a.example/d> a dcat:Dataset ; dct:title "Bees"@en, "Bienen"@de ; dct:publisher "nobody" ;
  dcat:contactPoint [ vcard:fn "Desk" ; vcard:hasEmail <mailto:bees@a.example> ] ;
  dct:accrualPeriodicity "now and then" ; dct:issued "yesterday" ;
  dcat:distribution [ dcat:accessURL <http://a.example/2> ] ,
    [ dcat:accessURL <http://a.example/1> ] .
<relative> a dcat:Dataset ; dct:title "Lost" .
[] a dcat:Dataset ; dct:title "Nameless" .
<http://a.example/untitled> a dcat:Dataset .
"""
    found = _read(turtle.encode(), Media.TURTLE)
    (one,) = [part for part in found if isinstance(part, Dataset)]
    assert one.title == {"en": "Bees", "de": "Bienen"}
    assert one.contacts[0].mail == "bees@a.example"
    assert [part.access for part in one.distributions] == [
        "http://a.example/1",
        "http://a.example/2",
    ]
    assert one.frequency is not None
    assert (one.frequency.title, one.issued, one.publisher) == ({"und": "now and then"}, "", None)
    faults = {part.source: part.reason for part in found if isinstance(part, Fault)}
    assert faults["http://a.example/untitled"] == "It has no title (dct:title)."
    assert len([part for part in found if isinstance(part, Fault)]) == 3
    assert _read(b"", Media.TURTLE) == []
    assert list(datasets_in(Graph())) == []
