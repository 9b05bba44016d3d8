"""Which processes of a cluster are alive, asked of the kernel and never of a pid file."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def processes_in(data: Path) -> list[int]:
    """The live (not zombie) processes whose current folder is `data`: server and backends.

    Processes of other people are unreadable to us and are left out, which is right.
    Shape: process ids. On systems without /proc the pid file is believed if the pid lives.
    """
    if sys.platform != "linux":
        return [pid for pid in (noted(data)[0],) if pid and _exists(pid)]
    return [pid for pid in _pids() if _stands_in(pid, data)]


def postmaster(data: Path) -> int | None:
    """The pid of the live server, or None. A pid that a stranger reuses is not ours."""
    pid = noted(data)[0]
    return pid if pid and _lives(pid, data) else None


def generation(data: Path) -> str | None:
    """A word that changes with every start of the server; None while it does not run."""
    pid, started = noted(data)
    return f"{pid}@{started}" if pid and _lives(pid, data) else None


def noted(data: Path) -> tuple[int, str]:
    """What postmaster.pid says: pid (0 when absent or unreadable) and start time, as text."""
    try:
        lines = (data / "postmaster.pid").read_text().split("\n")
    except FileNotFoundError:
        return 0, ""
    if len(lines) < 3 or not lines[0].strip().isdigit():
        return 0, ""
    return int(lines[0]), lines[2].strip()


def end(data: Path, steps: tuple[tuple[signal.Signals, float], ...]) -> bool:
    """Send each signal to every process of the cluster and wait up to its seconds.

    True when none is left.
    """
    for word, seconds in steps:
        for pid in processes_in(data):
            _send(pid, word)
        if wait_empty(data, seconds):
            return True
    return not processes_in(data)


def wait_empty(data: Path, seconds: float) -> bool:
    """Wait until no process of the cluster lives; False when the seconds ran out."""
    until = time.monotonic() + seconds
    while processes_in(data):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _lives(pid: int, data: Path) -> bool:
    return _stands_in(pid, data) if sys.platform == "linux" else _exists(pid)


def _pids() -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def _stands_in(pid: int, data: Path) -> bool:
    entry = PROC / str(pid)
    try:
        if (entry / "cwd").readlink() != data:
            return False
        return (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:  # it ended while we looked, or it is another person's
        return False


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _send(pid: int, word: signal.Signals) -> None:
    try:
        os.kill(pid, word)
    except ProcessLookupError:  # it ended by itself, which is what we want
        return
