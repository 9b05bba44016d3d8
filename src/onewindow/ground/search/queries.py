"""Finding: definer functions that hold the row policy's predicate and use the text index."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import rules, signs
from onewindow.ground.search.models import Synonyms
from onewindow.ground.search.types import Found, Page, SynonymSet

LONGEST_QUERY = 400
PAGE = 20
FEW = 3  # results, at most, of a text beside which another may be meant
FAR_MORE = 10  # times as many entries as that text's own word has
MOST_SLIPS = 3  # words that are mended in one text
Groups = Sequence[Sequence[str]]
# Synonyms are looked up first; where a text touches some, the question is made anew with them.
_SEARCH = """
    WITH known AS MATERIALIZED (
        SELECT s.id, s.terms FROM ground_search_synonyms s
         WHERE s.keys && %(keys)s::text[]
           AND s.language IN ('', %(language)s::text, split_part(%(language)s::text, '-', 1))
         ORDER BY s.id LIMIT 40
    )
    SELECT COALESCE(f.total, 0), COALESCE(f.is_capped, false), COALESCE(f.facets, '{}'),
           COALESCE(f.results, '[]'),
           (SELECT COALESCE(jsonb_agg(k.terms ORDER BY k.id), '[]') FROM known k),
           CASE WHEN COALESCE(f.total, 0) <= %(few)s::integer THEN (
                SELECT COALESCE(jsonb_agg(ARRAY[n.word, n.near]), '[]')
                  FROM onewindow_search_near(%(words)s::text[]) n)
           ELSE '[]' END
      FROM onewindow_search(%(certain)s::text,
           CASE WHEN NOT EXISTS (SELECT FROM known) THEN %(question)s::text END,
           %(narrowed)s::text, %(language)s::text, %(region)s::text, %(limit)s::integer,
           %(offset)s::integer, %(now)s::timestamptz) f
"""


@dataclasses.dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides the text."""

    language: str
    region: str | None
    facets: Mapping[str, Sequence[str]]
    limit: int
    offset: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the words of a text: synonyms that touch it, and kept words near each."""

    groups: Groups = ()
    near: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)


def find(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    kinds: Sequence[str] = (),
    facets: Mapping[str, Sequence[str]] | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> Page:
    """Gives a page of what this reader may see, best first; nothing asked gives nothing.

    What belongs to a security subject is there only while that subject runs, at this instant.

    Shape: `region` narrows to what holds there: the region, what it lies in, and everywhere;
    `kinds` and `facets` (name -> values, of which any) narrow to things. All words must occur,
    or what editors keep as their synonyms; the last may be a beginning. Where nothing fits, what
    the text would be without slips is looked for (`Page.instead`).
    """
    text = text[:LONGEST_QUERY]
    narrowed = {**(facets or {}), "kind": kinds}
    wanted = language or get_language() or settings.LANGUAGE_CODE
    asked = _Asked(wanted, region, narrowed, limit, max(offset, 0))
    if not rules.asked(text):
        return Page()
    groups: Groups = ()
    page, known = _page(rules.question(text), asked, of=text)
    if known.groups:
        groups = known.groups
        page, near = _page(rules.question(text, groups), asked, of=text, without=True)
        known = dataclasses.replace(near, groups=groups)
    if not page.facets:
        return _instead(text, known, asked) or page
    if page.total <= FEW and not offset and not any(narrowed.values()):
        return dataclasses.replace(page, meant=_mended(text, known, asked, found=page.total))
    return page


def _page(
    question: str, asked: _Asked, *, of: str = "", without: bool = False
) -> tuple[Page, _Known]:
    """Looks for a question; facets are counted as if nothing had been narrowed.

    Shape: `of` is the text that was asked, for which synonyms (unless `without`) and, where
    little is found, near words are looked up in the same statement.
    """
    narrowed = rules.narrowed(question, asked.facets)
    total, is_capped, facets, results, groups, near = _ask(
        question, narrowed, asked, of=of, without=without
    )
    known = _Known(_read(groups), _by_word(_read(near)))
    if narrowed != question and not known.groups:
        unlimited = dataclasses.replace(asked, limit=0)
        facets = _ask(question, question, unlimited)[2]
    counts = {name: dict(every) for name, every in _read(facets).items()}
    found = tuple(_found(row, asked.language) for row in _read(results))
    return Page(found, total, counts.pop("kind", {}), is_capped, counts), known


def _ask(
    question: str, narrowed: str, asked: _Asked, *, of: str = "", without: bool = True
) -> tuple[Any, ...]:
    given: dict[str, Any] = {
        "keys": [] if without else rules.keys_in(of),
        "words": [run for run, paired in rules.asked(of) if not paired and signs.reach(run)],
        "few": FEW,
        "certain": rules.certain(of) if of and not without else None,
        "question": question,
        "narrowed": narrowed,
        "language": asked.language,
        "region": asked.region,
        "limit": asked.limit,
        "offset": asked.offset,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, given)
        return tuple(cursor.fetchone() or (0, False, {}, [], [], []))


def _by_word(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Gives for each word those that share a deletion with it."""
    found: dict[str, list[str]] = {}
    for word, near in pairs:
        found.setdefault(word, []).append(near)
    return found


def _instead(text: str, known: _Known, asked: _Asked) -> Page | None:
    """Looks for what a text would be without its slips; nothing where that is nothing either."""
    mended = _mended(text, known, asked)
    if not mended:
        return None
    page, _ = _page(rules.question(mended, known.groups), asked, without=True)
    return dataclasses.replace(page, instead=mended) if page.facets else None


def _mended(text: str, known: _Known, asked: _Asked, found: int = 0) -> str:
    """Gives a text with its slips mended, or nothing.

    A run is a slip where this reader finds nothing by it; where something was `found`, where
    another word finds far more. What it is mended to is counted as this reader too, so that
    nothing is offered that only stands in what the reader may not see (INV-19).
    """
    runs = rules.asked(text)
    is_one = len(runs) == 1
    counts = [found] if is_one else _counts(rules.pieces(text), asked)
    slips = [n for n, count in enumerate(counts) if count <= (FEW if found else 0)]
    if not slips or len(slips) > MOST_SLIPS:
        return ""
    ways = dict(
        zip(slips, _others([(*runs[n], counts[n]) for n in slips], known, asked), strict=True)
    )
    if not found and not all(ways.values()):
        return ""
    texts = rules.combined([run for run, _ in runs], ways)
    if is_one:  # it was counted already
        return texts[0] if texts else ""
    fit = _counts([rules.question(one, known.groups) for one in texts], asked, only_first=True)
    return next((one for one, count in zip(texts, fit, strict=False) if count), "")


def _others(runs: Sequence[tuple[str, bool, int]], known: _Known, asked: _Asked) -> list[list[str]]:
    """Gives for each (run, without spaces, entries) what it may have been meant to be.

    Those with fewer slips come first, then those with more entries. Without spaces a sign is
    left out, and only where nothing was found.
    """
    ways = [
        [(1, way) for way in signs.without_one(run) if not count]
        if paired
        else signs.nearest(run, known.near.get(run, ()))
        for run, paired, count in runs
    ]
    every = [way for found in ways for _, way in found]
    counts = _counts([rules.question(way) for way in every], asked)
    times = dict(zip(every, counts, strict=True))
    best = [sorted(found, key=lambda one: (one[0], -times[one[1]])) for found in ways]
    return [
        [way for _, way in found if times[way] > count * FAR_MORE]
        for found, (*_, count) in zip(best, runs, strict=True)
    ]


def _counts(questions: Sequence[str], asked: _Asked, *, only_first: bool = False) -> list[int]:
    """Gives how many entries the reader finds for each question, at most 100.

    With `only_first` the list ends with the first question that finds something.
    """
    if not questions:
        return []
    given = [list(questions), asked.region, clock.now(), only_first]
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_counts(%s, %s, %s, %s)", given)
        row = cursor.fetchone()
    return list(row[0]) if row else []


def _read(value: Any) -> Any:
    """Reads jsonb, which Django's connection hands over as text."""
    return json.loads(value) if isinstance(value, str) else value


def _found(row: dict[str, Any], reader: str) -> Found:
    subject = Ref(row["subject_kind"], row["subject_id"]) if row["subject_kind"] else None
    return Found(
        Ref(row["kind"], row["ref_id"]),
        row["title"],
        row["excerpt"],
        row["url"].replace("{language}", reader),
        row["language"],
        row["region"],
        subject,
        row["rank"],
    )


def synonyms() -> list[SynonymSet]:
    """Gives all synonyms, by language and terms."""
    rows = Synonyms.objects.order_by("language", "terms")
    return [SynonymSet(row.id, row.language, tuple(row.terms)) for row in rows]


def synonyms_title(key: str) -> str | None:
    """Gives the terms in one line; nothing where they were removed."""
    row = Synonyms.objects.filter(id=key).first()
    return str(row) if row else None
