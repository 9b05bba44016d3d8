"""A run whose worker was killed is picked up by the next one, and taken in once."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Callable

import pytest
from tests.support.database import TestServer, session_database
from tests.support.site import Worker

from onewindow.ground.kernel.actor import Actor
from onewindow.registers.catalogue.models import HarvestedResource, HarvestRun
from onewindow.registers.catalogue.tests.hives import (
    TEN,
    clear,
    name,
    officers,
    server,
    turtle,
)
from onewindow.registers.catalogue.tests.misbehaving import Misbehaving

__all__ = ["officers", "server"]
PATIENCE = 60.0


def _until(what: Callable[[], bool], worker: Worker) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, worker.words()
        time.sleep(0.2)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_killed_is_picked_up_by_the_next_worker(
    server: Misbehaving,
    officers: tuple[Actor, Actor],
    database_server: TestServer,
    home: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEWINDOW_HARVEST_LOOPBACK", "1")
    name(server.url + "/silent")
    clear(officers[1])
    worker = Worker(database_server.app(session_database()), home)  # type: ignore[arg-type]
    worker.start()
    _until(lambda: bool(server.asked), worker)
    os.killpg(worker.child.process.pid, signal.SIGKILL)
    worker.stop()
    run = HarvestRun.objects.get()
    assert (run.state, run.number) == ("running", 1)
    server.say("/silent", turtle(*TEN))
    HarvestRun.objects.update(lease_until=run.created_at - dt.timedelta(days=1))
    worker.start()
    try:
        _until(lambda: HarvestRun.objects.get().state != "running", worker)
    finally:
        worker.stop()
    run = HarvestRun.objects.get()
    assert (run.state, run.number, run.created) == ("done", 2, 10)
    assert HarvestedResource.objects.count() == 10
