"""Rows by plain statements, for what is asked and written on every step of an application.

Django puts a statement together from objects in about a millisecond, each time anew; here it is
put together once for a table and then is text, and a cursor asks it that the connection keeps.
Conditions are written in SQL by the caller and carry no value in themselves. Lists, joins and
everything rare stay with querysets (ADR 0018).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.backends.utils import CursorWrapper

M = TypeVar("M", bound=models.Model)
Reader = Callable[[Any, Any, Any], Any]
Values = Sequence[Any] | Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class _Table:
    """How a table is spoken to: its columns, and how the values of some are read."""

    name: str
    fields: tuple[models.Field[Any, Any], ...]
    select: str
    insert: str
    readers: tuple[tuple[int, Reader], ...]


@functools.lru_cache(maxsize=256)
def _table(model: type[models.Model]) -> _Table:
    fields = tuple(model._meta.concrete_fields)
    name = f'"{model._meta.db_table}"'
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    readers = tuple(
        (place, reader)
        for place, field in enumerate(fields)
        for reader in field.get_db_converters(_database())
    )
    insert = f"INSERT INTO {name} ({columns}) VALUES ({marks})"  # noqa: S608  # names of ours
    return _Table(name, fields, columns, insert, readers)


def _database() -> Any:
    return connections[DEFAULT_DB_ALIAS]


def _run(text: str, values: Values) -> CursorWrapper:
    cursor: CursorWrapper = _database().kept_cursor()
    cursor.execute(text, values)
    return cursor


def ask(text: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """Gives all rows that a statement written out answers with."""
    found: list[tuple[Any, ...]] = _run(text, values).fetchall()
    return found


def first(text: str, values: Values = ()) -> tuple[Any, ...] | None:
    """Gives the first row that a statement written out answers with, or nothing."""
    found: tuple[Any, ...] | None = _run(text, values).fetchone()
    return found


def write(text: str, values: Values = ()) -> int:
    """Runs a statement that answers with no rows; gives how many it wrote."""
    count: int = _run(text, values).rowcount
    return count


def one(
    model: type[M],
    where: str,
    values: Sequence[Any],
    *,
    lock: bool = False,
    annotate: Mapping[str, str] | None = None,
) -> M | None:
    """Gives the one row that meets the condition, under a row lock where asked, or nothing.

    Shape: `annotate` names further expressions in SQL, set on the row as a queryset would.
    """
    table, more = _table(model), dict(annotate or {})
    wanted = ", ".join([table.select, *(f"({text})" for text in more.values())])
    text = f"SELECT {wanted} FROM {table.name} WHERE {where}"  # noqa: S608  # texts of ours
    found = first(f"{text} FOR UPDATE" if lock else text, values)
    if found is None:
        return None
    row, database = list(found), _database()
    for place, reader in table.readers:
        row[place] = reader(row[place], None, database)
    count = len(table.fields)
    names = [field.attname for field in table.fields]
    instance = model.from_db(DEFAULT_DB_ALIAS, names, row[:count])
    for name, value in zip(more, row[count:], strict=True):
        setattr(instance, name, value)
    return instance


def add(row: models.Model) -> None:
    """Writes a new row; its id and all defaults are set already.

    Raises django.db.IntegrityError as `save` does.
    """
    table = _table(type(row))
    write(table.insert, _written(row, table.fields))
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def change(row: models.Model, *names: str) -> None:
    """Writes some columns of a row that is there. Raises DatabaseError where it is not."""
    table = _table(type(row))
    fields = [field for field in table.fields if field.name in names]
    goals = ", ".join(f'"{field.column}" = %s' for field in fields)
    key = row._meta.pk.column
    text = f'UPDATE {table.name} SET {goals} WHERE "{key}" = %s'  # noqa: S608  # names of ours
    if write(text, [*_written(row, fields), row.pk]) != 1:
        raise DatabaseError("The row is gone, or row security hides it.")


class Dumped(str):
    """A value of a JSON column that is written out already."""

    __slots__ = ()


def add_all(rows: Sequence[M]) -> None:
    """Writes many new rows of one table by one COPY; their ids and all defaults are set already.

    PostgreSQL copies into no table with a row policy; the rules of the others hold as for `add`.
    """
    if not rows:
        return
    table = _table(type(rows[0]))
    columns = ", ".join(f'"{field.column}"' for field in table.fields)
    text, database = f"COPY {table.name} ({columns}) FROM STDIN", _database()
    with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(text) as copy:
        for row in rows:
            copy.write_row(_written(row, table.fields))
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def change_all(rows: Sequence[M], *names: str) -> None:
    """Writes some columns, none of them an array, of many rows of one table by one statement.

    Raises DatabaseError where one of the rows is not there.
    """
    if not rows:
        return
    table = _table(type(rows[0]))
    key = table.fields[0].model._meta.pk
    fields = [key, *(field for field in table.fields if field.name in names)]
    goals = ", ".join(f'"{field.column}" = v."{field.column}"' for field in fields[1:])
    lists = ", ".join(f"%s::{_bare_type(field)}[]" for field in fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    text = (
        f"UPDATE {table.name} t SET {goals} FROM unnest({lists}) v({columns})"  # noqa: S608  # names of ours
        f' WHERE t."{key.column}" = v."{key.column}"'
    )
    values = zip(*(_written(row, fields) for row in rows), strict=True)
    if write(text, [list(one) for one in values]) != len(rows):
        raise DatabaseError("A row is gone, or row security hides it.")


def _bare_type(field: models.Field[Any, Any]) -> str:
    """Gives a column's type without its length: cast to that, what is too long would be cut."""
    return str(field.db_type(_database())).partition("(")[0]


def _written(row: models.Model, fields: Iterable[models.Field[Any, Any]]) -> list[Any]:
    database = _database()
    values = ((field, getattr(row, field.attname)) for field in fields)
    return [
        str(value) if isinstance(value, Dumped) else field.get_db_prep_save(value, database)
        for field, value in values
    ]
