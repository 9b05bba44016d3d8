"""Rows by plain statements are the rows that Django writes and reads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from onewindow.delivery.services.models import LifeEvent
from onewindow.ground.jurisdiction.models import Region
from onewindow.ground.kernel import rows
from onewindow.trust.audit.models import Reading

pytestmark = pytest.mark.django_db


def event(code: str = "life.birth") -> LifeEvent:
    return LifeEvent(code=code, kind="life", title={"en": "Birth", "zh-hans": "出生"}, position=3)


def values(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_added_is_the_row_that_django_reads() -> None:
    row = event()
    rows.add(row)
    assert values(LifeEvent.objects.get(id=row.id)) == values(row)
    assert not row._state.adding


def test_a_row_read_is_the_row_that_django_wrote() -> None:
    row = event()
    row.save()
    found = rows.one(LifeEvent, "code = %s", ["life.birth"])
    assert found == row
    assert found is not None
    assert values(found) == values(row)
    assert isinstance(found.created_at, dt.datetime)
    assert rows.one(LifeEvent, "code = %s", ["life.death"]) is None


def test_arrays_keys_and_nothing_are_read_as_django_reads_them() -> None:
    Region(code="XX", name={"en": "Far"}, level="state", time_zone="UTC", languages=["en"]).save()
    found = rows.one(Region, "code = %s", ["XX"], annotate={"length": "length(time_zone)"})
    assert found is not None
    assert (found.parent_id, found.languages, found.name) == (None, ["en"], {"en": "Far"})
    assert getattr(found, "length") == 3  # noqa: B009 - set by the statement


def test_a_change_writes_the_named_columns_and_no_others() -> None:
    row = event()
    rows.add(row)
    row.title, row.kind = {"en": "A child"}, "business"
    rows.change(row, "title")
    found = LifeEvent.objects.get(id=row.id)
    assert (found.title, found.kind) == ({"en": "A child"}, "life")


def test_a_change_of_what_is_gone_is_an_error() -> None:
    with pytest.raises(DatabaseError):
        rows.change(event(), "title")


def test_constraints_speak_as_they_do_to_django() -> None:
    rows.add(event())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add(event())


def test_a_lock_is_asked_for_in_the_same_statement() -> None:
    rows.add(event())
    with CaptureQueriesContext(connection) as asked:
        rows.one(LifeEvent, "code = %s", ["life.birth"], lock=True)
    assert [one["sql"].endswith("FOR UPDATE") for one in asked.captured_queries] == [True]


def test_a_value_is_never_part_of_the_statement() -> None:
    rows.add(event())
    assert rows.one(LifeEvent, "code = %s", ["' OR true --"]) is None


def test_an_append_only_table_stays_append_only() -> None:
    line = Reading(
        actor_id="person:1",
        actor_label="Song Mei",
        owner="person:2",
        object_kind="case",
        object_id="1",
        purpose="decides",
    )
    rows.add(line)
    line.purpose = "curious"
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.change(line, "purpose")


def test_a_statement_written_out_gives_its_rows_and_counts_what_it_wrote() -> None:
    rows.add(event())
    assert rows.ask("SELECT n, %s FROM generate_series(1, 3) n", ["a"]) == [
        (1, "a"),
        (2, "a"),
        (3, "a"),
    ]
    assert rows.first("SELECT %(two)s::int", {"two": 2}) == (2,)
    assert rows.first("SELECT 1 WHERE false") is None
    assert rows.write("UPDATE delivery_services_lifeevent SET position = 4") == 1


def test_statements_share_a_cursor_that_outlives_a_fault_and_not_its_connection() -> None:
    kept = connection.kept_cursor().cursor  # type: ignore[attr-defined]  # config.postgresql
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.ask("SELECT 1 / 0")
    assert rows.ask("SELECT 1") == [(1,)]
    assert connection.kept_cursor().cursor is kept  # type: ignore[attr-defined]
    assert kept.connection is connection.connection


def test_statements_of_the_kept_cursor_are_counted_like_all_others() -> None:
    with CaptureQueriesContext(connection) as asked:
        rows.ask("SELECT 1")
        rows.ask("SELECT 2")
    assert [one["sql"] for one in asked] == ["SELECT 1", "SELECT 2"]
