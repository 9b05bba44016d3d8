"""Tables: foreign keys point down, written once means written once, regions are named."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from onewindow.ground.kernel.tables import AppendOnly, Regional, Shared
from tests.architecture.house import HOUSE, STOREYS, django_packages, short, sources, tree

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# Written once, but keyed by the database or by their place in the chain.
WRITTEN_ONCE_BY_OTHER_KEYS = {"trust_audit_entry", "trust_audit_link", "trust_audit_seal"}


def _tables() -> Iterator[type[models.Model]]:
    for package in django_packages():
        config = apps.get_app_config("_".join(package.relative_to(HOUSE).parts))
        yield from config.get_models(include_auto_created=True)


def _foreign_keys() -> Iterator[tuple[type[models.Model], models.Field[object, object]]]:
    for model in _tables():
        for field in model._meta.get_fields():
            if field.is_relation and getattr(field, "concrete", False):
                yield model, field  # type: ignore[misc]  # concrete relations are fields


def _place(model: type[models.Model]) -> str:
    return model.__module__.removeprefix("onewindow.").rpartition(".models")[0]


def test_foreign_keys_point_down() -> None:
    order = list(STOREYS)
    upward = []
    for model, field in _foreign_keys():
        here, there = _place(model), _place(field.related_model)  # type: ignore[arg-type]
        if "." in there and order.index(there.split(".")[0]) > order.index(here.split(".")[0]):
            upward.append(f"{model.__name__}.{field.name} -> {there}")
    assert upward == []


def test_foreign_keys_to_other_packages_are_written_as_text() -> None:
    written = []
    for path in sources():
        own = {node.name for node in tree(path).body if isinstance(node, ast.ClassDef)}
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in RELATIONS):
                continue
            goal = node.args[0] if node.args else None
            if isinstance(goal, ast.Name) and goal.id not in own:
                written.append(f"{short(path)}:{node.lineno}")
    assert written == []


def test_no_foreign_key_points_to_a_table_that_is_written_once() -> None:
    found = [
        f"{model.__name__}.{field.name}"
        for model, field in _foreign_keys()
        if issubclass(field.related_model, AppendOnly)  # type: ignore[arg-type]
        or field.related_model._meta.db_table in WRITTEN_ONCE_BY_OTHER_KEYS  # type: ignore[union-attr]
    ]
    assert found == []


# Its region says where a body acts, not where its row lives: the registers of bodies and functions
# are national, or a function could have an owner in each region (ADR 0014).
NATIONAL_THOUGH_OF_A_REGION = {"Body"}


def test_no_national_row_points_to_a_regional_one() -> None:
    found = [
        f"{model.__name__}.{field.name}"
        for model, field in _foreign_keys()
        if issubclass(model, Shared) and not issubclass(model, Regional)
        if issubclass(field.related_model, Regional)  # type: ignore[arg-type]
        and field.many_to_one
        and field.related_model.__name__ not in NATIONAL_THOUGH_OF_A_REGION  # type: ignore[union-attr]
    ]
    assert found == []


def test_nothing_is_deleted_because_something_else_is() -> None:
    """A cascade is a delete that no command decided."""
    cascades = {
        f"{model.__name__}.{field.name}"
        for model, field in _foreign_keys()
        if field.remote_field.on_delete is models.CASCADE  # type: ignore[union-attr]
        and not model._meta.auto_created
    }
    assert cascades <= {
        "OneTimeLink.account",  # a link without its account opens nothing
        "ProcessStep.process",  # the steps of a definition are a part of it
    }


def test_every_instant_knows_its_zone_and_every_id_is_made_here() -> None:
    assert settings.USE_TZ
    assert settings.TIME_ZONE == "UTC"
    numbered = {
        model._meta.db_table
        for model in _tables()
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
        and not model._meta.auto_created
    }
    assert numbered <= COUNTED


# Rows that nothing outside their table names, or whose count is the point.
COUNTED = {
    "trust_audit_entry",  # gaps in the numbers are part of what is sealed
    "trust_security_dependency",
    "flow_processes_processstep",
    "ground_jurisdiction_holiday",
    "ground_jurisdiction_numberseries",
    "faces_portal_publicchange",
}


@pytest.mark.django_db
def test_what_is_written_once_cannot_be_changed_by_anybody() -> None:
    expected = {
        model._meta.db_table for model in _tables() if issubclass(model, AppendOnly)
    } | WRITTEN_ONCE_BY_OTHER_KEYS
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
              AND t.tgname IN ('append_only', 'append_only_truncate')
            GROUP BY c.relname HAVING count(*) = 2
            """
        )
        held = {name for (name,) in cursor.fetchall()}
    assert expected <= held


@pytest.mark.django_db
def test_every_constraint_of_the_database_is_valid() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        assert cursor.fetchall() == []
        cursor.execute("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid")
        assert cursor.fetchall() == []
