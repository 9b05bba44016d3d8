"""The worker: jobs of the queue, and the agenda on every tick."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from onewindow.ground.kernel import agenda

LOG = logging.getLogger("onewindow.worker")
EVERY_FIVE_SECONDS = "* * * * * */5"


def tick(timestamp: int) -> None:
    """Does what is due now; refusals are told to the operator and tried again on the next tick."""
    done = agenda.tick()
    for name, ref, code in done.refused:
        LOG.warning("agenda %s: %s refused with %s", name, ref, code)


def work(*, once: bool = False) -> int:
    """Works until asked to stop, or only what is there now; gives the exit code."""
    if once:
        tick(0)
    else:
        app.periodic(cron=EVERY_FIVE_SECONDS)(
            app.task(name="kernel.tick", queueing_lock="kernel.tick")(tick)
        )
    connector: DjangoConnector = app.connector  # type: ignore[assignment]  # as Django makes it
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(
            wait=not once,
            concurrency=2,
            fetch_job_polling_interval=1.0,
            shutdown_graceful_timeout=10,
            delete_jobs="successful",
            install_signal_handlers=not once,
        )
    return 0
