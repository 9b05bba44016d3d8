"""One journey on two web servers, two workers and a database on TCP; one of each is killed.

Nothing that matters lives in a process: what one server began, the other ends.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from tests.support.site import free_port

from onewindow.config.embedded import Cluster
from onewindow.config.processes import page_status, web_command, worker_command

PLACE = f"127.0.53.{os.getpid() % 250 + 1}"
WORD = "only-on-loopback"
SETTINGS = "onewindow.config.settings.tests"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOAD = "import django; django.setup(); from tests.support.country import load_country as l; l()"


@dataclass
class Post:
    """A mail server that keeps what it gets."""

    letters: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        """Keeps a letter."""
        self.letters.append(envelope.content.decode("utf-8", "replace"))
        return "250 kept"


class Visitor:
    """A browser without scripts: it keeps cookies and follows redirects."""

    def __init__(self) -> None:
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, address: str) -> tuple[str, str]:
        """Gives the address at which one arrives, and the page."""
        with self.opener.open(address, timeout=20) as answer:
            return answer.url, answer.read().decode()

    def post(self, address: str, **fields: str) -> tuple[str, str]:
        """Opens a page, sends its form, and gives where one arrives."""
        at, page = self.get(address)
        found = TOKEN.search(page)
        assert found, page[:2000]
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
        asked = urllib.request.Request(at, data, {"Referer": at})
        with self.opener.open(asked, timeout=20) as answer:
            return answer.url, answer.read().decode()


class Town:
    """Two web servers and two workers over one database on TCP."""

    def __init__(self, folder: Path, mail_port: int) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.urls = {
            role: f"postgresql://{role}:{WORD}@{PLACE}:5432/onewindow"
            for role in ("onewindow_app", "onewindow_owner")
        }
        self.ports = [free_port(), free_port()]
        self.mail_port = mail_port
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def surroundings(self, **more: str) -> dict[str, str]:
        """Gives the environment of every process of the town."""
        kept = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.urls["onewindow_app"],
            "ONEWINDOW_HOME": str(self.home),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail_port),
            "PYTHONPATH": f"src{os.pathsep}.",
            **more,
        }

    def run(self, *command: str, **more: str) -> str:
        """Runs a command to its end; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-P", *command],
            env=self.surroundings(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Starts two of each and waits until the servers answer."""
        commands = {
            "web-0": web_command(self.ports[0]),
            "web-1": web_command(self.ports[1]),
            "worker-0": worker_command(),
            "worker-1": worker_command(),
        }
        log = (self.home / "log").open("wb")
        for name, command in commands.items():
            self.children[name] = subprocess.Popen(
                command, env=self.surroundings(), stdout=log, stderr=log, start_new_session=True
            )
        log.close()
        for port in self.ports:
            wait_for(lambda port=port: page_status(f"http://127.0.0.1:{port}/en/") == 200)

    def kill(self, name: str) -> None:
        """Ends a process and its children without a word of warning."""
        child = self.children.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def address(self, server: int, path: str) -> str:
        """Gives an address at one of the two servers."""
        return f"http://127.0.0.1:{self.ports[server]}{path}"


def wait_for(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "It did not come about in time."
        time.sleep(0.2)


def on_tcp(cluster: Cluster) -> None:
    """Makes the server answer on TCP with passwords, as a real one does."""
    cluster.hold()
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET listen_addresses = '{PLACE}'")
        for role in ("onewindow_app", "onewindow_owner"):
            connection.execute(f"ALTER ROLE {role} PASSWORD '{WORD}'")
    cluster.stop()
    cluster.ensure_running()
    rules = cluster.home / "data" / "pg_hba.conf"
    with rules.open("a") as file:
        file.write("host all all 127.0.0.0/8 scram-sha-256\n")
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    """A mail server on a free port."""
    kept, port = Post(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


@pytest.fixture
def town(post: tuple[Post, int]) -> Iterator[Town]:
    """The town, with the country loaded; its server and processes end with the test."""
    folder = Path(tempfile.mkdtemp(prefix="ow-town-", dir="/var/tmp"))
    folder.chmod(0o711)
    made = Town(folder, post[1])
    cluster = Cluster(folder / "server")
    try:
        on_tcp(cluster)
        owner = made.urls["onewindow_owner"]
        made.run("-m", "django", "migrate", "-v0", DATABASE_URL=owner)
        made.run("-m", "django", "collectstatic", "--noinput", "-v0")
        made.run("-c", LOAD)
        made.start()
        yield made
    finally:
        for name in list(made.children):
            made.kill(name)
        cluster.leave()
        shutil.rmtree(folder)


CHILD = {
    "child_name": "Chen Xiaoyu",
    "child_sex": "female",
    "birth_date_day": "28",
    "birth_date_month": "10",
    "birth_date_year": "2026",
    "birth_hospital": "mingzhou_maternity",
}
PARENTS = {
    "mother_name": "Li Na",
    "mother_number": "000000199001010017",
    "other_parent_name": "Chen Wei",
}
WISHES = {"household_to_join": "mother", "card_pick_up": "service_hall"}


def test_a_killed_server_and_a_killed_worker_lose_nothing(
    town: Town, post: tuple[Post, int]
) -> None:
    visitor = Visitor()
    at, _ = visitor.post(town.address(0, "/en/services/birth/start/"))
    path = urllib.parse.urlsplit(at).path
    at, _ = visitor.post(town.address(1, path), **CHILD)
    town.kill("web-0")
    path = urllib.parse.urlsplit(at).path
    at, _ = visitor.post(town.address(1, path), **PARENTS)
    path = urllib.parse.urlsplit(at).path
    at, _ = visitor.post(town.address(1, path), **WISHES)
    town.kill("worker-0")
    at, page = visitor.post(at, name="Li Na", email="li.na@example.org")
    number = re.search(r"MZ-2026-BTH-000001-\w|MZ-\d{4}-BTH-\d{6}-\w", page)
    assert number, page[:3000]

    letters = post[0].letters
    wait_for(lambda: bool(letters))
    assert number[0] in str(letters[0])
    report = json.loads(town.run("-m", "onewindow.config.cli", "verify", "--json"))
    assert report["faults"] == []
    with psycopg.connect(town.urls["onewindow_owner"]) as owner:
        cases = owner.execute("SELECT number, state FROM delivery_cases_case").fetchall()
        sent = owner.execute("SELECT state FROM flow_messages_delivery").fetchall()
    assert cases == [(number[0], "submitted")]
    wait_for(lambda: len(letters) == 1, 3)
    assert sent == [("sent",)]
