"""Applying, following and rating an application, through HTTP and without scripts."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.country import Country, at

from onewindow.faces.portal.tests.steps import (
    CHILD,
    NUMBER,
    PARENTS,
    WHO,
    applied,
    begin,
    filled,
    text_of,
)
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security

MORNING = at("2026-11-02 09:10")
DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}
ODD: list[dict[str, object]] = [
    {"child_name": "x" * 61},
    {"child_sex": "dragon"},
    {"child_name": ["a", "b"]},
    {"salary": "1"},
    {"birth_date_day": "31", "birth_date_month": "2"},
]


@pytest.fixture
def client(country: Country) -> Client:
    """Gives Li Na's browser."""
    return Client(SERVER_NAME="localhost")


def key_of(address: str) -> str:
    """Gives the id in the address of an application."""
    return address.rstrip("/").rpartition("/")[2]


def decide(country: Country, address: str, step: str, **decision: str) -> None:
    """Decides one step at its desk."""
    desk = country.official(DESKS[step])
    task = processes.claim_step(desk, instance_id=UUID(key_of(address)), node=step)
    processes.decide_task(desk, task_id=task, **({"outcome": "granted"} | decision))


def test_nine_questions_become_one_application_with_one_number(client: Client) -> None:
    with clock.frozen_at(MORNING):
        check = filled(client)
        preview = client.get(check)
        assert "Chen Xiaoyu" in text_of(preview)
        assert "28 October 2026" in text_of(preview)
        assert preview.content.decode().count("/questions/parents/") >= 3
        sent = client.post(check, WHO)
        receipt = text_of(client.get(sent["Location"]))
    number = NUMBER.search(receipt)
    assert number
    assert "We decide by 9 November 2026" in receipt
    assert "li.na@example.org" in receipt


def test_a_second_sending_of_the_same_form_gives_the_same_receipt(client: Client) -> None:
    with clock.frozen_at(MORNING):
        check = filled(client)
        first, second = client.post(check, WHO), client.post(check, WHO)
        assert first["Location"] == second["Location"]
        receipts = {NUMBER.search(text_of(client.get(a["Location"])))[0] for a in (first, second)}
        assert len(receipts) == 1
        sent = text_of(client.get("/en/applications/"))
        assert len(set(NUMBER.findall(sent))) == 1
        assert client.get(check).status_code == 302


def test_an_answer_that_cannot_be_taken_is_422_and_names_the_question(client: Client) -> None:
    with clock.frozen_at(MORNING):
        address = begin(client)
        answer = client.post(address, CHILD | {"child_name": "", "birth_date_year": "2099"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (
        "What is your child&#x27;s full name?"
        in re.search(r"error-summary__list.*?</ul>", page, re.S)[0]
    )
    assert 'href="#id_child_name"' in page
    assert 'id="id_child_name"' in page
    assert 'value="2099"' in page
    assert "<title>Error:" in page
    with clock.frozen_at(MORNING):
        assert 'value="Chen Xiaoyu"' not in client.get(address).content.decode()


def test_odd_answers_are_422_and_never_500(client: Client) -> None:
    with clock.frozen_at(MORNING):
        address = begin(client)
        for sent in ODD:
            assert client.post(address, CHILD | sent).status_code == 422, sent


def test_nul_in_an_answer_is_refused(client: Client) -> None:
    assert client.post(begin(client), CHILD | {"child_name": "a\x00b"}).status_code == 400


def test_a_form_without_its_token_is_refused(client: Client) -> None:
    address = begin(client)
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.post(address, CHILD)
    assert answer.status_code == 403
    assert "FORM_TOKEN" in text_of(answer)


def test_what_was_begun_goes_on_where_it_stood(client: Client) -> None:
    with clock.frozen_at(MORNING):
        address = begin(client)
        second = client.post(address, CHILD)["Location"]
        listed = client.get("/en/applications/").content.decode()
        resume = re.search(r'href="(/en/apply/[0-9a-f-]+/)"', listed)[1]
        assert client.get(resume)["Location"] == second
        page = client.get(second)
        assert "Page 2 of 4" in text_of(page)
        assert f'href="{address}" class="govuk-back-link"' in page.content.decode()
        assert 'value="Chen Xiaoyu"' in client.get(address).content.decode()


def test_a_change_from_the_preview_comes_back_to_the_preview(client: Client) -> None:
    with clock.frozen_at(MORNING):
        check = filled(client)
        parents = check.replace("check/", "questions/parents/")
        assert client.post(parents, PARENTS | {"mother_name": "Li Nana"})["Location"] == check
        assert "Li Nana" in text_of(client.get(check))
        # Without the other parent nobody asks whose household: that answer is gone.
        answer = client.post(parents, PARENTS | {"other_parent_name": ""})
        assert answer["Location"] == check
        assert "Whose household" not in text_of(client.get(check))


def test_the_preview_is_not_there_before_the_last_answer(client: Client) -> None:
    with clock.frozen_at(MORNING):
        address = begin(client)
        check = address.replace("questions/child/", "check/")
        assert client.get(check)["Location"] == address
        assert client.get(client.post(check, WHO)["Location"])["Location"] == address


def test_nobody_else_sees_an_application(client: Client, country: Country) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        stranger = Client(SERVER_NAME="localhost")
        assert stranger.get(address)["Location"].startswith("/accounts/login/?next=")
        begin(stranger)
        assert stranger.get(address).status_code == 403
        assert stranger.post(address + "withdraw/").status_code == 403
        assert stranger.post(address + "rate/", {"grade": "5"}).status_code == 403
        draft = address.replace("applications", "apply")
        assert stranger.get(draft).status_code in (403, 404)
        forged = Client(SERVER_NAME="localhost")
        forged.cookies["draft"] = key_of(address) + ":x:y"
        assert forged.get(address).status_code == 302


def test_all_results_stand_on_one_page_and_can_be_rated_once(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        assert client.post(address + "rate/", {"grade": "5"}).status_code == 409
    for day, step in enumerate(DESKS):
        with clock.frozen_at(MORNING + dt.timedelta(days=day, hours=1)):
            decide(country, address, step)
    page = text_of(client.get(address))
    assert page.count("Result Granted") == 4
    assert "Decided 5 November 2026" in page
    assert client.post(address + "rate/", {}).status_code == 422
    assert client.post(address + "rate/", {"grade": "6"}).status_code == 422
    assert client.post(address + "rate/", {"grade": "5", "comment": "Quick."}).status_code == 302
    assert "You gave 5 of 5" in text_of(client.get(address))
    assert client.post(address + "rate/", {"grade": "1"}).status_code == 409
    inbox = text_of(client.get("/en/messages/"))
    assert "Received:" in inbox
    assert "Granted:" in inbox


def test_a_refusal_says_why_on_which_basis_and_what_can_be_done(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        decide(country, address, "certificate")
        decide(
            country,
            address,
            "household",
            outcome="refused",
            reason="The mother is not registered here.",
            legal_basis="Household Registration Regulation, article 7",
            remedy="Appeal to the city within 60 days.",
        )
    page = text_of(client.get(address))
    assert "Reason The mother is not registered here." in page
    assert "Legal basis Household Registration Regulation, article 7" in page
    assert "What you can do Appeal to the city within 60 days." in page


def test_while_the_service_stands_still_the_applicant_reads_why_and_until_when(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        assert "Decision due by 9 November 2026" in text_of(client.get(address))
    with clock.frozen_at(at("2026-11-03 10:00")):
        veto = security.impose_veto(
            country.official("zhao"),
            subject=Ref.to("service", country.service("birth")),
            public_reason="It leaks.",
            alternative="Go to the service hall.",
        )
    with clock.frozen_at(at("2026-11-04 10:00")):
        page = text_of(client.get(address))
        assert "The service stands still for security: It leaks." in page
        assert "If you cannot wait: Go to the service hall." in page
    with clock.frozen_at(at("2026-11-05 10:00")):
        security.lift_veto(country.official("qian"), veto_id=veto, evidence="Mended.")
        page = text_of(client.get(address))
        assert "It leaks." not in page
        assert "Decision due by 11 November 2026 (moved" in page


def test_an_application_is_taken_back_once(client: Client) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        assert "Take the application back?" in text_of(client.get(address + "withdraw/"))
        assert client.post(address + "withdraw/").status_code == 302
        assert "Taken back" in text_of(client.get(address))
        assert client.post(address + "withdraw/").status_code == 409
        assert "nothing to take back" in text_of(client.get(address + "withdraw/"))


def test_a_message_is_marked_as_read_by_its_reader_only(client: Client) -> None:
    with clock.frozen_at(MORNING):
        applied(client)
        page = client.get("/en/messages/").content.decode()
        way = re.search(r'action="(/en/messages/[0-9a-f-]+/read/)"', page)[1]
        assert "1 new" in text_of(client.get("/en/applications/"))
        stranger = Client(SERVER_NAME="localhost")
        begin(stranger)
        assert stranger.post(way).status_code == 404
        assert Client(SERVER_NAME="localhost").post(way).status_code == 404
        assert client.post(way).status_code == 302
        assert way not in client.get("/en/messages/").content.decode()
        assert client.get(way).status_code == 405


def test_an_account_keeps_its_applications_on_every_device(
    client: Client, country: Country
) -> None:
    li_na = country.account("li.na")
    with clock.frozen_at(MORNING):
        client.force_login(li_na, backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.post(filled(client))
        address = answer["Location"].removesuffix("receipt/")
        assert "draft" not in client.cookies
        other = Client(SERVER_NAME="localhost")
        other.force_login(li_na, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert NUMBER.search(text_of(other.get("/en/applications/")))
        assert other.get(address).status_code == 200


def test_who_signs_in_later_still_reaches_what_was_begun_as_a_guest(
    client: Client, country: Country
) -> None:
    with clock.frozen_at(MORNING):
        address = applied(client)
        client.force_login(country.account("li.na"), backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get(address).status_code == 200
        assert NUMBER.search(text_of(client.get("/en/applications/")))


@pytest.mark.parametrize(("step", "most"), [("begin", 11), ("answer", 15), ("send", 42)])
def test_a_step_asks_the_database_no_more_than_it_must(
    client: Client, step: str, most: int
) -> None:
    with clock.frozen_at(MORNING):
        address = {"begin": begin, "answer": begin, "send": filled}[step](client)
        sent = {"begin": {}, "answer": CHILD, "send": WHO}[step]
        address = "/en/services/birth/start/" if step == "begin" else address
        with CaptureQueriesContext(connection) as asked:
            assert client.post(address, sent).status_code == 302
    assert len(asked) <= most, [one["sql"][:100] for one in asked]
