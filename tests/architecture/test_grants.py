"""What the database's roles may do: as declared, and never more than the filters show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from tools import reference

from onewindow.config.embedded import roles
from tests.support.database import TestServer, session_database

# Tables that hold what belongs to one person or one office.
MUST_BE_GUARDED = {
    "delivery_cases_case",
    "delivery_cases_caseanswers",
    "delivery_cases_rating",
    "flow_forms_draft",
    "flow_messages_delivery",
    "flow_messages_message",
    "flow_processes_instance",
    "flow_processes_task",
    "registers_catalogue_informationresource",
    "registers_catalogue_resourceelement",
    "registers_catalogue_resourceincategory",
    "registers_sharing_agreement",
    "registers_sharing_consent",
    "registers_sharing_datarequest",
    "registers_sharing_requestdispute",
    "trust_audit_reading",
}
Ask = Callable[[str], Sequence[tuple[Any, ...]]]


@pytest.fixture
def ask(db: None, database_server: TestServer) -> Ask:
    """Asks the test database as its owner, whom no policy holds."""
    address = database_server.owner(session_database())

    def asked(text: str) -> Sequence[tuple[Any, ...]]:
        with psycopg.connect(address) as owner:
            return owner.execute(text.encode()).fetchall()

    return asked


def test_grants_and_policies_are_the_declared_ones(ask: Ask) -> None:
    declared = (reference.PAGES / "grants.md").read_text(encoding="utf-8")
    assert reference.grants(ask) == declared, "Look at the difference; then tools/reference.py."


def test_every_table_with_somebodys_things_is_guarded(ask: Ask) -> None:
    secured = {name for name, on, _, _ in ask(reference.TABLES) if on}
    held = {table for table, *_ in ask(reference.POLICIES)}
    assert secured >= MUST_BE_GUARDED
    assert held >= secured, "Row security without a policy shows nothing to anybody."


def test_the_application_owns_nothing_and_passes_no_policy(ask: Ask) -> None:
    owned = ask(
        "SELECT relname FROM pg_class WHERE relowner <> 'onewindow_owner'::regrole"
        " AND relnamespace = 'public'::regnamespace"
    )
    assert owned == []
    above = ask(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'onewindow%'"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)"
    )
    assert above == []
    members = ask(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE m.roleid = 'onewindow_owner'::regrole"
    )
    assert [name for (name,) in members if name in roles.SERVANTS] == []


def test_nothing_is_granted_to_everybody(ask: Ask) -> None:
    open_tables = [name for name, _, _, acl in ask(reference.TABLES) if "-=" in f" {acl}"]
    assert open_tables == []
    everybody = [name for name, _, who in ask(reference.DEFINERS) if "everybody" in who]
    assert everybody == []


def test_a_function_that_acts_as_the_owner_looks_only_where_it_should(ask: Ask) -> None:
    """`pg_temp` last: else a table of the caller's own would be read in place of ours."""
    loose = [
        name
        for name, config, _ in ask(reference.DEFINERS)
        if "search_path=public, pg_temp" not in config
    ]
    assert loose == []


def test_a_guard_of_a_table_holds_for_every_verb(ask: Ask) -> None:
    partial = [(t, verb) for t, _, verb, *_ in ask(reference.POLICIES) if verb != "ALL"]
    assert partial == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(MUST_BE_GUARDED))
def test_without_a_frame_nobody_sees_a_row(table: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_setting('onewindow.actor', true),"
            " current_setting('onewindow.sees', true)"
        )
        user, actor, sees = cursor.fetchone() or ("", "", "")
        assert (user, actor or "", sees or "") == (roles.APP, "", "")
        cursor.execute(f"SELECT count(*) FROM {table}")  # a name of the list above
        assert cursor.fetchone() == (0,)
