"""Reads of the audit, through functions that the tables' owner defined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit.models import Reading
from onewindow.trust.audit.types import Line

PAGE = 2000
_COLUMNS = (
    "seq, at, actor_id, actor_label, through, action, object_kind, object_id, outcome, fact, sealed"
)


def lines_about(ref: Ref, limit: int = 500) -> list[Line]:
    """Gives the audit lines about a thing, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM onewindow_audit_about(%s, %s, %s)",  # noqa: S608  # constant
            [ref.kind, ref.id, limit],
        )
        return [_line(row) for row in cursor.fetchall()]


def _line(row: tuple[Any, ...]) -> Line:
    *front, fact, sealed = row
    front[4] = tuple(front[4])
    known = fact if isinstance(fact, dict) else json.loads(fact)
    return Line(*[*front, known, sealed])


def latest_lines(limit: int = 100) -> list[Line]:
    """Gives the newest audit lines, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM onewindow_audit_latest(%s)",  # noqa: S608  # constant
            [limit],
        )
        return [_line(row) for row in cursor.fetchall()]


def refused_lines(limit: int = 100) -> list[Line]:
    """Gives the newest refused attempts, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM onewindow_audit_refused(%s)",  # noqa: S608  # constant
            [limit],
        )
        return [_line(row) for row in cursor.fetchall()]


def story_of(refs: Iterable[Ref], limit: int = 200) -> list[Line]:
    """Gives the newest lines about several things together, oldest first, in one query."""
    found = list(refs)
    values: list[Any] = [[ref.kind for ref in found], [ref.id for ref in found], limit]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM onewindow_audit_story(%s, %s, %s)",  # noqa: S608  # constant
            values,
        )
        return [_line(row) for row in reversed(cursor.fetchall())]


def last_line_of(actor_id: str) -> Line | None:
    """Gives the newest line of an actor: the number to quote after a refusal."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM onewindow_audit_last_of(%s)",  # noqa: S608  # constant
            [actor_id],
        )
        row = cursor.fetchone()
    return _line(row) if row else None


def readings_of(standing: Standing) -> list[Reading]:
    """Gives who read the data of the one who asks, newest first."""
    return list(Reading.objects.filter(owner=standing.actor.id).order_by("-at")[:200])


def chained(after: int = 0) -> Iterator[tuple[object, ...]]:
    """Gives (position, link seq, digest, entry columns or nulls) in the order of the chain."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM onewindow_audit_chain(%s, %s)", [after, PAGE])
            rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
        after = rows[-1][0]


def unsealed_count() -> int:
    """Counts the lines that no seal holds yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_audit_unsealed_count()")
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def slipped_in() -> list[int]:
    """Gives the numbers of lines that stand below the sealed horizon and in no seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM onewindow_audit_slipped_in()")
        return [row[0] for row in cursor.fetchall()]
