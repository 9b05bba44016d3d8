"""The search index is built again from what the packages keep."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from tests.support.country import Country, at

from onewindow.config.operating import indexing
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.errors import ThingsUnknown

NOW = at("2026-11-23 10:00")
KEPT = """
    SELECT kind, ref_id, language, region, title, body, url, level, facets, subject_kind,
           subject_id, words::text
      FROM ground_search_searchentry WHERE url NOT LIKE '%/imported/%' ORDER BY 1, 2, 3
"""


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def kept() -> list[tuple[object, ...]]:
    return rows(KEPT)


def words() -> set[tuple[object, ...]]:
    return set(rows("SELECT word, language FROM ground_search_searchword"))


def test_a_lost_index_comes_back_as_it_was(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.frozen_at(NOW):
        before, had = kept(), words()
        kinds = {str(row[0]) for row in before}
        assert {"service", "body", "function", "resource"} <= kinds
        for kind, key in {(str(row[0]), str(row[1])) for row in before}:
            search.withdraw(Ref(kind, key))
        assert (kept(), search.find("birth").total) == ([], 0)
        assert indexing.rebuild(as_json=True) == 0
        told = json.loads(capsys.readouterr().out)
        assert (kept(), words()) == (before, had)
        for things, kind in (("functions", "function"), ("services", "service")):
            assert told[things] == len({row[1] for row in before if row[0] == kind})
        public = len({row[1] for row in before if row[0] == "resource"})
        assert told["resources"] > public  # those that only some may find are put in as well
        assert indexing.rebuild(as_json=False) == 0
        assert f"{told['services']} services" in capsys.readouterr().out
        assert kept() == before


def test_only_the_operator_builds_the_index_and_only_of_what_is_lent(country: Country) -> None:
    with pytest.raises(ThingsUnknown):
        search.rebuild(OPERATOR, things="nothing")
    with pytest.raises(OneWindowError) as refused:
        search.rebuild(Actor("person:x", "X"), things="services")
    assert refused.value.status == 403
