"""Pooled connections that died while nobody looked are never handed to a request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from tests.support.database import TestServer, session_database

from onewindow.config.postgresql.base import DatabaseWrapper, has_ended
from onewindow.config.settings import environment

POOL = 3
END_THEM = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = %s AND pid <> pg_backend_pid() AND application_name = 'pooled'
"""


@pytest.fixture
def pooled(
    django_db_setup: None, django_db_blocker: Any, database_server: TestServer
) -> Iterator[DatabaseWrapper]:
    """A wrapper with a pool of its own on the test's database."""
    settings: dict[str, Any] = dict(connection.settings_dict)
    settings |= environment.database(database_server.app(session_database()), pool=True)
    settings["OPTIONS"] |= {
        "pool": {"min_size": POOL, "max_size": POOL, "timeout": 10},
        "application_name": "pooled",
    }
    wrapper = DatabaseWrapper(settings, alias="pooled")
    connections.settings["pooled"] = settings
    connections["pooled"] = wrapper
    with django_db_blocker.unblock():
        wrapper.pool.open(wait=True, timeout=30)
        yield wrapper
        wrapper.close()
        wrapper.close_pool()
    del connections["pooled"]
    del connections.settings["pooled"]


def answers(wrapper: DatabaseWrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    wrapper.close()
    return int(pid)


def test_after_the_server_has_ended_every_connection_the_next_requests_get_living_ones(
    pooled: DatabaseWrapper, database_server: TestServer
) -> None:
    before = {answers(pooled) for _ in range(2 * POOL)}
    with database_server.maintenance() as owner:
        ended = owner.execute(END_THEM, [session_database()]).fetchall()
    assert len(ended) == POOL
    time.sleep(0.2)  # until the ends have arrived at the sockets
    after = {answers(pooled) for _ in range(2 * POOL)}
    assert after
    assert not before & after


def test_a_living_connection_is_told_from_an_ended_one_without_asking(
    pooled: DatabaseWrapper,
) -> None:
    pooled.ensure_connection()
    raw = pooled.connection
    assert not has_ended(raw)
    raw.close()
    assert has_ended(raw)


def setting(wrapper: DatabaseWrapper) -> str:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT current_setting('onewindow.actor', true)")
        return str(cursor.fetchone()[0] or "")


@pytest.mark.parametrize("value", ["person:1", "", "a'; DROP TABLE x; --", '李娜\\"', "''"])
def test_settings_begin_and_end_with_their_transaction(pooled: DatabaseWrapper, value: str) -> None:
    with transaction.atomic(using="pooled"):
        pooled.set_locally({"onewindow.actor": value})
        assert setting(pooled) == value
        pooled.set_locally({"onewindow.actor": "another"})
        assert setting(pooled) == "another"
    assert setting(pooled) == ""


def test_what_is_written_after_such_a_beginning_is_rolled_back_with_it(
    pooled: DatabaseWrapper,
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(using="pooled"):
        pooled.set_locally({"onewindow.actor": "x"})
        with pooled.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE gone (x int)")
        raise ZeroDivisionError
    with pooled.cursor() as cursor:
        cursor.execute("SELECT to_regclass('gone')")
        assert cursor.fetchone() == (None,)


def test_a_setting_that_cannot_be_set_is_an_error_and_leaves_a_usable_connection(
    pooled: DatabaseWrapper,
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(using="pooled"):
        pooled.set_locally({"server_version": "1"})
    assert setting(pooled) == ""
