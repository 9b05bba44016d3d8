"""The database backend (`ENGINE = "onewindow.config.postgresql"`): Django's with fewer round trips.

After a restart of the database every pooled connection is dead. Django can ask each one with a
statement before every request; here its socket is looked at instead: a server that has gone away
has closed it, and an idle connection has nothing to read.

The settings that row security reads travel together with BEGIN, and a cursor is kept with each
connection for statements of one answer (ADR 0018).
"""

from __future__ import annotations

import select
from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg import Connection, errors, pq

KEPT = "kept_cursor"
READABLE = select.POLLIN | select.POLLHUP | select.POLLERR


def has_ended(connection: Connection[Any]) -> bool:
    """Says whether an idle connection cannot be used any more."""
    if connection.closed:
        return True
    watch = select.poll()
    watch.register(connection.fileno(), READABLE)
    return bool(watch.poll(0))


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes connections from the pool until one lives, and begins transactions with settings."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        """Gives a connection that lives, from the pool where there is one."""
        found: Connection[Any] = super().get_new_connection(conn_params)
        while self.pool is not None and has_ended(found):
            found.close()
            self.pool.putconn(found)
            found = super().get_new_connection(conn_params)
        return found

    def kept_cursor(self) -> CursorWrapper:
        """Gives the cursor that is kept with the connection; its answer lasts until the next one.

        A cursor learns how each kind of value travels, and a new one learns it anew, which costs
        more than most statements. Read the answer at once, and hand the cursor to nobody.
        """
        self.ensure_connection()
        raw = self.connection
        if not hasattr(raw, KEPT):
            setattr(raw, KEPT, self.create_cursor())
        wrapped: CursorWrapper = self._prepare_cursor(getattr(raw, KEPT))  # type: ignore[attr-defined]  # Django's own
        return wrapped

    def set_locally(self, values: Mapping[str, str]) -> None:
        """Sets settings for the present transaction, in the same message as its BEGIN if it can.

        Inside `atomic` only: elsewhere they would be gone at once.
        """
        self.ensure_connection()
        raw = self.connection
        if raw.autocommit or raw.info.transaction_status != pq.TransactionStatus.IDLE:
            calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
            with self.cursor() as cursor:
                cursor.execute(f"SELECT {calls}", [one for pair in values.items() for one in pair])
            return
        quote = pq.Escaping(raw.pgconn).escape_literal
        texts = [f"SET LOCAL {name} = ".encode() + quote(v.encode()) for name, v in values.items()]
        with self.wrap_database_errors:
            result = raw.pgconn.exec_(b"; ".join([b"BEGIN", *texts]))
            if result.status != pq.ExecStatus.COMMAND_OK:
                raise errors.error_from_result(result, encoding=raw.info.encoding)
