"""What scales is asserted by counting: statements of each step, and that rows add none."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import brotli
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.applying import MORNING, applied
from tests.support.country import Country

from onewindow.faces.portal.tests.steps import CHILD, PARENTS, WHO, WISHES
from onewindow.faces.workspace.tests.desks import signed_in
from onewindow.ground.kernel import clock

# BEGIN and COMMIT are counted. Before these are raised: can the frame know it already?
MOST = {
    "service": 2,
    "start": 2,
    "begin": 6,
    "page": 4,
    "answer": 6,
    "preview": 3,
    "submit": 20,
    "receipt": 7,
}
FIRST_VISIT = 20_480


def counted(ask: Callable[[], HttpResponse]) -> tuple[HttpResponse, int]:
    """Gives an answer and how many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    return answer, len(asked)


def test_each_step_of_an_application_keeps_to_its_statements(country: Country) -> None:
    client, seen = Client(SERVER_NAME="localhost"), list[tuple[str, int]]()

    def step(name: str, ask: Callable[[], HttpResponse]) -> HttpResponse:
        answer, count = counted(ask)
        seen.append((name, count))
        return answer

    with clock.frozen_at(MORNING):
        applied(country)  # schemas and models are parsed once in a process
        step("service", lambda: client.get("/en/services/birth/"))
        step("start", lambda: client.get("/en/services/birth/start/"))
        at = step("begin", lambda: client.post("/en/services/birth/start/"))["Location"]
        for answers in (CHILD, PARENTS, WISHES):
            here = at
            step("page", lambda here=here: client.get(here))
            at = step("answer", lambda here=here, a=answers: client.post(here, a))["Location"]
        step("preview", lambda: client.get(at))
        sent = step("submit", lambda: client.post(at, WHO))
        assert step("receipt", lambda: client.get(sent["Location"])).status_code == 200
    sys.stdout.write(f"{seen}, {sum(count for _, count in seen)} in all\n")
    assert [(name, count) for name, count in seen if count > MOST[name]] == []


def test_an_inbox_asks_no_more_for_twelve_tasks_than_for_one(country: Country) -> None:
    with clock.frozen_at(MORNING + dt.timedelta(hours=3)):
        applied(country)
        desk = signed_in(country, "song.mei", "password", "mfa")
        desk.get("/desk/")
        one, few = counted(lambda: desk.get("/desk/"))
        for minute in range(11):
            applied(country, MORNING + dt.timedelta(minutes=minute))
        many, more = counted(lambda: desk.get("/desk/"))
    assert one.status_code == many.status_code == 200
    assert many.content.count(b"/desk/tasks/") > one.content.count(b"/desk/tasks/")
    assert more == few


def test_the_directory_asks_no_more_for_all_services_than_for_none(country: Country) -> None:
    client = Client(SERVER_NAME="localhost")
    with clock.frozen_at(MORNING):
        client.get("/en/services/")
        every, more = counted(lambda: client.get("/en/services/"))
        none, few = counted(lambda: client.get("/en/services/?audience=nobody"))
    assert every.content.count(b'href="/en/services/') > none.content.count(b'href="/en/services/')
    assert more == few


def test_the_page_of_a_service_travels_in_a_quarter_of_a_first_visit(country: Country) -> None:
    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "br"})
    with clock.frozen_at(MORNING):
        page = client.get("/en/services/birth/")
    assert page["Content-Encoding"] == "br"
    assert b"</html>" in brotli.decompress(page.content)
    assert len(page.content) <= FIRST_VISIT // 4
