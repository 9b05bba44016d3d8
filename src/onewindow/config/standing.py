"""The database a command stands on: a real server by its address, or the embedded one."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg

from onewindow.config.embedded import Cluster
from onewindow.config.embedded.roles import APP, OWNER

STARTED = "SELECT pg_postmaster_start_time()::text"
PATIENCE = 3  # seconds to wait for a connection when a real server is asked how it is
ASK_EVERY = 5.0  # seconds between two such questions


class Standing(Protocol):
    """A database in use."""

    @property
    def app_url(self) -> str:
        """Address as the application's role: web, worker, tests."""

    @property
    def owner_url(self) -> str:
        """Address as the owner of the tables: migrations only. Empty where not given."""

    def generation(self) -> str | None:
        """A word that changes with every restart of the server; None while it is away."""

    def revive(self) -> None:
        """Start the server again if that is ours to do."""


class Embedded:
    """The embedded server under a home; held from `standing` until its end."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.app_url = cluster.url(APP)
        self.owner_url = cluster.url(OWNER)

    def generation(self) -> str | None:
        """As `Standing`: read from the kernel and the pid file, no connection."""
        return self._cluster.generation()

    def revive(self) -> None:
        """Start it; raises EmbeddedError with the reason."""
        self._cluster.ensure_running()


class External:
    """A server of the operator's own: watched, never started."""

    def __init__(self, app_url: str, owner_url: str) -> None:
        self.app_url = app_url
        self.owner_url = owner_url
        self._asked = 0.0
        self._answer: str | None = None

    def generation(self) -> str | None:
        """As `Standing`: one short connection every few seconds, the last answer in between."""
        if time.monotonic() - self._asked > ASK_EVERY:
            self._answer = self._ask()
            self._asked = time.monotonic()
        return self._answer

    def _ask(self) -> str | None:
        try:
            with psycopg.connect(self.app_url, connect_timeout=PATIENCE) as connection:
                row = connection.execute(STARTED).fetchone()
        except psycopg.OperationalError:  # away: the caller waits and asks again
            return None
        return str(row[0]) if row else None

    def revive(self) -> None:
        """Nothing: the operator's own service starts it."""


@contextlib.contextmanager
def standing(home: Path, database_url: str = "", owner_url: str = "") -> Iterator[Standing]:
    """Use the database of `database_url`, or hold the embedded one under `home`.

    The embedded server is stopped at the end if nobody else uses it.
    Raises: EmbeddedError, whose text says what to do next.
    """
    if database_url:
        yield External(database_url, owner_url)
        return
    cluster = Cluster(home)
    cluster.hold()
    try:
        yield Embedded(cluster)
    finally:
        cluster.leave()
