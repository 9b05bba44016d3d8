"""The shelf: public pages as they left last time, handed out only while they are surely current.

A page is kept in this process's memory. `Watch` asks the database several times a second whether
anything public has changed, and hears of it at once by NOTIFY. A page is handed out only within
`SURE` seconds of an answer that nothing has changed: where the watch, its thread or the database
is dead, nothing is handed out and every page is made anew.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
import time
from collections import OrderedDict
from typing import Final

from onewindow.ground.kernel import clock

SURE: Final = 0.9
"""Seconds for which an answer of the database counts: a change is seen everywhere within 1 s."""
OLDEST: Final = dt.timedelta(seconds=60)
"""A page is made anew after this, whatever happens: days change, and counts of what is used."""
MOST_BYTES: Final = 16 * 1024 * 1024

Key = tuple[str, str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """One answer: its headers and its bytes as they travel. Valid until `until`, by the clock."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str
    number: int
    made_at: dt.datetime
    until: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """How things stood when the making of a page began."""

    number: int
    at: dt.datetime
    until: dt.datetime


class Shelf:
    """Keeps answers, least lately used out first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._most = most_bytes
        self._number = -1
        self._sure_since = float("-inf")
        self._next: dt.datetime | None = None

    def confirm(self, number: int, asked_at: float, next_instant: dt.datetime | None) -> None:
        """Takes an answer of the database; `asked_at` is when the question left (monotonic)."""
        with self._lock:
            if number != self._number:
                self._number = number
                self._kept.clear()
                self._size = 0
            self._sure_since = asked_at
            self._next = next_instant

    def doubt(self) -> None:
        """Hands nothing out until the next answer."""
        with self._lock:
            self._sure_since = float("-inf")

    def is_sure(self) -> bool:
        """Says whether the database has lately said that nothing has changed."""
        return time.monotonic() - self._sure_since < SURE

    @property
    def next_instant(self) -> dt.datetime | None:
        """Gives when the next clearance or stop begins or ends, as last told."""
        return self._next

    def mark(self) -> Mark | None:
        """Gives how things stand before a page is made; nothing where that is not known."""
        with self._lock:
            if not self.is_sure():
                return None
            at = clock.now()
            until = at + OLDEST
            return Mark(self._number, at, min(until, self._next) if self._next else until)

    def take(self, key: Key) -> Kept | None:
        """Gives the page kept under the key while it is surely current."""
        with self._lock:
            if not self.is_sure():
                return None
            kept = self._kept.get(key)
            if kept is None or kept.number != self._number:
                return None
            if not kept.made_at <= clock.now() < kept.until:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keeps a page that was made since its mark, unless something has changed meanwhile."""
        with self._lock:
            if kept.number != self._number or len(kept.body) > self._most // 8:
                return
            self._drop(key)
            self._kept[key] = kept
            self._size += len(kept.body)
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._size -= len(gone.body)

    def __len__(self) -> int:
        return len(self._kept)
