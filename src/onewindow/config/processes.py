"""The parent of web and worker on one machine: starts, watches, restarts and ends them.

    with standing(home, database_url, owner_url) as database:
        migrate(database.owner_url)
        return serve(database, home, port, "onewindow.config.settings.demo")

In a real installation each is a service of its own (`onewindow web`, `onewindow worker`).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onewindow.config.standing import Standing

BIND = "127.0.0.1"
APPLICATION = "onewindow.config.wsgi:application"
GRANIAN = (
    "--interface",
    "wsgi",
    "--workers",
    "1",
    "--blocking-threads",
    "4",
    "--no-ws",
    "--respawn-failed-workers",
    "--workers-kill-timeout",
    "10",
)
GRACE = 15.0  # seconds a child may take to end before it is killed
LOOK = 0.5  # seconds between two looks at the children and the database
QUICK = 5.0  # a child that lived shorter than this did not start well
ATTEMPTS = 3  # quick deaths in a row before we give up
FIRST_PAGE = 60.0  # seconds
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)  # opened here: a forked child must not load libraries
AS_ROOT = (
    "Web and worker run as root, which is for trying only: a real installation gives each an "
    "account of its own."
)
OWNERS_ONLY = ("DATABASE_OWNER_URL",)  # never handed to web or worker


def web_command(port: int, bind: str = BIND) -> list[str]:
    """The command line of the web server."""
    where = ["--host", bind, "--port", str(port)]
    return [sys.executable, "-P", "-m", "granian", *GRANIAN, *where, APPLICATION]


def worker_command() -> list[str]:
    """The command line of the worker: `onewindow worker`."""
    return [sys.executable, "-P", "-m", "onewindow.config.cli", "worker"]


def child_environment(
    database: Standing, home: Path, port: int, settings_module: str
) -> dict[str, str]:
    """What web and worker see of the surroundings: everything but the owner's address."""
    kept = {name: value for name, value in os.environ.items() if name not in OWNERS_ONLY}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings_module,
        "ONEWINDOW_HOME": str(home),
        "DATABASE_URL": database.app_url,
        "PORT": str(port),
        "ONEWINDOW_POOL": "1",
    }


@dataclass
class Child:
    """One child process that ends when we end, even when we are killed."""

    name: str
    command: list[str]
    environment: dict[str, str]
    output: int | None = None  # a file descriptor for its words; None: ours
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = field(default=0)

    def start(self) -> None:
        """Start it in a session of its own, so that the terminal's Ctrl-C comes to us only."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  one system call, nothing that locks
        )

    def has_ended(self) -> bool:
        """True when the process is gone though nobody asked it to go."""
        return self.process is not None and self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Send SIGTERM; `wait` does the waiting."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for the end until a moment of the monotonic clock, then kill."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_the_rest()

    def _end_the_rest(self) -> None:
        """Kill what the ended process left in its session: it would keep serving the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):  # nothing was left
                os.killpg(self.process.pid, signal.SIGKILL)

    def restart(self) -> bool:
        """Start again after an end. False when it ended quickly too often."""
        self._end_the_rest()
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK else 0
        if self.quick_deaths >= ATTEMPTS:
            return False
        self.start()
        return True


def serve(
    database: Standing,
    home: Path,
    port: int,
    settings_module: str,
    bind: str = "",
    say: Callable[[str], None] | None = None,
) -> int:
    """Run web and worker until Ctrl-C or SIGTERM; restart what ends.

    Returns the exit code: 0 after Ctrl-C, 1 when the port is taken or a child does not stay up.
    `bind` is an address; empty means ONEWINDOW_BIND or 127.0.0.1. `say` prints a sentence.
    """
    tell = say or _print
    bind = bind or os.environ.get("ONEWINDOW_BIND", "") or BIND
    problem = port_problem(bind, port)
    if problem:
        tell(problem)
        return 1
    if os.geteuid() == 0:
        tell(AS_ROOT)
    surroundings = child_environment(database, home, port, settings_module)
    children = [
        Child("web", web_command(port, bind), surroundings),
        Child("worker", worker_command(), surroundings),
    ]
    with _ending() as end:
        try:
            for child in children:
                child.start()
            threading.Thread(target=_greet, args=(bind, port, end, tell), daemon=True).start()
            return _watch(database, children, end, tell)
        finally:
            end.set()
            _end_all(children)


def port_problem(bind: str, port: int) -> str:
    """A sentence that says why the port cannot be used, or nothing."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((bind, port))
        except OSError as problem:
            reason = problem.strerror
            return f"Port {port} on {bind} cannot be used ({reason}). Set PORT to a free one."
    return ""


def _watch(
    database: Standing,
    children: list[Child],
    end: threading.Event,
    tell: Callable[[str], None],
) -> int:
    """Look at the database and the children until the end is asked for."""
    known = database.generation()
    worker = children[-1]
    while not end.wait(LOOK):
        now = database.generation()
        if now is None:
            database.revive()
        elif now != known:
            # The worker loses LISTEN silently when the server restarts: jobs would wait.
            tell("The database was restarted. The worker is restarted with it.")
            known = now
            _end_all([worker])
            worker.start()
        for child in children:
            if not child.has_ended():
                continue
            tell(f"The {child.name} process ended and is started again.")
            if not child.restart():
                tell(f"The {child.name} process does not stay up. Read its messages above.")
                return 1
    return 0


def _end_all(children: list[Child]) -> None:
    for child in children:
        child.ask_to_end()
    until = time.monotonic() + GRACE
    for child in children:
        child.wait(until)


def _greet(bind: str, port: int, end: threading.Event, tell: Callable[[str], None]) -> None:
    """Print the address once the first page answers (any status below 500)."""
    host = BIND if bind == "0.0.0.0" else bind  # noqa: S104  compared, not bound
    until = time.monotonic() + FIRST_PAGE
    while not end.wait(0.1):
        status = page_status(f"http://{host}:{port}/")
        if 0 < status < 500:
            tell(f"OneWindow is ready: http://localhost:{port}   (Ctrl-C stops it)")
            return
        if time.monotonic() > until:
            tell(f"No page after {FIRST_PAGE:.0f} seconds. Read the messages above.")
            return


def page_status(address: str) -> int:
    """The HTTP status of one attempt to read a page; 0 while nobody answers."""
    asked = urllib.request.Request(address, headers={"Host": "localhost"})  # noqa: S310  loopback
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310  our own loopback
            return int(answer.status)
    except urllib.error.HTTPError as told:
        told.close()
        return told.code
    except OSError:  # not up yet: the caller asks again
        return 0


@contextlib.contextmanager
def _ending() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets; handlers restored at the end."""
    end = threading.Event()
    words = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {word: signal.signal(word, lambda *_: end.set()) for word in words}
    try:
        yield end
    finally:
        for word, handler in before.items():
            signal.signal(word, handler)


def _die_with_parent() -> None:
    """In the child, before exec: the kernel ends it when its parent dies (Linux only)."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _print(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
