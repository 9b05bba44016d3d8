"""The parent of web and worker, with small stand-ins for both and a real database."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onewindow.config.embedded import Cluster, liveness
from onewindow.config.processes import port_problem

SOURCE = Path(__file__).parents[3]
PARENT = """
import os, sys
from pathlib import Path
from onewindow.config import processes
from onewindow.config.standing import standing

note = "import os, sys; open(sys.argv[1], 'a').write(str(os.getpid()) + chr(10)); "
secret = "open(sys.argv[1] + '.owner', 'w').write(os.environ.get('DATABASE_OWNER_URL', 'none')); "
rest = "import time; time.sleep(600)"
serve_pages = ("import http.server as h; h.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[2])), "
               "h.SimpleHTTPRequestHandler).serve_forever()")
home = Path(sys.argv[1])
web, worker = str(home.parent / "web"), str(home.parent / "worker")
processes.web_command = lambda port, bind: [
    sys.executable, "-c", note + serve_pages, web, str(port)]
processes.worker_command = lambda: [
    sys.executable, "-c", note + (sys.argv[3] or secret + rest), worker]
with standing(home) as database:
    sys.exit(processes.serve(database, home, int(sys.argv[2]), "no.settings"))
"""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def eventually(holds: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Parent:
    def __init__(self, folder: Path, worker: str = "") -> None:
        self.home = folder / "home"
        self.folder = folder
        command = [sys.executable, "-P", "-c", PARENT, str(self.home), str(free_port()), worker]
        surroundings = {**os.environ, "PYTHONPATH": str(SOURCE), "DATABASE_OWNER_URL": "secret"}
        self.words = folder / "words"
        with self.words.open("w") as out:
            self.process = subprocess.Popen(
                command, env=surroundings, stdout=out, stderr=out, cwd=folder
            )

    def pids(self, name: str) -> list[int]:
        noted = self.folder / name
        return [int(line) for line in noted.read_text().split()] if noted.exists() else []

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.words.read_text()
        return "OneWindow is ready: http://localhost:" in self.words.read_text() and bool(
            self.pids("worker")
        )


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="ow-"))
    path.chmod(0o711)
    yield path
    if (path / "home").is_dir():
        Cluster(path / "home").stop()
    shutil.rmtree(path)


@pytest.fixture
def parent(folder: Path) -> Iterator[Parent]:
    made = Parent(folder)
    eventually(made.is_up)
    yield made
    made.process.kill()
    made.process.wait()


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_with_zero(parent: Parent, word: signal.Signals) -> None:
    children = parent.pids("web") + parent.pids("worker")
    parent.process.send_signal(word)
    assert parent.process.wait(20) == 0
    assert not any(lives(pid) for pid in children)
    assert liveness.processes_in(parent.home / "data") == []


def test_a_worker_that_ends_is_started_again(parent: Parent) -> None:
    os.kill(parent.pids("worker")[0], signal.SIGKILL)
    eventually(lambda: len(parent.pids("worker")) == 2)
    assert len(parent.pids("web")) == 1


def test_a_killed_database_is_started_again_and_the_worker_with_it(parent: Parent) -> None:
    master = liveness.postmaster(parent.home / "data")
    assert master is not None
    os.kill(master, signal.SIGKILL)
    eventually(lambda: len(parent.pids("worker")) == 2)
    assert liveness.postmaster(parent.home / "data") not in (None, master)
    assert not lives(parent.pids("worker")[0])
    assert len(parent.pids("web")) == 1


def test_a_killed_parent_takes_its_children_along_and_the_next_one_joins(
    parent: Parent, folder: Path
) -> None:
    children = parent.pids("web") + parent.pids("worker")
    parent.process.kill()
    parent.process.wait()
    eventually(lambda: not any(lives(pid) for pid in children))
    assert liveness.postmaster(folder / "home" / "data") is not None
    (folder / "words").unlink()
    heir = Parent(folder)
    eventually(heir.is_up)
    heir.process.send_signal(signal.SIGINT)
    assert heir.process.wait(20) == 0
    assert liveness.processes_in(folder / "home" / "data") == []


def test_a_worker_that_does_not_stay_up_ends_the_parent_with_one(folder: Path) -> None:
    broken = Parent(folder, "sys.exit(3)")
    assert broken.process.wait(30) == 1
    assert "worker process does not stay up" in broken.words.read_text()
    assert not any(lives(pid) for pid in broken.pids("web"))
    assert liveness.processes_in(folder / "home" / "data") == []


def test_the_owners_address_never_reaches_a_child(parent: Parent) -> None:
    eventually((parent.folder / "worker.owner").exists)
    eventually(lambda: (parent.folder / "worker.owner").read_text() == "none")


def test_a_taken_port_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port}" in port_problem("127.0.0.1", port)
        assert "Set PORT to a free one" in port_problem("127.0.0.1", port)
    assert port_problem("127.0.0.1", port) == ""
