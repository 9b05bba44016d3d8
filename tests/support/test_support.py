"""What every other test relies on: the role, the fresh database, the real server."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection
from playwright.sync_api import Page

from onewindow.config.processes import page_status
from tests.support.database import KEPT, TestServer, drop, exists, prune
from tests.support.site import Site, Worker


@pytest.mark.django_db
def test_tests_are_the_application_and_not_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, database = cursor.fetchone()
        assert role == "onewindow_app"
        assert database.startswith("test_")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("CREATE TABLE mine (id int)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_committing_test_finds_the_database_fresh(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left_behind").exists()
    ContentType.objects.create(app_label="left_behind", model=f"thing{turn}")


def test_a_template_in_use_stays_however_many_checkouts_make_newer_ones(
    database_server: TestServer,
) -> None:
    names = [f"planks_{number}" for number in range(KEPT + 2)]
    with database_server.maintenance() as owner, database_server.maintenance() as another:
        another.execute("SELECT pg_advisory_lock_shared(hashtextextended(%s, 0))", [names[0]])
        try:
            for name in names:
                owner.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            prune(owner, "planks")
            assert [exists(owner, name) for name in names] == [True, False, *[True] * KEPT]
        finally:
            for name in names:
                drop(owner, name)


def test_the_site_is_the_real_server_on_the_database_of_the_test(site: Site) -> None:
    assert page_status(f"http://127.0.0.1:{site.port}/") > 0
    with psycopg.connect(site.database_url) as beside:
        row = beside.execute("SELECT current_database()").fetchone()
    assert row == (connection.settings_dict["NAME"],)


def test_a_killed_server_leaves_no_process_behind_that_keeps_serving(site: Site) -> None:
    assert site.child.process is not None
    session = site.child.process.pid
    site.child.process.kill()
    assert page_status(f"http://127.0.0.1:{site.port}/") > 0, "its worker process outlives it"
    site.restart()
    assert states_of(session) <= {"Z"}


def states_of(session: int) -> set[str]:
    """The states of the processes of one session; Z is one that only waits to be forgotten."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended while we looked
            state, _, _, its_session = entry.read_text().rsplit(")", 1)[1].split()[:4]
            if int(its_session) == session:
                found.add(state)
    return found


def test_the_worker_signs_in_to_the_database_of_the_test(worker: Worker) -> None:
    assert not worker.child.has_ended()


@pytest.mark.browser
def test_the_browser_opens_the_site(site: Site, page: Page) -> None:
    answer = page.goto(site.url + "/")
    assert answer is not None
    assert answer.status < 500
