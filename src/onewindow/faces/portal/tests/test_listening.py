"""What the public finds is news for kept pages, on whatever shelf it stands."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_search_index_is_listened_to_after_it_was_put_on_shelves() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relkind::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname = 'public_news' AND c.relname = 'ground_search_searchentry'"
        )
        assert cursor.fetchall() == [("p",)]
