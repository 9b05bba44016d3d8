"""What time it is: one injectable clock for web and worker."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

Source = Callable[[], dt.datetime]


def system_time() -> dt.datetime:
    """Gives the machine's time in UTC."""
    return dt.datetime.now(dt.UTC)


_installed: list[Source] = [system_time]
_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen", default=None)


def now() -> dt.datetime:
    """Gives the instant that every rule and row of this moment counts from, in UTC."""
    return _frozen.get() or _installed[-1]()


def today(zone: str = "UTC") -> dt.date:
    """Gives the calendar day in a region's time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def install(source: Source) -> None:
    """Makes another source the clock of this process (the demo's, which can be moved)."""
    _installed[:] = [source]


@contextlib.contextmanager
def frozen_at(instant: dt.datetime) -> Iterator[None]:
    """Stops the clock at an instant inside the block (tests, dry runs)."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
