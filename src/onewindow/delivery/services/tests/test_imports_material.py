"""All 1 703 real cards taken in: a run killed in the middle of a batch, one that completes it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from tests.support.database import SETTINGS, SOURCE, TestServer, session_database

from onewindow.delivery.services import public as services
from onewindow.delivery.services.cli import SCHEME
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.public import Wanted
from onewindow.delivery.services.tests.conftest import clear, found_region, officers, take_in
from onewindow.ground.kernel.imports import Counts
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
CARDS = DATA / "br-cartas-de-servico" / "cartas-servico" / "v3" / "servicos"

pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(not CARDS.exists(), reason=f"the public material is not at {CARDS}"),
]

# Dies while the third batch of 200 is being taken in: two are there, the third is not.
KILLED = """
import os, pathlib, signal, sys, django
django.setup()
from onewindow.delivery.services import cli
from onewindow.delivery.services.commands import imports
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts
put_all, seen = imports.search.put_all, []
def dying(entries):
    put_all(entries)
    seen.append(entries)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
imports.search.put_all = dying
cli.import_cards(IMPORTER, pathlib.Path(sys.argv[1]), region="RP", counts=Counts())
"""


def run_killed(database_url: str) -> int:
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DATABASE_URL": database_url,
        "PYTHONPATH": str(SOURCE),
    }
    command = [sys.executable, "-P", "-c", KILLED, str(CARDS)]
    return subprocess.run(command, env=surroundings, check=False, capture_output=True).returncode


def timed(folder: Path = CARDS) -> Counts:
    begun = time.perf_counter()
    counts = take_in(folder)
    passed = time.perf_counter() - begun
    print(f"{counts.read} cards, {counts.unchanged} unchanged, in {passed:.1f} s")  # noqa: T201
    return counts


def lines_of_cards() -> int:
    """Counts the cards that the audit tells of as created."""
    told = (audit.lines_about(Ref.to("service", row.id)) for row in PublicService.objects.all())
    return sum(line.fact.get("taken") == "created" for lines in told for line in lines)


@pytest.mark.django_db(transaction=True)
def test_all_1703_cards_are_taken_in_through_a_kill_and_shown_once_the_source_is_cleared(
    database_server: TestServer, tmp_path: Path
) -> None:
    found_region()
    assert run_killed(database_server.app(session_database())) == -signal.SIGKILL
    kept = PublicService.objects.filter(origin=SCHEME).count()
    assert 390 <= kept <= 400, "whole batches of 200 pieces, notes among them"
    assert lines_of_cards() == kept, "rows and lines, never one without the other"
    begun = [line.action for line in audit.lines_about(security.source(SCHEME))]
    assert begun.count("services.take_in_batch") == 2

    counts = timed()
    assert (counts.read, counts.created, counts.unchanged) == (1703, 1703 - kept, kept)
    assert (counts.updated, counts.rejected) == (0, [])
    assert sum("number and no name" in note.reason for note in counts.notes) == 3
    assert sum("no description" in note.reason for note in counts.notes) == 3
    again = timed()
    assert (again.read, again.unchanged) == (1703, 1703)

    assert services.directory(Wanted(), "en") == ([], 0)
    assert search.find("certidao").total == 0
    clear(officers()[0])
    assert services.directory(Wanted(), "en")[1] == 1703
    assert search.find("certidao").total > 50

    broken = tmp_path / "cards"
    shutil.copytree(CARDS, broken)
    victim = next(iter(sorted(broken.glob("*.xml"))))
    victim.write_bytes(victim.read_bytes()[:200])
    counts = timed(broken)
    assert (counts.read, counts.unchanged) == (1703, 1702)
    assert [one.source for one in counts.rejected] == [victim.name]
    connection.close()
