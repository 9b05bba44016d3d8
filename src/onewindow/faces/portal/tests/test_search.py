"""The search page: kinds and further facets, slips, the cap in words, three languages."""

from __future__ import annotations

import re
from urllib.parse import quote

import psycopg
import pytest
from django.http import HttpResponse
from django.test import Client
from tests.support.country import Country, at
from tests.support.database import TestServer, session_database

from onewindow.faces.portal.tests.steps import text_of
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.search import public as search
from onewindow.registers.functions import public as functions

NOW = at("2026-11-23 10:00")


@pytest.fixture
def client(country: Country) -> Client:
    """Gives somebody without cookies, in the country."""
    return Client(SERVER_NAME="localhost")


def asked(client: Client, query: str, language: str) -> HttpResponse:
    with clock.frozen_at(NOW):
        answer = client.get(f"/{language}/search/?{query}")
    assert answer.status_code == 200
    return answer  # type: ignore[return-value]  # the test client's answer is one


def page(client: Client, query: str, language: str = "en") -> str:
    return str(asked(client, query, language).content.decode())


def words(client: Client, query: str, language: str = "en") -> str:
    return text_of(asked(client, query, language))


def test_services_functions_and_institutions_are_found_and_counted_by_kind(client: Client) -> None:
    shown = words(client, "q=birth")
    kinds = dict(re.findall(r"(Services|Institutions|Functions) \((\d+)\)", shown))
    assert {"Services", "Functions"} <= kinds.keys()
    assert "Health" in words(client, "q=health&kind=body")
    only = words(client, "q=birth&kind=function")
    assert f"{kinds['Functions']} result" in only


def test_results_narrow_to_the_institution_that_is_responsible_today(
    client: Client, country: Country
) -> None:
    listed = page(client, "q=certificate")
    (href, count), *_ = re.findall(
        r'href="(\?q=certificate&amp;body=[^"]+)">[^<]+\((\d+)\)', listed
    )
    narrowed = words(client, href.lstrip("?").replace("&amp;", "&"))
    assert f"{count} result" in narrowed
    assert words(client, "q=certificate&body=nobody").count("Nothing fits") == 1


def test_a_slip_is_mended_and_said_in_every_language(client: Client) -> None:
    shown = words(client, "q=brith")
    assert "Nothing fits “brith”. These are the results for “birth”." in shown
    assert "Birth of a child" in shown
    mended = words(client, f"q={quote('新生儿汜')}", "zh-hans")
    assert "没有找到“新生儿汜”" in mended
    assert "birth" in words(client, "q=brith", "ar")


def test_what_an_editor_keeps_as_synonyms_finds(client: Client) -> None:
    assert "Nothing fits" in words(client, "q=zeppelinbirth")
    search.add_synonyms(OPERATOR, terms=["zeppelinbirth", "birth"])
    assert "Birth of a child" in words(client, "q=zeppelinbirth")


def test_more_than_five_thousand_reads_so(client: Client, database_server: TestServer) -> None:
    fill = """
        INSERT INTO ground_search_searchentry (id, created_at, kind, ref_id, language, title, body,
            url, level, rooms, facets, subject_kind, subject_id, is_hidden, words)
        SELECT gen_random_uuid(), now(), CASE n % 2 WHEN 0 THEN 'body' ELSE 'service' END, 'x' || n,
            'en', 'Zeppelin', '', '', 0, '{}', '{}', '', '', false, 'zeppelin:1A'
          FROM generate_series(1, 5500) n"""
    with psycopg.connect(database_server.owner(session_database()), autocommit=True) as owner:
        owner.execute(fill)
    shown = words(client, "q=zeppelin")
    assert "More than 5 000 results" in shown
    assert re.search(r"Services \([\d ]+\+\)", shown)
    assert "超过 5 000 条结果" in words(client, "q=zeppelin", "zh-hans")


def test_a_function_is_no_longer_found_once_its_end_is_decided(
    client: Client, country: Country
) -> None:
    office = country.official("tang.wei")
    with clock.frozen_at(NOW):
        one = functions.function_by_code("BIRTH-COORDINATE")
        before = search.find(one.title["en"], kinds=["function"], language="en").total
        functions.orphan(office, function=one.id, because="A test of the end.")
        assert search.find(one.title["en"], kinds=["function"], language="en").total == before
        functions.end_function(office, function=one.id, on=NOW.date().replace(month=12))
        after = search.find(one.title["en"], kinds=["function"], language="en").total
    assert (before > 0, after) == (True, before - 1)
