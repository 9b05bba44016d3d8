"""Roles and privileges, for the embedded server and for a real one alike.

Two of them matter every day: `onewindow_owner` owns every table, migrates and makes test
databases; `onewindow_app` is what web, worker and tests are. Default privileges are set before
the first migration and never repeated as GRANT ON ALL TABLES, which would undo the REVOKE of an
append-only table.

A real server, as its administrator (passwords or certificates are the server's own affair):

    with psycopg.connect(administrator_url, autocommit=True) as admin:
        create_roles(admin)
        create_database(admin, "onewindow")
    with psycopg.connect(administrator_url_of_onewindow, autocommit=True) as admin:
        prepare_database(admin)
"""

from __future__ import annotations

import hashlib
from typing import LiteralString

from psycopg import Connection, sql
from psycopg.rows import TupleRow

OWNER = "onewindow_owner"
APP = "onewindow_app"
GATEWAY = "onewindow_gateway"
READER = "onewindow_reader"
SERVANTS = (APP, GATEWAY, READER)
ROLES = (OWNER, *SERVANTS)

PLAIN: LiteralString = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT"

# The owner must be a member of the application's role: DROP DATABASE ... WITH (FORCE) of a test
# database ends that role's sessions.
MEMBERSHIP: LiteralString = "GRANT onewindow_app TO onewindow_owner"

PRIVILEGES: tuple[LiteralString, ...] = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO onewindow_app, onewindow_gateway, onewindow_reader",
    "ALTER DEFAULT PRIVILEGES FOR ROLE onewindow_owner IN SCHEMA public "
    "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onewindow_app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE onewindow_owner IN SCHEMA public "
    "GRANT USAGE, SELECT ON SEQUENCES TO onewindow_app",
    # A SECURITY DEFINER function acts as the owner: nobody runs one without being named.
    "ALTER DEFAULT PRIVILEGES FOR ROLE onewindow_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES FOR ROLE onewindow_owner IN SCHEMA public "
    "GRANT EXECUTE ON FUNCTIONS TO onewindow_app",
)


def create_roles(admin: Connection[TupleRow]) -> None:
    """Create the four roles where they are absent and set their attributes; safe to repeat.

    `admin` is a superuser (or has CREATEROLE) and is in autocommit. Gateway and reader get no
    table by default: the migration that makes a table names what they may.
    """
    for role in ROLES:
        name = sql.Identifier(role)
        known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb: LiteralString = "ALTER ROLE {} " if known else "CREATE ROLE {} "
        extra: LiteralString = " CREATEDB" if role == OWNER else " NOCREATEDB"
        admin.execute(sql.SQL(verb).format(name) + sql.SQL(PLAIN) + sql.SQL(extra))
    admin.execute(MEMBERSHIP)


def create_database(admin: Connection[TupleRow], name: str) -> None:
    """Create the database `name`, owned by `onewindow_owner`, where it is absent.

    Only the four roles may connect to it. `admin` is in autocommit.
    """
    database = sql.Identifier(name)
    known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if not known:
        admin.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER onewindow_owner TEMPLATE template0 ENCODING 'UTF8'"
            ).format(database)
        )
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    admin.execute(
        sql.SQL(
            "GRANT CONNECT ON DATABASE {} TO onewindow_app, onewindow_gateway, onewindow_reader"
        ).format(database)
    )


def prepare_database(owner: Connection[TupleRow]) -> None:
    """Set schema and default privileges in the database that `owner` is connected to.

    Before the first migration; safe to repeat. `owner` is a superuser or `onewindow_owner`
    itself in a database that it owns.
    """
    for statement in PRIVILEGES:
        owner.execute(statement)


def version() -> str:
    """A word that changes when this module's roles or privileges change."""
    text = "\n".join([*ROLES, PLAIN, MEMBERSHIP, *PRIVILEGES])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
