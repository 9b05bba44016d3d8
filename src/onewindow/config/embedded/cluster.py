"""One embedded PostgreSQL, shared by all processes of one person on one machine.

Who needs it holds it; the last one out stops it. Nothing here believes a pid file.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import Connection
from psycopg.pq import PGconn, Ping
from psycopg.rows import TupleRow

from onewindow.config.embedded import account, binaries, liveness, roles
from onewindow.config.embedded.errors import EmbeddedError
from onewindow.config.embedded.places import Places
from onewindow.config.embedded.server import START_SECONDS, SUPERUSER, Server

DATABASE = "onewindow"


class Cluster:
    """The server under `home`.

    `programs` is the bin folder of another PostgreSQL (15 or newer); by default the wheel's.
    Every method raises EmbeddedError, whose text says what to do next.
    """

    def __init__(self, home: Path, programs: Path | None = None) -> None:
        self.home = Path(os.path.realpath(home))
        self._places = Places(self.home)
        self._programs = programs
        self._held: int | None = None

    def ensure_running(self) -> bool:
        """Make and start the server if it does not run. True when it had to be started.

        Without `hold` another process that leaves may stop it again.
        """
        with self._turn():
            return self._ensure()

    def hold(self) -> bool:
        """Become a user of the server, starting it if needed: it runs until the last leaves.

        True when it had to be started. Twice is once.
        """
        with self._turn():
            started = self._ensure()
            if self._held is None:
                self._held = _opened(self.home / ".users")
                fcntl.flock(self._held, fcntl.LOCK_SH)
            return started

    def leave(self) -> bool:
        """Stop being a user. True when we were the last one and the server was stopped."""
        if self._held is None:
            return False
        with self._turn():
            held, self._held = self._held, None
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            else:
                self._server.stop()
                return True
            finally:
                os.close(held)

    def stop(self) -> None:
        """Stop the server now, whoever uses it."""
        with self._turn():
            self._server.stop()

    def is_running(self) -> bool:
        """True while the server's first process lives."""
        return liveness.postmaster(self._places.data) is not None

    def generation(self) -> str | None:
        """A word that changes with every start of the server; None while it does not run."""
        return liveness.generation(self._places.data)

    def url(self, role: str, database: str = DATABASE) -> str:
        """A libpq address over the socket: postgresql://role@/database?host=/folder.

        The folder is a query parameter, because a host is folded to small letters by URL parsers.
        """
        folder = quote(str(self._places.run), safe="/")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={folder}"

    def program(self, name: str) -> str:
        """The full path of one of the server's programs (pg_dump, psql, pg_basebackup)."""
        return self._server.binaries.program(name)

    @cached_property
    def _server(self) -> Server:
        me, server = account.current(), account.serving()
        self._places.prepare(server)
        if self._programs is not None:
            programs = self._programs
        elif me.uid == server.uid:
            programs = binaries.of_the_wheel() / "bin"
        else:
            programs = binaries.copied(self.home / "dist", server.gid)
        return Server(self._places, server, binaries.at(programs), me, roles.ROLES)

    def _ensure(self) -> bool:
        server = self._server
        runs = liveness.postmaster(self._places.data) is not None and self._answers()
        if not runs:
            server.clear_stale()
            if not server.is_made:
                server.make()
            server.check_version()
            server.configure()
            server.start()
        self._furnish(self.home / ".roles")
        return not runs

    def _answers(self) -> bool:
        """True once a live server accepts connections; it may still be recovering.

        False when nobody listens: the process was killed a moment ago, or is ending.
        """
        until = time.monotonic() + START_SECONDS
        while (told := PGconn.ping(self.url(SUPERUSER, SUPERUSER).encode())) == Ping.REJECT:
            if time.monotonic() > until:
                raise EmbeddedError(
                    f"The database has refused connections for {START_SECONDS} seconds. Read "
                    f"{self._places.log}; if it still recovers, wait and start again."
                )
            time.sleep(0.1)
        return told == Ping.OK

    def _furnish(self, done: Path) -> None:
        """Roles, database and privileges: once, and again when `roles` changed."""
        made = f"{(self._places.data / 'PG_VERSION').stat().st_mtime_ns} {roles.version()}"
        if done.exists() and done.read_text() == made:
            return
        with self._connect(SUPERUSER) as admin:
            roles.create_roles(admin)
            roles.create_database(admin, DATABASE)
        with self._connect(DATABASE) as admin:
            roles.prepare_database(admin)
        done.write_text(made)

    def _connect(self, database: str) -> Connection[TupleRow]:
        try:
            return psycopg.connect(self.url(SUPERUSER, database), autocommit=True)
        except psycopg.OperationalError as problem:
            raise EmbeddedError(
                f"The database runs but does not let us in: {problem}. Read {self._places.log}, "
                f"then start again."
            ) from problem

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time starts, joins or stops; the others wait."""
        self._places.prepare(account.serving())
        door = _opened(self.home / ".turn")
        try:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield
        finally:
            os.close(door)


def _opened(path: Path) -> int:
    """A file descriptor for locking; closed in children, readable by nobody else."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
