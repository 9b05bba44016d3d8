"""Finding: one definer function that holds the row policy's predicate and uses the text index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search.rules import question
from onewindow.ground.search.types import Found, Page

LONGEST_QUERY = 400
PAGE = 20


def find(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    kinds: Sequence[str] = (),
    limit: int = PAGE,
    offset: int = 0,
) -> Page:
    """Gives a page of what this reader may see, best first; nothing asked gives nothing.

    What belongs to a security subject is there only while that subject runs, at this instant.

    Shape: `region` narrows to what holds there: the region, what it lies in, and everywhere;
    `kinds` narrows to kinds of things. All words must occur; the last may be a beginning.
    """
    asked = question(text[:LONGEST_QUERY])
    if not asked:
        return Page()
    wanted = language or get_language() or settings.LANGUAGE_CODE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT total, facets, is_capped, results"
            " FROM onewindow_search(%s, %s, %s, %s, %s, %s, %s)",
            [asked, wanted, region, list(kinds) or None, limit, max(offset, 0), clock.now()],
        )
        row = cursor.fetchone()
    total, facets, is_capped, results = row or (0, {}, False, [])
    return Page(
        tuple(_found(row, wanted) for row in _read(results)), total, _read(facets), is_capped
    )


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
