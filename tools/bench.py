"""Measures pages, the citizen's whole way, and the search; writes docs/bench.md.

.venv/bin/python -P tools/bench.py                 # measure and write
.venv/bin/python -P tools/bench.py --quick         # few repetitions, nothing is written
.venv/bin/python -P tools/bench.py --overlaps      # measure the search for overlaps alone
"""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
HOME = Path(tempfile.mkdtemp(prefix="onewindow-bench-"))  # keys, static files, logs of this run
os.environ["ONEWINDOW_HOME"] = str(HOME)
os.environ.pop("ONEWINDOW_KEYS", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings.tests")

import django  # noqa: E402

django.setup()

from tests.support.site import Running  # noqa: E402
from tools.benching import overlaps, search, taking_in  # noqa: E402
from tools.benching.citizen import Citizen  # noqa: E402
from tools.benching.world import (  # noqa: E402
    BenchSite,
    BenchWorker,
    ColdSite,
    World,
    process_cpu,
    world,
)

PAGE = ROOT / "docs" / "bench.md"
SERVICE = "/en/services/birth/"
BARE = 0.089  # CPU ms of a bare view on the machine that the bars were set for
ROUNDS, REQUESTS, FLOWS, CLIENTS, SECONDS = 7, 300, 60, (4, 16), 10.0
SERVICES = 2000


@dataclass
class Measured:
    """CPU per request in milliseconds of each round, and the median time until the answer."""

    name: str
    web: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Gives the median CPU of web and database together."""
        return statistics.median(w + d for w, d in zip(self.web, self.database, strict=True))

    def row(self) -> str:
        """Gives the line of a table: medians, and the spread of the CPU."""
        both = [w + d for w, d in zip(self.web, self.database, strict=True)]
        web, data = statistics.median(self.web), statistics.median(self.database)
        spread = f"{min(both):.2f} to {max(both):.2f}"
        wall = statistics.median(self.wall)
        return f"| {self.name} | {web:.2f} | {data:.2f} | {self.cpu:.2f} | {spread} | {wall:.2f} |"


HEAD = (
    "| | web, CPU ms | database, CPU ms | both | spread of both | until the answer, ms |\n"
    "|---|---|---|---|---|---|"
)


@contextlib.contextmanager
def costing(place: World, one: Running, into: Measured, count: int) -> Iterator[None]:
    """Adds what happens inside to the measure, divided by `count`."""
    web, data, begun = process_cpu(one), place.database_cpu(), time.perf_counter()
    yield
    into.wall.append((time.perf_counter() - begun) * 1000 / count)
    into.web.append((process_cpu(one) - web) / count)
    into.database.append((place.database_cpu() - data) / count)


def pages(place: World, rounds: int, requests: int) -> dict[str, Measured]:
    """Measures the reference views and the service page, warm and cold, round by round."""
    with place.running(BenchSite, ColdSite) as (warm, cold):
        length = len(Citizen(cold.port).get(SERVICE)[1])
        plans = {
            "trivial": (warm, "/bench/trivial/"),
            "service page, warm": (warm, SERVICE),
            "plain": (cold, f"/bench/plain/?bytes={length}"),
            "service page, cold": (cold, SERVICE),
        }
        found = {name: Measured(name) for name in plans}
        for turn in range(rounds + 1):  # the first one warms up and is not counted
            for name, (site, path) in plans.items():
                into = found[name] if turn else Measured(name)
                reader = Citizen(site.port)
                with costing(place, site, into, requests):
                    for _ in range(requests):
                        status, body, _goal = reader.get(path)
                        assert status == 200, (path, status)
                        assert name == "trivial" or abs(len(body) - length) < length / 10, name
                reader.close()
    return found


def bare() -> float:
    """Measures a Django view that does nothing, in process: what this machine is worth, in ms."""
    command = [sys.executable, "-P", "-m", "tools.benching.bare"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def flow(place: World, rounds: int, flows: int) -> tuple[Measured, float]:
    """Measures the citizen's whole way; gives it and the worker's CPU for each, in ms."""
    found, worked = Measured("citizen's way"), []
    with place.running(BenchSite, BenchWorker) as (site, worker):
        for turn in range(rounds + 1):
            into = found if turn else Measured("warming up")
            before = process_cpu(worker)
            with costing(place, site, into, flows):
                for _ in range(flows):
                    citizen = Citizen(site.port)
                    citizen.apply()
                    citizen.close()
            place.wait_for_jobs()
            if turn:
                worked.append((process_cpu(worker) - before) / flows)
    return found, statistics.median(worked)


def load(place: World, clients: int, seconds: float) -> tuple[float, int]:
    """Lets several citizens apply at once; gives ways a second, and jobs left at the end."""
    done: list[str] = []
    with place.running(BenchSite, BenchWorker) as (site, _worker):
        until = time.monotonic() + seconds

        def keep_applying() -> None:
            while time.monotonic() < until:
                citizen = Citizen(site.port)
                done.append(citizen.apply())
                citizen.close()

        threads = [threading.Thread(target=keep_applying) for _ in range(clients)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(done) / (time.monotonic() - begun), place.jobs_left()


def page(
    worth: float,
    found: dict[str, Measured],
    way: Measured,
    worker: float,
    paces: dict[int, tuple[float, int]],
    searched: str,
    taken: tuple[float, float],
) -> str:
    """Gives the whole page; bars of CPU also as on the machine they were set for (ADR 0020)."""
    scale, there = BARE / worth, f"on a machine where a bare view costs {BARE} ms"
    cold = found["plain"].cpu / found["service page, cold"].cpu
    warm = found["trivial"].cpu / found["service page, warm"].cpu
    busy = os.getloadavg()[0]
    cores = os.cpu_count()
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        "\n\n".join(
            [
                "# Bench",
                "<!-- Written by tools/bench.py (make bench). -->",
                f"One run on {cores} cores ({system}), load {busy:.1f} at its end: a machine that "
                "others use too. CPU is that of the processes, so it bears being disturbed; times "
                "until the answer and ways a second do not. *trivial* is a constant body, *plain* "
                "one indexed SELECT of 20 rows and a template of the service page's length, both "
                "behind all of the project's middleware, without compression. "
                f"A bare Django view, called in process, costs {worth:.3f} ms of CPU here.",
                "## Pages\n\n" + "\n".join([HEAD, *(one.row() for one in found.values())]),
                "| bar | measured | wanted |\n|---|---|---|\n"
                f"| cold page, speed of *plain* | {cold:.2f} | 0.5 |\n"
                f"| warm page, speed of *trivial* | {warm:.2f} | 0.5 |",
                "## The citizen's way\n\nNine requests: start, two pages with nine questions, "
                "preview, each fetched and sent, and the receipt; mail queued, commits durable.\n\n"
                f"{HEAD}\n{way.row()}",
                "| bar | measured | wanted |\n|---|---|---|\n"
                f"| web and database, CPU ms | {way.cpu:.1f} | at most 30 |\n"
                f"| the same {there} | {way.cpu * scale:.1f} | at most 30 |\n"
                f"| the same in views of *plain* | {way.cpu / found['plain'].cpu:.1f} | |\n"
                f"| all processes, CPU ms | {way.cpu + worker:.1f} | at most 40 |\n"
                f"| the same {there} | {(way.cpu + worker) * scale:.1f} | at most 40 |\n"
                + "\n".join(
                    f"| ways a second, {clients} at once | {pace:.1f} | at least 40 |\n"
                    f"| the same {there} | {pace / scale:.1f} | at least 40 |\n"
                    f"| jobs left at their end | {left} | a queue that does not grow |"
                    for clients, (pace, left) in paces.items()
                ),
                searched,
                "## Taking in\n\nServices as CPSV-AP (N-Triples, 78 statements each), from file "
                "to the database, with index and one audit line each, in batches of 200.",
                "| bar | measured | wanted |\n|---|---|---|\n"
                f"| services a second | {taken[0]:.0f} | at least 300 |\n"
                f"| CPU of the importer for each, ms | {taken[1]:.2f} | |",
            ]
        )
        + "\n"
    )


def _only_overlaps() -> int:
    """Measures the search for overlaps, and writes its part of the page anew."""
    shutil.rmtree(HOME, ignore_errors=True)
    before = PAGE.read_text(encoding="utf-8").partition(f"\n{overlaps.HEADING}")[0]
    part = overlaps.section()
    print(part)
    PAGE.write_text(f"{before.rstrip()}\n\n{part}\n", encoding="utf-8")
    return 0


def main() -> int:
    """Measures everything and writes the page."""
    if "--overlaps" in sys.argv:
        return _only_overlaps()
    quick = "--quick" in sys.argv
    rounds, requests, flows, seconds = (2, 50, 8, 3.0) if quick else (
        ROUNDS, REQUESTS, FLOWS, SECONDS
    )  # fmt: skip
    try:
        with world(HOME) as place:
            found = pages(place, rounds, requests)
            worth = bare()
            way, worker = flow(place, rounds, flows)
            paces = {clients: load(place, clients, seconds) for clients in CLIENTS}
            searched = search.part(place.owner_url, quick=quick)
            taken = taking_in.pace(200 if quick else SERVICES)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    text = page(worth, found, way, worker, paces, searched, taken)
    text += f"\n{overlaps.section()}\n"
    print(text)
    if not quick:
        PAGE.write_text(text, encoding="utf-8")
        print("Wrote docs/bench.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
