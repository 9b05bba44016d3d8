"""The demo's clock: it runs as the real one does, from a day at which the files fit together.

It can be moved forwards by the tour, for web and worker alike: the offset stands in the database
and is read again every half second, on a connection of its own, so that it is readable also in
the middle of a transaction that has failed.
"""

from __future__ import annotations

import datetime as dt
import threading
import time

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from onewindow.ground.kernel.clock import system_time

FRESH = 0.5  # seconds for which the offset is not asked for again
BEGIN = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
_EXISTS = "SELECT to_regclass('config_demo_mark') IS NOT NULL"
_READ = "SELECT demo_at - real_at FROM config_demo_mark"


class _Offset:
    """What this process knows of the offset, and since when."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._own: BaseDatabaseWrapper | None = None
        self._value = dt.timedelta()
        self._read_at = float("-inf")

    def value(self) -> dt.timedelta:
        """Gives the offset; one thread asks, the others wait for its answer."""
        with self._lock:
            if time.monotonic() - self._read_at > FRESH:
                self._value = self._stored()
                self._read_at = time.monotonic()
            return self._value

    def forget(self) -> None:
        """Reads the offset anew at the next question."""
        with self._lock:
            self._read_at = float("-inf")

    def _stored(self) -> dt.timedelta:
        if self._own is None:
            self._own = connection.copy()
            self._own.inc_thread_sharing()
        self._own.close_if_unusable_or_obsolete()
        with self._own.cursor() as cursor:
            cursor.execute(_EXISTS)
            if cursor.fetchone() != (True,):
                return BEGIN - system_time()
            cursor.execute(_READ)
            row = cursor.fetchone()
        return row[0] if row else BEGIN - system_time()


_offset = _Offset()


def demo_time() -> dt.datetime:
    """Gives the demo's instant: real time plus the offset of the mark."""
    return system_time() + _offset.value()


def forget() -> None:
    """Reads the offset anew at the next question (the clock was just moved)."""
    _offset.forget()
