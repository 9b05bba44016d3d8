"""Pages kept in the database: handed out by a process that has none in memory, never when old."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.country import Country, at

from onewindow.faces.portal import middleware
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security

PAGE = "/en/services/birth/"
MORNING = "2026-11-23 09:00"


@pytest.fixture
def client(settings: object, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a process whose memory keeps nothing."""
    settings.ONEWINDOW_SHELF = True  # type: ignore[attr-defined]
    monkeypatch.setattr(middleware, "watch", lambda: None)
    return Client()


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM faces_portal_keptpage")
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def veto(country: Country) -> None:
    security.impose_veto(
        country.official("zhao"),
        subject=Ref.to("service", country.service("birth")),
        public_reason="A weakness was found.",
        alternative="Go to the hall.",
    )


def test_the_second_visitor_costs_one_statement_and_gets_the_same_bytes(
    country: Country, client: Client
) -> None:
    with clock.frozen_at(at(MORNING)):
        first = client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            second = client.get(PAGE)
    assert len(asked) == 1
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_page_in_another_language_is_kept_as_well(country: Country, client: Client) -> None:
    with clock.frozen_at(at(MORNING)):
        first = client.get("/zh-hans/services/birth/")
        with CaptureQueriesContext(connection) as asked:
            second = client.get("/zh-hans/services/birth/")
    assert len(asked) == 1
    assert second.content == first.content
    assert 'lang="zh' in second.content.decode()


def test_a_veto_is_seen_by_the_very_next_visitor(country: Country, client: Client) -> None:
    with clock.frozen_at(at(MORNING)):
        assert b"A weakness was found." not in client.get(PAGE).content
        veto(country)
        assert b"A weakness was found." in client.get(PAGE).content


def test_a_change_while_a_page_is_made_leaves_nothing_old_behind(
    country: Country, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_of = middleware.made_of

    def slowly(*given: object) -> object:
        if rows() == 0:
            veto(country)
        return made_of(*given)  # type: ignore[arg-type]

    with clock.frozen_at(at(MORNING)):
        monkeypatch.setattr(middleware, "made_of", slowly)
        client.get(PAGE)
        assert b"A weakness was found." in client.get(PAGE).content


def test_a_page_is_not_handed_out_past_the_end_of_a_clearance(
    country: Country, client: Client
) -> None:
    with clock.frozen_at(at("2027-06-29 23:59:50")):
        assert b"suspended" not in client.get(PAGE).content
    with clock.frozen_at(at("2027-06-30 00:00:05")):
        assert b"suspended" in client.get(PAGE).content


def test_addresses_with_a_question_and_missing_pages_are_not_kept(
    country: Country, client: Client
) -> None:
    with clock.frozen_at(at(MORNING)):
        client.get("/en/services/?q=child")
        client.get("/en/services/no-such-service/")
        assert rows() == 0
        client.get("/en/services/")
        client.get("/en/services/")
    assert rows() == 1
