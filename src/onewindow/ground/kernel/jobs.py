"""Jobs: work that goes on after the answer. The job's row commits with the data (an outbox)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Job = Callable[..., None]

JOBS: dict[str, Any] = {}


def job(name: str, *, attempts: int = 8) -> Callable[[Job], Job]:
    """Names a job entry point: three lines, safe to run twice, calls a command."""

    def decorate(function: Job) -> Job:
        retry = RetryStrategy(max_attempts=attempts, exponential_wait=2)
        JOBS[name] = app.task(name=name, retry=retry)(function)
        return function

    return decorate


def defer(name: str, **arguments: str) -> None:
    """Puts the job into the queue inside the current transaction."""
    JOBS[name].defer(**arguments)
