"""Telling: the portal keeps the message, in the reader's language, for the reader only."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.flow.messages.errors import MessageNotFound
from onewindow.flow.messages.models import Delivery, Message
from onewindow.flow.messages.public import (
    failed_deliveries,
    inbox,
    inbox_matter,
    read_message,
    unread_count,
)
from onewindow.flow.messages.tests.conftest import (
    CHEN_WEI,
    LI_NA,
    Told,
    queued_jobs,
    tell_and_fail,
    tell_in_a_command,
)
from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.errors import Conflict, Refused
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.tell import Address, tell

pytestmark = pytest.mark.django_db


def inbox_of(actor: Actor) -> list[Message]:
    with reading(actor, "messages.inbox", on=lambda: inbox_matter(actor.id)) as frame:
        return list(inbox(frame.standing))


def test_a_message_reaches_its_reader_in_the_readers_language(told: Told) -> None:
    told("zh-hans")
    (message,) = inbox_of(LI_NA)
    assert message.subject == "您的事项 MZ-1 已办结"
    assert (message.language, message.about, message.read_at) == ("zh-hans", "case:MZ-1", None)


def test_an_unknown_language_becomes_the_installations_own(told: Told) -> None:
    told("tlh")
    assert inbox_of(LI_NA)[0].language == "en"


def test_a_broken_translation_falls_back_to_the_source_language(told: Told) -> None:
    told("ar")
    message = inbox_of(LI_NA)[0]
    assert (message.language, message.body.splitlines()[0]) == ("en", "Dear Li Na,")


def test_nobody_else_sees_it(told: Told) -> None:
    told()
    assert inbox_of(CHEN_WEI) == []


def test_nobody_opens_the_inbox_of_another(gate: StandIn) -> None:
    with (
        pytest.raises(Refused),
        reading(CHEN_WEI, "messages.inbox", on=lambda: inbox_matter(LI_NA.id)),
    ):
        pass
    assert gate.actions("refused") == ["messages.inbox"]


def test_a_missing_address_raises_nothing_and_queues_nothing(told: Told) -> None:
    told(email="")
    assert len(inbox_of(LI_NA)) == 1
    assert queued_jobs() == []


def test_an_address_that_cannot_be_one_is_shown_to_the_operator(told: Told) -> None:
    told(email="li@example.org\nBcc: spy@example.org")
    with reading(OPERATOR, "messages.outbox") as frame:
        (failed,) = failed_deliveries(frame.standing)
    assert (failed.address, failed.error) == ("unknown", "This is not an e-mail address.")
    assert queued_jobs() == []


def test_message_and_delivery_vanish_with_the_command_that_told_them(
    gate: StandIn, texts: None
) -> None:
    to = Address(LI_NA.id, "li.na@example.org")
    with pytest.raises(Conflict):
        tell_and_fail(CHEN_WEI, to=to, facts={"number": "1", "name": "Li Na"})
    assert inbox_of(LI_NA) == []
    assert queued_jobs() == []
    with reading(OPERATOR, "messages.outbox"):
        assert Delivery.objects.count() == 0


def test_one_person_may_tell_another_whose_messages_it_cannot_see(
    gate: StandIn, texts: None
) -> None:
    to = Address(LI_NA.id, "li.na@example.org")
    facts = {"number": "1\x00\ud800", "name": "Li Na\x00"}
    tell_in_a_command(CHEN_WEI, to=to, code="test.result", facts=facts)
    (message,) = inbox_of(LI_NA)
    assert message.subject == "Your case 1 is done"
    assert message.facts == {"number": "1?", "name": "Li Na"}
    assert inbox_of(CHEN_WEI) == []
    assert len(queued_jobs()) == 1


def test_a_message_without_a_text_is_a_fault_of_assembly(gate: StandIn, texts: None) -> None:
    with pytest.raises(RuntimeError, match="No package lends"):
        tell_in_a_command(OPERATOR, to=Address(LI_NA.id), code="none", facts={})


def test_telling_outside_of_a_command_is_a_fault(texts: None) -> None:
    with pytest.raises(RuntimeError, match="inside a command"):
        tell(Address(LI_NA.id), "test.result", {"number": "1", "name": "x"})


def test_reading_counts_once(told: Told, gate: StandIn) -> None:
    key = told()
    read_message(LI_NA, message_id=key)
    first = inbox_of(LI_NA)[0].read_at
    read_message(LI_NA, message_id=key)
    assert first is not None
    assert inbox_of(LI_NA)[0].read_at == first
    with reading(LI_NA, "messages.inbox", on=lambda: inbox_matter(LI_NA.id)) as frame:
        assert unread_count(frame.standing) == 0
    assert gate.actions().count("messages.read_message") == 2


def test_a_message_to_another_is_not_there(told: Told) -> None:
    key = told()
    with pytest.raises(MessageNotFound):
        read_message(CHEN_WEI, message_id=key)


def as_reader(actor_id: str, sql: str) -> int:
    """Runs SQL as the application's role with an actor set, as only row security guards it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, set_config('onewindow.actor', %s, true)", [actor_id])
        assert cursor.fetchone()[0] == "onewindow_app"
        cursor.execute(sql)
        return cursor.rowcount


def test_row_security_shows_a_message_to_its_reader_only(told: Told) -> None:
    told()
    seen = "SELECT * FROM flow_messages_message"
    assert as_reader(LI_NA.id, seen) == 1
    assert as_reader(CHEN_WEI.id, seen) == 0
    assert as_reader("", seen) == 0
    assert Message.objects.count() == 0


def test_row_security_shows_the_outbox_to_no_reader(told: Told) -> None:
    told()
    assert as_reader(LI_NA.id, "SELECT * FROM flow_messages_delivery") == 0
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE flow_messages_message SET body = 'other'",
        "UPDATE flow_messages_message SET recipient = 'person:chen-wei'",
        "DELETE FROM flow_messages_message",
        "TRUNCATE flow_messages_message CASCADE",
        "ALTER TABLE flow_messages_message DISABLE TRIGGER keep",
    ],
)
def test_no_sql_of_the_application_changes_what_was_told(told: Told, sql: str) -> None:
    told()
    with pytest.raises(DatabaseError):
        as_reader(LI_NA.id, sql)
    assert inbox_of(LI_NA)[0].body.startswith("Dear Li Na")


def test_what_was_read_cannot_become_unread(told: Told) -> None:
    read_message(LI_NA, message_id=told())
    with pytest.raises(DatabaseError, match="read once"):
        as_reader(LI_NA.id, "UPDATE flow_messages_message SET read_at = NULL")
