"""The watch of the shelf: a thread with a connection of its own that hears of every change."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from typing import Final

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from onewindow.faces.portal.shelf import Shelf
from onewindow.ground.kernel import clock

LOG = logging.getLogger("onewindow.portal")
BEAT: Final = 0.4
REST: Final = 0.5
_NUMBER: Final = "SELECT COALESCE(sum(number), 0)::bigint FROM faces_portal_publicchange"
_NEXT: Final = "SELECT onewindow_next_public_instant(%s)"


class Watch:
    """Confirms to a shelf, several times a second, whether what it keeps is current."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._number = -1
        self._own: BaseDatabaseWrapper | None = None

    def start(self) -> None:
        """Begins to watch; the thread ends with the process."""
        threading.Thread(target=self._run, name="onewindow-shelf", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self._listen()
            except (Error, OSError) as error:
                LOG.warning("pages are made anew until the database answers again: %s", error)
            finally:
                self._shelf.doubt()
                self._close()
            time.sleep(REST)

    def _listen(self) -> None:
        """Hears and asks until the connection fails."""
        own = self._own = self._open()
        with own.cursor() as cursor:
            cursor.execute("LISTEN onewindow_public")
        while True:
            self._ask(own)
            with own.wrap_database_errors:
                for _word in own.connection.notifies(timeout=BEAT, stop_after=1):
                    pass

    def _ask(self, own: BaseDatabaseWrapper) -> None:
        asked_at = time.monotonic()
        now = clock.now()
        with own.cursor() as cursor:
            cursor.execute(_NUMBER)
            (number,) = cursor.fetchone() or (0,)
            known = self._shelf.next_instant
            if number != self._number or (known is not None and known <= now):
                known = self._next(cursor, now)
        self._number = number
        self._shelf.confirm(number, asked_at, known)

    @staticmethod
    def _next(cursor: object, now: dt.datetime) -> dt.datetime | None:
        cursor.execute(_NEXT, [now])  # type: ignore[attr-defined]  # Django's wrapper of a cursor
        (found,) = cursor.fetchone()  # type: ignore[attr-defined]
        return found if isinstance(found, dt.datetime) else None

    @staticmethod
    def _open() -> BaseDatabaseWrapper:
        """Gives a connection of our own, outside of the pool of the requests."""
        own = connection.copy()
        own.settings_dict["OPTIONS"] = {
            name: value for name, value in own.settings_dict["OPTIONS"].items() if name != "pool"
        }
        own.inc_thread_sharing()
        own.connect()
        return own

    def _close(self) -> None:
        own, self._own = self._own, None
        self._number = -1
        if own is not None:
            own.close()
