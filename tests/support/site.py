"""The real web server and the real worker on the database of the running test."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from onewindow.config.processes import Child, page_status, web_command, worker_command
from tests.support.database import SETTINGS, SOURCE

PATIENCE = 40.0  # seconds for a process to be ready on a busy machine


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@dataclass
class Running:
    """A child process with its words in a file."""

    name: str
    command: list[str]
    database_url: str
    home: Path
    port: int = 0
    child: Child = field(init=False)

    @property
    def log(self) -> Path:
        """The file with what the process said."""
        return self.home / f"{self.name}.log"

    def start(self) -> None:
        """Start it; `ready` tells when it answers."""
        out = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            self.child = Child(self.name, self.command, self._surroundings(), out)
            self.child.start()
        finally:
            os.close(out)

    def stop(self) -> None:
        """Ask it to end, wait, kill after 15 seconds."""
        self.child.ask_to_end()
        self.child.wait(time.monotonic() + 15)

    def words(self) -> str:
        """The last lines it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-40:])

    def _surroundings(self) -> dict[str, str]:
        """Ours, without the owner's address and without what the browser needs of us."""
        left_out = {"DATABASE_OWNER_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.database_url,
            "ONEWINDOW_HOME": str(self.home),
            "PORT": str(self.port),
            "PYTHONPATH": str(SOURCE),
        }


class Site(Running):
    """granian with the application; `url` is its address."""

    def __init__(self, database_url: str, home: Path) -> None:
        port = free_port()
        super().__init__("web", web_command(port), database_url, home, port)

    @property
    def url(self) -> str:
        """http://localhost:PORT, the name that passkeys accept."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start and wait for the first answer, whatever its status."""
        super().start()
        until = time.monotonic() + PATIENCE
        while not page_status(f"http://127.0.0.1:{self.port}/"):
            if self.child.has_ended() or time.monotonic() > until:
                raise RuntimeError(f"The web server does not answer. It said:\n{self.words()}")
            time.sleep(0.1)

    def restart(self) -> None:
        """A new process: nothing of the old one's memory."""
        self.stop()
        self.start()


class Worker(Running):
    """The worker; ready when it has signed in to the job tables."""

    def __init__(self, database_url: str, home: Path) -> None:
        super().__init__("worker", worker_command(), database_url, home)

    def start(self) -> None:
        """Start and wait until the worker has written its heartbeat."""
        super().start()
        until = time.monotonic() + PATIENCE
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            while not connection.execute("SELECT 1 FROM procrastinate_workers").fetchone():
                if self.child.has_ended() or time.monotonic() > until:
                    raise RuntimeError(f"The worker does not work. It said:\n{self.words()}")
                time.sleep(0.1)
