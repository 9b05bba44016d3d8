"""What a search costs as the index grows: rows, buffers and statements, never times."""

from __future__ import annotations

import json
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.database import TestServer, session_database

from onewindow.ground.search import public as search
from onewindow.ground.search.types import Page

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 6_000  # of which more than 5 000 are to run and to be different things
RESULTS = 20
SHELVES = 16
# Every row has `tax`, a hundredth of all `toll`, and one each `number<n>z`.
FILL = """
    INSERT INTO ground_search_searchentry (id, created_at, kind, ref_id, language, title, body, url,
        level, rooms, facets, subject_kind, subject_id, is_hidden, words)
    SELECT gen_random_uuid(), now(), 'service', 'x' || n, 'en', 'Tax ' || n,
        repeat('what it says ', 20), '', 0, '{}', ARRAY['organ:' || n %% 4], '', '', false,
        ('tax:1A number' || n || 'z:2A ' || CASE n %% 100 WHEN 0 THEN 'toll:3A ' ELSE '' END
            || '''=kind:service'' ''=language:en'' ''=organ:' || n %% 4 || '''')::tsvector
      FROM generate_series(%s::int, %s::int) n
"""
Fill = Callable[[int, int], None]


@pytest.fixture
def fill(database_server: TestServer) -> Fill:
    """Puts rows into the index as its owner, as an import of years would have."""
    address = database_server.owner(session_database())

    def filled(first: int, last: int) -> None:
        with psycopg.connect(address, autocommit=True) as owner:
            owner.execute(FILL, [first, last])
            owner.execute("ANALYZE ground_search_searchentry")

    return filled


def rows_read(text: str) -> tuple[Page, int]:
    """Gives a search's page and how many rows of the index were read for it, by whatever way."""
    asked = (
        "SELECT sum(COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0))"
        " FROM pg_stat_xact_user_tables WHERE relname LIKE 'ground_search_shelf_%'"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        (before,) = cursor.fetchone() or (0,)
        page = search.find(text)
        cursor.execute(asked)
        (after,) = cursor.fetchone() or (0,)
    return page, after - before


def buffers(question: str) -> int:
    """Gives how many pages one search touches, of tables and indexes."""
    explained = (
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON)"
        " SELECT * FROM onewindow_search(NULL, %s, %s, 'en', NULL, 20, 0, now())"
    )
    with connection.cursor() as cursor:
        cursor.execute(explained, [question, question])  # reads the catalogues
        cursor.execute(explained, [question, question])
        (given,) = cursor.fetchone() or ("[]",)
    plan = (json.loads(given) if isinstance(given, str) else given)[0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


def test_what_a_rare_word_costs_does_not_grow_with_the_index(fill: Fill) -> None:
    fill(1, 2_000)
    page, few = rows_read("number77z")
    assert (page.total, few) == (1, 2)  # found, and shown
    small = buffers("'number77z'")
    fill(2_001, 40_000)
    page, many = rows_read("number77z")
    assert (page.total, many) == (1, few)
    assert buffers("'number77z'") <= small + 2 * SHELVES  # their indexes are a level higher


def test_of_a_common_word_no_more_rows_are_read_than_are_ranked(fill: Fill) -> None:
    fill(1, 20_000)
    page, read = rows_read("tax")
    assert (page.total, page.is_capped, len(page.results)) == (5_000, True, RESULTS)
    assert read <= MOST + RESULTS
    fill(20_001, 40_000)
    assert rows_read("tax")[1] == read


def test_of_a_common_word_no_more_matches_are_gathered_than_its_shelves_hold(fill: Fill) -> None:
    """The cost of the index itself: pages, for matches are gathered before rows are read."""
    fill(1, 20_000)
    small = buffers("'tax'")
    fill(20_001, 40_000)
    assert buffers("'tax'") <= small * 1.2


def test_rows_grow_with_what_is_found_below_the_cap_and_the_count_is_exact(fill: Fill) -> None:
    fill(1, 20_000)
    page, read = rows_read("toll")
    assert (page.total, page.is_capped) == (200, False)
    assert read == 200 + RESULTS
    assert page.groups["organ"] == {"0": 200}
    fill(20_001, 40_000)
    page, read = rows_read("toll")
    assert (page.total, read) == (400, 400 + RESULTS)


def test_exactly_five_thousand_are_not_more_than_five_thousand(fill: Fill) -> None:
    fill(1, 5_000)
    page = search.find("tax")
    assert (page.total, page.is_capped) == (5_000, False)
    fill(5_001, 5_001)
    page = search.find("tax")
    assert (page.total, page.is_capped) == (5_000, True)
    assert search.find("tax", facets={"organ": ["1"]}).total == 1_251  # beyond what was ranked


@pytest.mark.parametrize(
    ("text", "most"), [("tax", 1), ("number77y", 3), ("txa number77y", 5), ("toll", 1), ("", 0)]
)
def test_the_statements_of_a_search_are_few_whatever_the_index(
    fill: Fill, text: str, most: int
) -> None:
    for bounds in ((1, 1_000), (1_001, 10_000)):
        fill(*bounds)
        with CaptureQueriesContext(connection) as asked:
            search.find(text)
        assert len(asked) <= most, [one["sql"][:90] for one in asked]
