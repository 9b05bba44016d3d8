"""A database for each test session: a clone of a template that is migrated once.

The server is that of DATABASE_URL and DATABASE_OWNER_URL where both are given, else an embedded
one in a home of its own that is kept between runs. Tests connect as the application's role; the
owner makes and drops. ONEWINDOW_FRESH=1 migrates anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege, ObjectInUse
from psycopg.rows import TupleRow

from onewindow.config.embedded import Cluster, roles

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
TURN = 7_310_220_000  # advisory lock: one process makes the template, the others wait
ATTEMPTS = 25  # to drop a database that autovacuum looks at
KEPT = 40  # templates that stay: switching between branches stays quick
SETTINGS = "onewindow.config.settings.tests"
_LOCK = "hashtextextended(%s, 0)"  # of a template in use; `_making` names have none


def tests_home() -> Path:
    """Where the embedded server of the tests lives between runs, one for each user."""
    if os.geteuid() == 0:  # the server's own account cannot pass through /root
        return Path("/var/tmp/onewindow-tests-0")
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "onewindow-tests"


@dataclass(frozen=True)
class TestServer:
    """A PostgreSQL server to test on: addresses of the application's role and of the owner.

    `holding` keeps the templates that are in use from whoever prunes, in this checkout or another.
    """

    __test__ = False
    app_url: str
    owner_url: str
    holding: Connection[TupleRow]

    def app(self, database: str) -> str:
        """Address of a database as the application's role."""
        return _with_database(self.app_url, database)

    def owner(self, database: str) -> str:
        """Address of a database as the owner."""
        return _with_database(self.owner_url, database)

    @contextlib.contextmanager
    def maintenance(self) -> Iterator[Connection[TupleRow]]:
        """A connection of the owner that may create and drop databases."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            yield connection

    def template(self, applications: list[str]) -> str:
        """The name of the migrated template; made first where it is absent."""
        name = f"tpl_{fingerprint(applications)}"
        self.holding.execute(f"SELECT pg_advisory_lock_shared({_LOCK})", [name])
        with self.maintenance() as owner:
            owner.execute("SELECT pg_advisory_lock(%s)", [TURN])
            fresh = os.environ.pop("ONEWINDOW_FRESH", "") == "1"
            if fresh or not exists(owner, name):
                self._make(owner, name)
                prune(owner)
        return name

    def _make(self, owner: Connection[TupleRow], name: str) -> None:
        making = f"{name}_making"
        drop(owner, making)
        drop(owner, name)
        owner.execute(_sql("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", making))
        with psycopg.connect(self.owner(making), autocommit=True) as inside:
            roles.prepare_database(inside)
        self._migrate(making)
        owner.execute(_sql("ALTER DATABASE {} RENAME TO {}", making, name))

    def _migrate(self, database: str) -> None:
        """Run the migrations as the owner in a process of their own."""
        url = self.owner(database)
        surroundings = {
            **os.environ,
            "DATABASE_URL": url,
            "DATABASE_OWNER_URL": url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(SOURCE),
        }
        command = [sys.executable, "-P", "-m", "django", "migrate", "--verbosity", "0"]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"The migrations fail; mend them first.\n{done.stderr[-6000:]}")

    def clone(self, template: str, name: str) -> None:
        """A fresh copy of the template under `name`, whoever uses an old one."""
        with self.maintenance() as owner:
            drop(owner, name)
            owner.execute(_sql("CREATE DATABASE {} TEMPLATE {}", name, template))

    def remove(self, name: str) -> None:
        """Drop a database, whoever uses it."""
        with self.maintenance() as owner:
            drop(owner, name)

    def sweep(self) -> None:
        """Drop what earlier runs on this machine left behind when they were killed."""
        with self.maintenance() as owner:
            found = owner.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"test_{_machine()}_%"]
            ).fetchall()
            for (name,) in found:
                if not _lives(int(name.split("_")[2])):
                    drop(owner, name)


@contextlib.contextmanager
def test_server() -> Iterator[TestServer]:
    """The server to test on, held as long as the session lasts."""
    app, owner = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if app and owner:
        with psycopg.connect(owner, autocommit=True) as holding:
            yield TestServer(app, owner, holding)
        return
    cluster = Cluster(tests_home())
    cluster.hold()
    try:
        app, owner = (cluster.url(role, "postgres") for role in (roles.APP, roles.OWNER))
        with psycopg.connect(owner, autocommit=True) as holding:
            yield TestServer(app, owner, holding)
    finally:
        cluster.leave()


test_server.__test__ = False  # type: ignore[attr-defined]


def session_database() -> str:
    """The name of this process's test database."""
    return f"test_{_machine()}_{os.getpid()}"


def fingerprint(applications: list[str]) -> str:
    """A word for all that decides what a migrated database looks like."""
    digest = hashlib.sha256("\n".join([*applications, roles.version()]).encode())
    files = [ROOT / "requirements/run.txt", *SOURCE.glob("onewindow/**/migrations/**/*.*")]
    for path in sorted(files):
        if path.suffix != ".pyc":
            digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def exists(owner: Connection[TupleRow], name: str) -> bool:
    """True when a database of that name is there."""
    row = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return row is not None


def drop(owner: Connection[TupleRow], name: str) -> None:
    """Drop a database and the sessions in it; nothing when it is absent.

    A worker of autovacuum is the superuser's: it may not be ended, so it is waited for.
    """
    for attempt in range(ATTEMPTS):
        try:
            owner.execute(_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
        except (InsufficientPrivilege, ObjectInUse):
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.2)
        else:
            return


def prune(owner: Connection[TupleRow], kind: str = "tpl") -> None:
    """Drop the templates that are beyond the newest few and that no session clones."""
    rows = owner.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC",
        [f"{kind}_"],
    ).fetchall()
    for (name,) in rows[KEPT:]:
        found = owner.execute(f"SELECT pg_try_advisory_lock({_LOCK})", [name]).fetchone()
        if found == (True,):  # else a session clones it
            drop(owner, name)
            owner.execute(f"SELECT pg_advisory_unlock({_LOCK})", [name])


def _sql(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _machine() -> str:
    """A short word for this machine: process numbers mean nothing on another one."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
