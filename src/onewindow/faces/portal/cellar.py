"""The cellar: rendered public pages in the database, for a process that has none in memory yet.

One statement asks for a page and for the counter of public changes together: a page is handed out
only while that counter is what it was when the making of the page began, and before the next
clearance or stop begins or ends. So a change is seen at once, whoever made the page.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import Final

from django.db import Error, connection

from onewindow.faces.portal.shelf import OLDEST, Kept, Key
from onewindow.ground.kernel import clock

LOG = logging.getLogger("onewindow.portal")
LONGEST: Final = 200
_TAKE: Final = """
    SELECT c.number, k.body, k.headers, k.tag, k.made_at, k.until
    FROM (SELECT COALESCE(sum(number), 0)::bigint AS number FROM faces_portal_publicchange) c
    LEFT JOIN faces_portal_keptpage k
      ON k.key = %s AND k.number = c.number AND k.made_at <= %s AND k.until > %s
"""
_KEEP: Final = """
    INSERT INTO faces_portal_keptpage (key, number, body, headers, tag, made_at, until)
    VALUES (%s, %s, %s, %s, %s, %s,
            LEAST(%s, COALESCE(onewindow_next_public_instant(%s), 'infinity')))
    ON CONFLICT (key) DO UPDATE SET number = EXCLUDED.number, body = EXCLUDED.body,
        headers = EXCLUDED.headers, tag = EXCLUDED.tag, made_at = EXCLUDED.made_at,
        until = EXCLUDED.until
"""


def may_hold(key: Key) -> bool:
    """Says whether pages of this address are kept: only bare ones, so that there are few."""
    return "?" not in key[0] and len(key[0]) <= LONGEST


def take(key: Key) -> tuple[int | None, Kept | None]:
    """Gives the present number of public changes, and the page where one is current.

    Nothing is known while the database is away: the page is then made, or fails, like any other.
    """
    now = clock.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [_written(key), now, now])
            row = cursor.fetchone()
    except Error as error:
        LOG.warning("the cellar cannot be asked: %s", error)
        return None, None
    if row is None or row[1] is None:
        return (row[0] if row else None), None
    number, body, headers, tag, made_at, until = row
    pairs = tuple((name, value) for name, value in _read(headers))
    return number, Kept(bytes(body), pairs, tag, number, made_at, until)


def keep(key: Key, kept: Kept, number: int, began: dt.datetime) -> None:
    """Keeps a page under the number that was read before its making began."""
    headers = json.dumps(kept.headers)
    latest = began + OLDEST
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                _KEEP,
                [_written(key), number, kept.body, headers, kept.tag, began, latest, began],
            )
    except Error as error:
        LOG.warning("the cellar cannot keep %s: %s", key[0], error)


def _written(key: Key) -> str:
    return " ".join(key)


def _read(headers: object) -> list[list[str]]:
    """Reads jsonb, which a connection may hand over as text."""
    found = json.loads(headers) if isinstance(headers, str) else headers
    return found if isinstance(found, list) else []
