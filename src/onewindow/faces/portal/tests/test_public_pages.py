"""Pages that are the same for everyone: what they say, and how little they cost."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.country import Country, at

from onewindow.delivery.services.public import PublicService
from onewindow.faces.portal.tests.steps import text_of
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.trust.security import public as security

NOW = at("2026-11-23 10:00")
FIVE = ["Who it is for", "What it costs", "How long it takes", "What to bring", "Where to start"]
PUBLIC = [
    "/en/",
    "/en/services/",
    "/en/services/?q=birth&audience=parents&apply=1",
    "/en/services/birth/",
    "/en/events/",
    "/en/events/life.birth/",
    "/en/search/?q=birth",
    "/en/institutions/",
    "/en/institutions/HEA/",
    "/en/accessibility/",
    "/en/privacy/",
    "/en/contact/",
    "/ar/services/birth/",
    "/zh-hans/services/birth/",
]
STATEMENTS = {
    "/en/services/birth/": 2,
    "/en/": 2,
    "/en/events/life.birth/": 2,
    "/en/services/": 3,
    "/en/search/?q=birth": 2,  # results with synonyms and near words; owners with their names
    "/en/institutions/": 2,
    "/en/privacy/": 0,
}
ODD = ["page=-1", "page=x", f"page={'9' * 20}", "q=%27%3B--", "page=٣", "kind=%F0%9F%98%80"]
UNKNOWN = [
    "/en/services/nothing/",
    "/en/services/nothing/start/",
    "/en/events/nothing/",
    "/en/institutions/NOTHING/",
    "/en/imported/nobody/nothing/",
    "/en/apply/01a20409-a44c-7068-93f0-9eb086e7181e/",
    "/en/applications/01a20409-a44c-7068-93f0-9eb086e7181e/",
    "/en/nothing/",
]


@pytest.fixture
def client(country: Country) -> Client:
    """Gives somebody without cookies, in the country on a working day."""
    return Client(SERVER_NAME="localhost")


def test_a_public_page_sets_no_cookie_and_leaves_compressed(client: Client) -> None:
    for address in PUBLIC:
        with clock.frozen_at(NOW):
            answer = client.get(address, headers={"accept-encoding": "br"})
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address
        assert answer["Content-Encoding"] == "br", address
        assert len(answer.content) < 5_000, address


def test_a_public_page_asks_the_database_little(client: Client) -> None:
    for address, most in STATEMENTS.items():
        with clock.frozen_at(NOW), CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, [address, *(one["sql"][:120] for one in asked)]


def test_the_first_screen_answers_five_questions_in_their_order(client: Client) -> None:
    with clock.frozen_at(NOW):
        page = client.get("/en/services/birth/").content.decode()
    keys = re.findall(r'summary-list__key">([^<]+)<', page)
    assert keys[:5] == FIVE
    words = text_of(client.get("/en/services/birth/"))
    assert "Free of charge" in words
    assert "Usually 3 days At most 5 working days" in words
    assert "The law allows 45 working days" in words
    assert "At a counter Mingzhou Service Hall" in words
    assert "Rules on Handling One Matter Once, 3" in words


def test_the_responsible_institution_is_looked_up_for_today(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(NOW):
        before = text_of(client.get("/en/services/dog-licence/"))
        service = PublicService.objects.get(code="dog-licence")
        owner = functions.owner(service.function_id, NOW.date())
        assert owner is not None
        name = institutions.body(owner).name["en"]
        other = next(b for b in institutions.bodies(NOW.date()) if b.id != owner)
        functions.transfer(
            country.official("tang.wei"),
            function=service.function_id,
            to_body=other.id,
            on=NOW.date() + dt.timedelta(days=7),
            basis="Decision of the mayor",
        )
    with clock.frozen_at(NOW + dt.timedelta(days=8)):
        after = text_of(client.get("/en/services/dog-licence/"))
    assert f"Who is responsible {name}" in before
    assert f"Who is responsible {other.name['en']}" in after


def test_a_suspended_service_stays_readable_and_says_why_and_which_other_way(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(NOW):
        security.impose_veto(
            country.official("zhao"),
            subject=Ref.to("service", country.service("birth")),
            public_reason="A component is past its end of support.",
            restricted_reason="CVE kept inside",
            alternative="Go to the service hall.",
        )
        page = client.get("/en/services/birth/")
        words = text_of(page)
        assert page.status_code == 200
        assert "A component is past its end of support." in words
        assert "What you can do instead: Go to the service hall." in words
        assert "CVE kept inside" not in words
        assert "/en/services/birth/start/" not in page.content.decode()
        for answer in (
            client.get("/en/services/birth/start/"),
            client.post("/en/services/birth/start/"),
        ):
            assert answer.status_code == 503
            assert "A component is past its end of support." in text_of(answer)
            assert "Go to the service hall." in text_of(answer)
        assert "Birth of a child" not in text_of(client.get("/en/services/"))


def test_an_expired_clearance_stops_applying(client: Client, country: Country) -> None:
    with clock.frozen_at(at("2036-01-01 10:00")):
        assert client.post("/en/services/birth/start/").status_code == 503
        assert client.get("/en/services/birth/").status_code == 200


def test_a_service_that_was_never_cleared_is_not_there(client: Client) -> None:
    assert client.get("/en/services/pension-statement/").status_code == 404


def test_the_directory_filters_and_counts(client: Client) -> None:
    with clock.frozen_at(NOW):
        assert "12 services" in text_of(client.get("/en/services/"))
        assert "1 service " in text_of(client.get("/en/services/?apply=1"))
        found = text_of(client.get("/en/services/?audience=businesses"))
        assert "Food business licence" in found
        assert "Vaccination record" not in found
        assert "Nothing fits" in text_of(client.get("/en/services/?q=zeppelin"))
        assert "Birth of a child" in text_of(client.get("/en/services/?event=life.birth"))


def test_odd_queries_are_answered(client: Client) -> None:
    for query in ODD:
        for address in ("services", "search", "institutions"):
            assert client.get(f"/en/{address}/?{query}").status_code == 200, query


def test_chinese_words_are_found(client: Client) -> None:
    with clock.frozen_at(NOW):
        words = text_of(client.get("/zh-hans/search/?q=出生"))
    assert "新生儿" in words


def test_what_is_unknown_is_404_in_words(client: Client) -> None:
    for address in UNKNOWN:
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "Go to the start page" in text_of(answer), address


def test_a_page_to_read_refuses_a_form(client: Client) -> None:
    checking = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert checking.post("/en/services/birth/").status_code == 405


def test_text_in_another_language_is_marked(client: Client) -> None:
    page = client.get("/ar/services/birth/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert '<span lang="en" dir="ltr">' in page
