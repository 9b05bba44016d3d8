"""The inbox: the right next one first, with the reason; its cost does not grow with its rows."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.applying import MORNING
from tests.support.country import Country, at

from onewindow.faces.workspace.tests.desks import (
    NOON,
    TWO_AT_THE_DESK,
    Apply,
    SignIn,
    number_of,
    task_of,
)
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security

MOST_STATEMENTS = 32


def numbers(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a[^>]*><bdi[^>]*>([^<]+)</bdi>', page)


def shown(client: Client, address: str = "/desk/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return str(answer.content.decode())


def test_the_oldest_application_is_first_and_the_page_says_why(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    later = apply(at("2026-11-03 09:10"))
    first = apply(at("2026-11-02 09:10"))
    second = apply(at("2026-11-02 10:10"))
    with clock.frozen_at(at("2026-11-03 12:00")):
        page = shown(sign_in("song.mei"))
    expected = [number_of(country, case) for case in (first, second, later)]
    assert numbers(page) == expected
    assert "Due today. Of those of the same day it waits longest." in page
    assert page.index("Due today.") > page.index(expected[0])


def test_one_link_with_one_key_opens_the_first_task(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    task = task_of(country, case)
    with clock.frozen_at(NOON):
        client = sign_in("song.mei")
        page = shown(client)
        assert re.search(rf'<a href="/desk/tasks/{task}/"[^>]*data-key="n"', page)
        assert client.get("/desk/next/")["Location"] == f"/desk/tasks/{task}/"


def test_an_overdue_task_says_by_how_many_working_days(sign_in: SignIn, apply: Apply) -> None:
    apply()
    with clock.frozen_at(at("2026-11-05 12:00")):
        page = shown(sign_in("song.mei"))
    assert "Overdue by 2 working days." in page
    assert "Overdue (1)" in page


def test_another_institution_has_nothing_of_it(sign_in: SignIn, apply: Apply) -> None:
    apply()
    with clock.frozen_at(NOON):
        page = shown(sign_in("zheng.tao"))
    assert numbers(page) == []
    assert "Nothing waits for you." in page


def test_the_filters_show_mine_unclaimed_and_overdue(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    mine, free = apply(), apply()
    with clock.frozen_at(NOON):
        officer = country.official("song.mei")
        processes.claim_task(officer, task_id=task_of(country, mine))
        client = sign_in("song.mei")
        assert numbers(shown(client, "/desk/?who=mine")) == [number_of(country, mine)]
        assert numbers(shown(client, "/desk/?who=unclaimed")) == [number_of(country, free)]
        assert numbers(shown(client, "/desk/?overdue=1")) == []
        assert len(numbers(shown(client, "/desk/?service=birth"))) == 2
        assert numbers(shown(client, "/desk/?service=nothing")) == []
        assert "Mine (1)" in shown(client)


def test_what_a_colleague_has_lies_apart_with_the_name(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    with clock.frozen_at(TWO_AT_THE_DESK):
        health = country.official("song.mei")
        processes.decide_task(health, task_id=task_of(country, case), outcome="granted")
        police = country.official("yan.bo")
        processes.claim_task(police, task_id=task_of(country, case, "yan.bo"))
        page = shown(sign_in("zheng.tao"))
    assert "Taken by colleagues (1)" in page
    assert "Yan Bo" in page
    assert "To do (0)" in page


def test_what_a_veto_stops_lies_apart_with_the_reason_and_is_not_the_next(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    apply()
    with clock.frozen_at(NOON):
        security.impose_veto(
            country.official("zhao"),
            subject=Ref.to("service", country.service("birth")),
            public_reason="A weakness was found.",
            alternative="Come to window 3.",
        )
        client = sign_in("song.mei")
        page = shown(client)
        assert client.get("/desk/next/")["Location"] == "/desk/"
    assert "Standing still (1)" in page
    assert "A weakness was found." in page
    assert 'data-key="n"' not in page


def test_a_lifted_veto_moves_the_due_day_of_the_step_by_its_working_days(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    apply()
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(at("2026-11-02 14:00")):
        veto = security.impose_veto(
            country.official("zhao"), subject=subject, public_reason="a", alternative="b"
        )
    with clock.frozen_at(at("2026-11-04 16:00")):
        security.lift_veto(country.official("qian"), veto_id=veto, evidence="patched")
        page = shown(sign_in("song.mei"))
    assert "Due in 1 working day" in page  # due on the 3rd, and two working days stood still


def test_a_number_opens_the_task_or_the_case(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    number = number_of(country, case)
    task = task_of(country, case)
    with clock.frozen_at(NOON):
        client = sign_in("song.mei")
        answer = client.get("/desk/search/", {"number": f" {number.lower()} "})
        assert answer["Location"] == f"/desk/tasks/{task}/"
        processes.decide_task(country.official("song.mei"), task_id=task, outcome="granted")
        answer = client.get("/desk/search/", {"number": number})
        assert answer["Location"] == f"/desk/cases/{case}/"
        for nothing in ("MZ-2026-BTH-000000-0", "", "x" * 3000):
            assert client.get("/desk/search/", {"number": nothing}).status_code == 404
        other = sign_in("jiang.yan").get("/desk/search/", {"number": number})
        assert other.status_code == 404


def test_the_number_of_statements_does_not_grow_with_the_rows(
    sign_in: SignIn, apply: Apply
) -> None:
    def counted() -> int:
        with clock.frozen_at(NOON), CaptureQueriesContext(connection) as caught:
            shown(client)
        return len(caught)

    client = sign_in("song.mei")
    apply()
    few = counted()
    for _ in range(12):
        apply()
    assert counted() == few <= MOST_STATEMENTS


def test_a_long_list_comes_in_pages(
    sign_in: SignIn, apply: Apply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onewindow.faces.workspace.views.inbox.PAGE", 2)
    for _ in range(3):
        apply(MORNING)
    with clock.frozen_at(NOON):
        client = sign_in("song.mei")
        first, second = shown(client), shown(client, "/desk/?page=2")
    assert (len(numbers(first)), len(numbers(second))) == (2, 1)
    assert not set(numbers(first)) & set(numbers(second))
    assert "To do (3)" in first


@pytest.mark.parametrize(
    ("login", "place"),
    [
        ("zhao", "/desk/security/"),
        ("tang.wei", "/desk/functions/"),
        ("xu.lan", "/desk/services/"),
        ("deng.kai", "/desk/outbox/"),
    ],
)
def test_who_has_no_pile_is_led_to_their_own_desk(sign_in: SignIn, login: str, place: str) -> None:
    assert sign_in(login).get("/desk/")["Location"] == place
