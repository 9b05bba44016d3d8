"""Writes of the index: downward calls of the owners of things, in their own transaction.

They are no commands of their own: whoever may change a thing changes what is found of it, and
the audit line is that of the change.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.ground.search.rules import vector
from onewindow.ground.search.types import Entry

_PUT = "SELECT onewindow_search_put(%s, %s, %s, %s, %s, %s, %s)"


def put(entry: Entry) -> None:
    """Keeps a thing so that it can be found; what was kept of it before is replaced.

    An entry that is hidden stays hidden.
    """
    rows = _rows(entry)
    subject = entry.subject or Ref("", "")
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT,
            [
                entry.ref.kind,
                entry.ref.id,
                entry.region,
                int(entry.level),
                subject.kind,
                subject.id,
                rows,
            ],
        )


def withdraw(ref: Ref) -> None:
    """Takes a thing out of the index, in all languages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_withdraw(%s, %s)", [ref.kind, ref.id])


def hide(subject: Ref) -> int:
    """Hides everything of a security subject (a vetoed import, say); gives how many entries."""
    return _hidden(subject, is_hidden=True)


def show(subject: Ref) -> int:
    """Shows again what was hidden with a security subject; gives how many entries."""
    return _hidden(subject, is_hidden=False)


def _hidden(subject: Ref, *, is_hidden: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT onewindow_search_hide(%s, %s, %s)", [subject.kind, subject.id, is_hidden]
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _rows(entry: Entry) -> list[list[str]]:
    """Gives (id, language, title, body, url, words) for each language of the title or body."""
    languages = sorted({*entry.title, *entry.body}) or [settings.LANGUAGE_CODE]
    return [_row(entry, language) for language in languages]


def _row(entry: Entry, language: str) -> list[str]:
    title = pick(entry.title, language).replace("\x00", "")
    body = entry.body.get(language, "").replace("\x00", "")
    spoken = language in dict(settings.LANGUAGES)  # else the page is opened in the reader's
    url = entry.url.replace("{language}", language) if spoken else entry.url
    return [str(new_id()), language, title, body, url, vector(title, body)]


def put_all(entries: Sequence[Entry]) -> None:
    """Keeps many things (an import's batch)."""
    for entry in entries:
        put(entry)
