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
_SEARCH = (
    "SELECT total, is_capped, facets, results FROM onewindow_search(%s, %s, %s, %s, %s, %s, %s)"
)
_SYNONYMS = """
    SELECT terms FROM ground_search_synonyms
    WHERE keys && %s AND language IN ('', %s, split_part(%s, '-', 1)) ORDER BY id LIMIT 40
"""


@dataclasses.dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides the text."""

    language: str
    region: str | None
    facets: Mapping[str, Sequence[str]]
    limit: int
    offset: int


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
    groups = _groups(text, wanted)
    page = _page(rules.question(text, groups), asked)
    if not page.facets:
        return _instead(text, groups, asked) or page
    if page.total <= FEW and not offset and not any(narrowed.values()):
        return dataclasses.replace(page, meant=_mended(text, groups, asked, found=page.total))
    return page


def _page(question: str, asked: _Asked) -> Page:
    """Looks for a question; facets are counted as if nothing had been narrowed."""
    narrowed = rules.narrowed(question, asked.facets)
    total, is_capped, facets, results = _ask(question, narrowed, asked, asked.limit)
    if narrowed != question:
        facets = _ask(question, question, asked, 0)[2]
    groups = {name: dict(every) for name, every in _read(facets).items()}
    found = tuple(_found(row, asked.language) for row in _read(results))
    return Page(found, total, groups.pop("kind", {}), is_capped, groups)


def _ask(question: str, narrowed: str, asked: _Asked, limit: int) -> tuple[Any, ...]:
    given = [question, narrowed, asked.language, asked.region, limit, asked.offset, clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, given)
        return tuple(cursor.fetchone() or (0, False, {}, []))


def _groups(text: str, language: str) -> Groups:
    """Gives the synonyms that touch a text, for readers of a language."""
    with connection.cursor() as cursor:
        cursor.execute(_SYNONYMS, [rules.keys_in(text), language, language])
        return [row[0] for row in cursor.fetchall()]


def _instead(text: str, groups: Groups, asked: _Asked) -> Page | None:
    """Looks for what a text would be without its slips; nothing where that is nothing either."""
    mended = _mended(text, groups, asked)
    if not mended:
        return None
    page = _page(rules.question(mended, groups), asked)
    return dataclasses.replace(page, instead=mended) if page.facets else None


def _mended(text: str, groups: Groups, asked: _Asked, found: int = 0) -> str:
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
    ways = dict(zip(slips, _others([(*runs[n], counts[n]) for n in slips], asked), strict=True))
    if not found and not all(ways.values()):
        return ""
    texts = rules.combined([run for run, _ in runs], ways)
    if is_one:  # it was counted already
        return texts[0] if texts else ""
    fit = _counts([rules.question(one, groups) for one in texts], asked)
    return next((one for one, count in zip(texts, fit, strict=True) if count), "")


def _others(runs: Sequence[tuple[str, bool, int]], asked: _Asked) -> list[list[str]]:
    """Gives for each (run, without spaces, entries) what it may have been meant to be.

    Those with fewer slips come first, then those with more entries. Without spaces a sign is
    left out, and only where nothing was found.
    """
    near = _near([run for run, paired, _ in runs if not paired and signs.reach(run)])
    ways = [
        [(1, way) for way in signs.without_one(run) if not count]
        if paired
        else signs.nearest(run, near.get(run, ()))
        for run, paired, count in runs
    ]
    every = [way for found in ways for _, way in found]
    known = dict(zip(every, _counts([rules.question(way) for way in every], asked), strict=True))
    best = [sorted(found, key=lambda one: (one[0], -known[one[1]])) for found in ways]
    return [
        [way for _, way in found if known[way] > count * FAR_MORE]
        for found, (*_, count) in zip(best, runs, strict=True)
    ]


def _near(words: Sequence[str]) -> dict[str, list[str]]:
    """Gives the kept words that share a deletion with each of the words."""
    found: dict[str, list[str]] = {}
    if words:
        with connection.cursor() as cursor:
            cursor.execute("SELECT word, near FROM onewindow_search_near(%s)", [list(words)])
            for word, near in cursor.fetchall():
                found.setdefault(word, []).append(near)
    return found


def _counts(questions: Sequence[str], asked: _Asked) -> list[int]:
    """Gives how many entries the reader finds for each question, at most 100."""
    if not questions:
        return []
    given = [list(questions), asked.region, clock.now()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_counts(%s, %s, %s)", given)
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
