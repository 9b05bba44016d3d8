"""A database with the demo country, servers and worker on it, and what they cost in CPU."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from tests.support.country import Country, load_country
from tests.support.database import ROOT, SOURCE, TestServer, test_server
from tests.support.fixtures import _collect as collect_static
from tests.support.site import Running, Site, Worker

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


class BenchSite(Site):
    """The web server with the settings of the bench."""

    settings = "tools.benching.settings"

    def _surroundings(self) -> dict[str, str]:
        return _with_settings(super()._surroundings(), self.settings)


class ColdSite(BenchSite):
    """The web server without the shelf."""

    settings = "tools.benching.cold"


class BenchWorker(Worker):
    """The worker with the settings of the bench."""

    def _surroundings(self) -> dict[str, str]:
        return _with_settings(super()._surroundings(), "tools.benching.settings")


def _with_settings(surroundings: dict[str, str], settings: str) -> dict[str, str]:
    path = os.pathsep.join([str(SOURCE), str(ROOT)])
    return {**surroundings, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": path}


@dataclass
class World:
    """Where the bench happens."""

    database_url: str
    owner_url: str
    home: Path

    @contextlib.contextmanager
    def running(self, *kinds: type[Running]) -> Iterator[list[Running]]:
        """Gives processes that have started, and ends them."""
        with contextlib.ExitStack() as stack:
            made = []
            for kind in kinds:
                one = kind(self.database_url, self.home)  # type: ignore[call-arg,arg-type]
                one.start()
                stack.callback(one.stop)
                made.append(one)
            yield made

    def database_cpu(self) -> float:
        """Gives the CPU milliseconds of the server's processes that serve this database."""
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            rows = owner.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid()"
            ).fetchall()
        return sum(_cpu(pid) for (pid,) in rows)

    def jobs_left(self) -> int:
        """Counts the jobs that wait or run."""
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            row = owner.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            ).fetchone()
        return int(row[0]) if row else 0

    def wait_for_jobs(self, seconds: float = 60) -> bool:
        """Waits until no job is left; says whether that happened."""
        until = time.monotonic() + seconds
        while self.jobs_left():
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True


def process_cpu(running: Running) -> float:
    """Gives the CPU milliseconds of a process and all below it."""
    return sum(_cpu(pid) for pid in _family(running.child.process.pid))


def _family(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            pid = int(entry.name)
            parents[pid] = int(_stat(pid)[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    try:
        fields = _stat(pid)
    except OSError:  # ended meanwhile
        return 0.0
    return (int(fields[11]) + int(fields[12])) * TICK


@contextlib.contextmanager
def world(home: Path) -> Iterator[World]:
    """Gives a fresh database with the demo country, loaded by its own commands."""
    from django.conf import settings  # Django is set up by the caller
    from django.db import connections

    from onewindow.config.settings import environment

    collect_static(Path(settings.STATIC_ROOT))
    name = f"bench_{os.getpid()}"
    with test_server() as server:
        server.clone(server.template(list(settings.INSTALLED_APPS)), name)
        try:
            address = server.app(name)
            connections["default"].settings_dict.update(environment.database(address, pool=False))
            load_country()
            shorten_form()
            connections.close_all()
            _settle(server, name)
            yield World(address, server.owner(name), home)
        finally:
            connections.close_all()
            server.remove(name)


def shorten_form() -> None:
    """Puts the nine questions on two pages and asks all of them: the way that the bar speaks of.

    The demo's own form has a third page, as one question depends on an answer of the second.
    """
    from onewindow.config.demo.reader import read_country
    from onewindow.flow.forms import public as forms

    schema = json.loads(json.dumps(read_country().forms["birth"]))
    first, second, third = schema["sections"]
    second["questions"] += third["questions"]
    for question in second["questions"]:
        question.pop("condition", None)
    schema["sections"] = [first, second]
    owner = Country().official("xu.lan")
    version = forms.write_form_version(owner, schema=schema)
    forms.publish_form_version(owner, version_id=version)


def _settle(server: TestServer, name: str) -> None:
    """Gives the planner its statistics, as autovacuum would soon."""
    with psycopg.connect(server.owner(name), autocommit=True) as owner:
        owner.execute("ANALYZE")
