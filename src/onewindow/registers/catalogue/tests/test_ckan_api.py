"""CKAN's Action API: `ckanapi` works unchanged, and sees what everybody may see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import ckanapi
import pytest
from django.test import Client
from tests.support.database import TestServer, session_database
from tests.support.site import Site

from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.dcat.ckan import dataset_of
from onewindow.registers.catalogue.dcat.reading import Unfit
from onewindow.registers.catalogue.tests.conftest import Small


@pytest.fixture
def filled(small: Small) -> Small:
    small.published(
        keywords={"en": "people, houses"},
        format="CSV",
        online_address="https://data.example/households.csv",
        further=("form:table",),
    )
    small.published(name={"en": "Births", "zh-hans": "出生"}, abstract={"en": "Who was born."})
    small.published(name={"en": "Secrets"}, level=Level.INTERNAL)
    catalogue.register_resource(small.manager, description=small.description(name={"en": "Draft"}))
    return small


@pytest.fixture
def site(filled: Small, database_server: TestServer, tmp_path: Path) -> Iterator[Site]:
    running = Site(database_server.app(session_database()), tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_get", [False, True])
def test_ckanapi_reads_this_catalogue_unchanged(site: Site, is_get: bool) -> None:
    with ckanapi.RemoteCKAN(site.url, get_only=is_get) as remote:
        names = remote.action.package_list()
        assert len(names) == 2
        shown = remote.action.package_show(id=names[0])
        assert UUID(shown["id"])
        assert (shown["name"], shown["title"], shown["state"]) == (names[0], "Households", "active")
        assert [tag["name"] for tag in shown["tags"]] == ["houses", "people"]
        assert shown["organization"]["name"] == "police"
        assert [one["name"] for one in shown["groups"]] == ["subject-population", "form-table"]
        (form,) = shown["resources"]
        assert (form["format"], form["url"]) == ("CSV", "https://data.example/households.csv")
        assert remote.action.resource_show(id=form["id"]) == form
        assert remote.action.package_show(id=shown["id"]) == shown
        page = remote.action.package_search(q="births", rows=5)
        assert (page["count"], page["results"][0]["title"]) == (1, "Births")
        assert page["results"][0]["title_translated"]["zh-hans"] == "出生"
        assert remote.action.organization_list() == ["police"]
        assert remote.action.organization_show(id="police")["package_count"] == 2
        assert "subject-population" in remote.action.group_list()
        assert remote.action.tag_list() == ["houses", "people"]
        assert remote.action.site_read() is True
        assert remote.action.status_show()["ckan_version"]
        with pytest.raises(ckanapi.NotFound):
            remote.action.package_show(id="nothing-of-that-name")
        with pytest.raises(ckanapi.ValidationError):
            remote.action.package_show()
        with pytest.raises(ckanapi.NotAuthorized):
            remote.action.package_create(name="mine")
        with pytest.raises(ckanapi.CKANAPIError):
            remote.action.no_such_action()
        with pytest.raises(ckanapi.SearchQueryError):
            remote.action.package_search(sort="colour asc")


@pytest.mark.django_db
def test_inv_19_the_api_tells_of_nothing_that_the_public_may_not_see(filled: Small) -> None:
    browser = Client()
    hidden = catalogue.public_resources().none()
    assert not hidden
    told = [
        browser.get(f"/api/3/action/{name}{query}").content.decode()
        for name, query in (
            ("package_list", ""),
            ("package_search", "?rows=1000&facet.field=organization&facet.field=tags"),
            ("current_package_list_with_resources", "?limit=100"),
            ("organization_show", "?id=police&include_datasets=true"),
            ("group_show", "?id=subject-population&include_datasets=true"),
        )
    ]
    assert all("Secrets" not in text and "Draft" not in text for text in told)
    assert json.loads(told[1])["result"]["count"] == 2
    assert json.loads(told[3])["result"]["package_count"] == 2
    assert len(json.loads(told[4])["result"]["packages"]) == 2


def _result(path: str) -> dict[str, object]:
    answer = Client().get(f"/api/3/action/{path}")
    assert answer.status_code == 200, answer.content
    found: dict[str, object] = answer.json()["result"]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?q=*:*", 2),
        ("?q=households", 1),
        ("?fq=organization:police", 2),
        ("?fq=organization:data", 0),
        ("?fq=tags:houses", 1),
        ('?fq=tags:"houses" AND res_format:CSV', 1),
        ("?fq=-tags:houses", 1),
        ("?fq=groups:form-table", 1),
        ("?fq=groups:(form-table OR subject-population)", 2),
        ("?fq=state:active", 2),
        ("?fq=state:deleted", 0),
        ("?rows=0", 2),
        ("?sort=title_string desc&rows=1", 2),
    ],
)
def test_a_search_is_narrowed(filled: Small, query: str, count: int) -> None:
    assert _result(f"package_search{query}")["count"] == count


@pytest.mark.django_db
def test_facets_are_counted_and_pages_follow_each_other(filled: Small) -> None:
    found = _result('package_search?facet.field=["organization","tags","groups","res_format"]')
    assert found["facets"] == {
        "organization": {"police": 2},
        "tags": {"houses": 1, "people": 1},
        "groups": {"subject-population": 2},
        "res_format": {"CSV": 1},
    }
    pages = [_result(f"package_search?sort=name asc&rows=1&start={n}") for n in (0, 1, 2)]
    titles = [[one["title"] for one in page["results"]] for page in pages]  # type: ignore[attr-defined]
    assert titles == [["Households"], ["Births"], []]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("package_show", "{", 400),
        ("package_show", "[]", 400),
        ("package_show", '{"id": 5}', 409),
        ("package_search", '{"rows": -1}', 409),
        ("package_search", '{"rows": true}', 409),
        ("package_search", '{"fq": "a:b OR ("}', 409),
        ("package_search", '{"fq": "secret:yes"}', 409),
        ("package_search", '{"q": "\\u0000"}', 200),
        ("package_delete", '{"id": "x"}', 403),
        ("no_such", "{}", 400),
        ("package_list", "", 200),
    ],
)
def test_what_cannot_be_answered_is_said_as_ckan_says_it(
    filled: Small, path: str, body: str, status: int
) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/api/3/action/{path}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert browser.put(f"/api/3/action/{path}", body).status_code == 405


def test_a_record_of_another_ckan_is_read() -> None:
    one = dataset_of(
        {
            "id": "1-2",
            "name": "bees",
            "title": "Bees",
            "organization": {"name": "apiary", "title": "The Apiary"},
            "tags": [{"name": "insects"}],
            "groups": [{"name": "nature"}],
            "resources": [
                {"id": "r", "url": "http://a.example/b.csv", "format": "CSV"},
                {"url": 5},
            ],
            "extras": [{"key": "frequency", "value": "daily"}],
            "metadata_modified": "2026-01-02T03:04:05.6",
            "maintainer": "Desk",
        },
        "http://ckan.example",
    )
    assert (one.iri, one.title) == ("http://ckan.example/dataset/bees", {"und": "Bees"})
    assert one.publisher is not None
    assert one.publisher.title == {"und": "The Apiary"}
    assert [part.access for part in one.distributions] == ["http://a.example/b.csv"]
    assert (one.modified, one.keywords) == ("2026-01-02", (("und", "insects"),))
    for wrong in (None, [], {}, {"name": "x"}, {"title": "x"}, {"name": "a b", "title": "x"}):
        with pytest.raises(Unfit):
            dataset_of(wrong, "http://ckan.example")
