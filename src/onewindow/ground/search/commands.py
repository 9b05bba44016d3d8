"""Writes of the index: downward calls of the owners of things, in their own transaction.

They are no commands of their own: whoever may change a thing changes what is found of it, and
the audit line is that of the change. What editors keep is written by commands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from uuid import UUID

from django.conf import settings
from django.db import connection

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import pick
from onewindow.ground.search.errors import (
    SynonymsExist,
    SynonymsInvalid,
    SynonymsUnknown,
    ThingsUnknown,
)
from onewindow.ground.search.models import Synonyms
from onewindow.ground.search.rules import asked, facet, key, vector, with_facets
from onewindow.ground.search.types import ENTRIES, Entry

MOST_TERMS = 12
MOST_RUNS = 4
LONGEST_TERM = 80


def put(entry: Entry) -> None:
    """Keeps a thing so that it can be found; what was kept of it before is replaced.

    An entry that is hidden stays hidden.
    """
    put_all([entry])


def put_all(entries: Sequence[Entry]) -> None:
    """Keeps many things (an import's batch) by one statement; of two of one thing the last one."""
    last = {entry.ref: entry for entry in entries}
    if last:
        things = json.dumps([_thing(entry) for entry in last.values()], ensure_ascii=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT onewindow_search_put_all(%s)", [things])


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


def _thing(entry: Entry) -> dict[str, object]:
    """Gives an entry as the function in the database reads it."""
    subject = entry.subject or Ref("", "")
    return {
        "kind": entry.ref.kind,
        "id": entry.ref.id,
        "region": entry.region,
        "level": int(entry.level),
        "rooms": sorted(entry.rooms),
        "facets": [facet(name, value)[1:] for name, value in sorted(entry.facets.items()) if value],
        "of_kind": subject.kind,
        "of_id": subject.id,
        "rows": _rows(entry),
    }


def _rows(entry: Entry) -> list[list[str]]:
    """Gives (id, language, title, body, url, words) for each language of the title or body."""
    languages = sorted({*entry.title, *entry.body}) or [settings.LANGUAGE_CODE]
    return [_row(entry, language) for language in languages]


def _row(entry: Entry, language: str) -> list[str]:
    title = pick(entry.title, language).replace("\x00", "")
    body = entry.body.get(language, "").replace("\x00", "")
    spoken = language in dict(settings.LANGUAGES)  # else the page is opened in the reader's
    url = entry.url.replace("{language}", language) if spoken else entry.url
    facets = {**entry.facets, "kind": entry.ref.kind, "language": language}
    signs = [facet(name, value) for name, value in sorted(facets.items()) if value]
    return [str(new_id()), language, title, body, url, with_facets(vector(title, body), signs)]


def _of_synonyms(*, synonyms: UUID) -> Matter:
    return Matter(Ref.to("synonyms", synonyms))


@command("search.add_synonyms")
def add_synonyms(actor: Actor, /, *, terms: Sequence[str], language: str = "") -> UUID:
    """Lets terms find the same, for readers of a language or of all; gives the id.

    Raises: SynonymsInvalid, SynonymsExist.
    """
    given = {key(term): term.strip() for term in terms if key(term)}
    fits = all(len(asked(t)) <= MOST_RUNS and len(t) <= LONGEST_TERM for t in given.values())
    if not fits or not 2 <= len(given) <= MOST_TERMS:
        raise SynonymsInvalid
    if language not in {"", *dict(settings.LANGUAGES)}:
        raise SynonymsInvalid
    keys = sorted(given)
    if Synonyms.objects.filter(language=language, keys=keys).exists():
        raise SynonymsExist
    row = Synonyms.objects.create(language=language, terms=[given[k] for k in keys], keys=keys)
    note(on=Ref.to("synonyms", row.id), terms=row.terms, language=language)
    return row.id


@command("search.remove_synonyms", on=_of_synonyms)
def remove_synonyms(actor: Actor, /, *, synonyms: UUID) -> None:
    """No longer lets these terms find the same. Raises: SynonymsUnknown."""
    row = Synonyms.objects.select_for_update().filter(id=synonyms).first()
    if row is None:
        raise SynonymsUnknown
    note(terms=row.terms, language=row.language)
    row.delete()


@command("search.rebuild")
def rebuild(actor: Actor, /, *, things: str, progress: Callable[[int], None] | None = None) -> int:
    """Puts all things of one lender into the index again; gives how many.

    For what was there before the index knew of it, or knew less. Nothing is taken out. `things`
    is a name of `ENTRIES`; `progress` hears how many are done. Raises: ThingsUnknown.
    """
    lent = ENTRIES.get(things)
    if lent is None:
        raise ThingsUnknown(things=things)
    count = 0
    for count, entry in enumerate(lent(), 1):  # the last one is told
        put(entry)
        if progress:
            progress(count)
    note(things=things, entries=count)
    return count
