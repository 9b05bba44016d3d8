"""INV-26 to INV-28 tried by raw SQL as the application's own role."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.support.country import Country, at

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security

NOW = at("2026-11-02 10:00")


@pytest.fixture
def vetoed(country: Country) -> UUID:
    """Gives the veto that Zhao imposed on the birth service."""
    with clock.frozen_at(NOW):
        return security.impose_veto(
            country.official("zhao"),
            subject=Ref.to("service", country.service("birth")),
            public_reason="A weakness was found.",
            alternative="Go to the hall.",
        )


def refused(statement: str, *values: object) -> str:
    """Gives the words with which the database refuses a statement."""
    with (
        pytest.raises(DatabaseError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, list(values))
    return str(error.value)


def test_inv_27_the_application_cannot_lift_a_veto_as_its_imposer(
    country: Country, vetoed: UUID
) -> None:
    lift = "INSERT INTO trust_security_lift (id, at, veto_id, evidence, lifted_by)"
    lift += " VALUES (%s, now(), %s, %s, %s)"
    zhao = country.official("zhao").id
    assert "second security officer" in refused(lift, new_id(), vetoed, "Patched.", zhao)
    mayor = country.official("mayor").id
    assert "second security officer" in refused(lift, new_id(), vetoed, "Patched.", mayor)
    qian = country.official("qian").id
    assert "with evidence" in refused(lift, new_id(), vetoed, "  ", qian)


def test_inv_27_a_veto_is_neither_changed_nor_deleted(vetoed: UUID) -> None:
    for statement in (
        "UPDATE trust_security_veto SET at = now() + interval '1 year'",
        "DELETE FROM trust_security_veto",
        "TRUNCATE trust_security_veto",
    ):
        assert "permission denied" in refused(statement)


def test_inv_28_the_triggers_that_guard_cannot_be_switched_off(vetoed: UUID) -> None:
    for statement in (
        "ALTER TABLE trust_security_lift DISABLE TRIGGER ALL",
        "DROP TRIGGER rule ON trust_security_lift",
        "SET ROLE onewindow_owner",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION operational(wanted text, instant timestamptz)"
        " RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ):
        assert refused(statement)


def test_inv_26_a_service_is_not_made_live_past_its_veto(country: Country, vetoed: UUID) -> None:
    key = country.service("birth")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_services_publicservice SET state = 'candidate' WHERE id = %s", [key]
        )
    words = refused("UPDATE delivery_services_publicservice SET state = 'live' WHERE id = %s", key)
    assert "without a veto" in words
    assert not security.operational(Ref.to("service", key), NOW)


def test_inv_26_a_clearance_needs_a_second_hand(country: Country) -> None:
    zhao, owner = country.official("zhao").id, country.official("xu.lan").id
    subject, dossier = f"service:{country.service('birth')}", new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_security_dossier (id, at, subject_id, statement, prepared_by)"
            " VALUES (%s, now(), %s, 'x', %s)",
            [dossier, subject, zhao],
        )
    sign = (
        "INSERT INTO trust_security_clearance (id, at, subject_id, dossier_id, decision,"
        " conditions, reason, valid_from, expires_at, signed_by) VALUES"
        " (%s, now(), %s, %s, 'authorised', '[]', '', now(), now() + interval '1 day', %s)"
    )
    assert "did not prepare" in refused(sign, new_id(), subject, dossier, zhao)
    assert "did not prepare" in refused(sign, new_id(), subject, dossier, owner)


def test_nobody_becomes_a_security_officer_by_one_hand(country: Country) -> None:
    name = (
        "INSERT INTO trust_security_officer (id, at, actor_id, label, named_by)"
        " VALUES (%s, now(), 'person:x', 'X', %s)"
    )
    assert "first security officers only" in refused(name, new_id(), "system:operator")
    assert "by a security officer" in refused(name, new_id(), country.official("mayor").id)
    key, zhao = new_id(), country.official("zhao").id
    with connection.cursor() as cursor:
        cursor.execute(name, [key, zhao])
    confirm = (
        "INSERT INTO trust_security_officerconfirmation (id, at, officer_id, confirmed_by)"
        " VALUES (%s, now(), %s, %s)"
    )
    assert "second security officer" in refused(confirm, new_id(), key, zhao)
    assert "first security officers only" in refused(confirm, new_id(), key, "system:operator")
    assert not security.is_officer("person:x")


def test_inv_16_the_application_neither_reads_nor_changes_the_audit(country: Country) -> None:
    for statement in (
        "SELECT * FROM trust_audit_entry",
        "UPDATE trust_audit_entry SET actor_id = 'x'",
        "DELETE FROM trust_audit_entry",
        "DELETE FROM trust_audit_link",
        "UPDATE trust_audit_seal SET number = 0",
    ):
        assert "permission denied" in refused(statement)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_audit_entry (seq, at, actor_id, actor_label, through, action,"
            " object_kind, object_id, outcome, fact)"
            " VALUES (1, now(), '', '', '{}', '', '', '', '', '{}')"
        )


def test_a_decision_that_no_line_tells_of_is_found(country: Country) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_security_veto (id, at, number, subject_id, public_reason,"
            " restricted_reason, alternative, imposed_by)"
            " VALUES (%s, now(), 'V-2026-900', %s, 'x', '', 'x', %s)",
            [new_id(), f"service:{country.service('birth')}", country.official("zhao").id],
        )
        cursor.execute("SELECT what, ref FROM onewindow_unwitnessed_decisions()")
        assert cursor.fetchall() == [("veto", "V-2026-900")]
