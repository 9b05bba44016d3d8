"""The outbox against a real mail server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.flow.messages import rules
from onewindow.flow.messages.commands import take_delivery
from onewindow.flow.messages.courier import deliver
from onewindow.flow.messages.errors import DeliveryNotFailed
from onewindow.flow.messages.models import Delivery
from onewindow.flow.messages.public import failed_deliveries, resend_delivery
from onewindow.flow.messages.tests.conftest import LI_NA, Server, Told, queued_jobs
from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.flow.messages.wire.email import EmailTransport
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import CLOCK, OPERATOR
from onewindow.ground.kernel.agenda import tick
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.reading import reading

pytestmark = pytest.mark.django_db

Work = Callable[[], int]
START = dt.datetime(2026, 11, 2, 1, 10, tzinfo=dt.UTC)


class Moving:
    """A clock that tests move."""

    at = START

    def __call__(self) -> dt.datetime:
        return self.at

    def move(self, by: dt.timedelta) -> None:
        self.at += by


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Moving]:
    source = Moving()
    monkeypatch.setattr(clock, "_installed", [source])
    yield source


def the_delivery() -> Delivery:
    with reading(OPERATOR, "messages.outbox"):
        return Delivery.objects.get()


def test_a_message_is_delivered_in_the_right_language(
    server: Server, told: Told, work: Work
) -> None:
    told("zh-hans")
    assert work() == 1
    (mail,) = server.post.kept
    assert mail["Subject"] == "您的事项 MZ-1 已办结"
    assert "请在门户查看结果。" in mail.get_content()
    assert mail["To"] == "li.na@example.org"
    assert mail["Content-Language"] == "zh-hans"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert the_delivery().state == "sent"


def test_a_fact_with_line_ends_injects_no_header(server: Server, told: Told, work: Work) -> None:
    told(number="1\r\nBcc: spy@example.org\r\n\r\nhello")
    work()
    (mail,) = server.post.kept
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Your case 1 Bcc: spy@example.org hello is done"


def test_the_job_is_safe_to_run_twice(server: Server, told: Told, work: Work) -> None:
    told()
    key = UUID(queued_jobs()[0][1]["delivery_id"])
    work()
    deliver(CLOCK, key)
    assert len(server.post.kept) == 1
    assert the_delivery().attempts == 1


def test_two_workers_at_once_send_one_copy(server: Server, told: Told) -> None:
    told()
    key = UUID(queued_jobs()[0][1]["delivery_id"])
    assert take_delivery(CLOCK, delivery_id=key) is not None
    deliver(CLOCK, key)
    assert server.post.kept == []


def test_a_server_that_is_down_is_tried_again_until_it_is_up(
    server: Server, told: Told, work: Work, moving: Moving
) -> None:
    server.stop()
    told()
    work()
    waiting = the_delivery()
    assert (waiting.state, waiting.attempts) == ("queued", 1)
    assert "ConnectionRefusedError" in waiting.error
    assert tick().done == 0
    server.start()
    moving.move(rules.FIRST_WAIT)
    assert tick().done == 1
    assert tick().done == 0, "one tick puts it into the queue, the next leaves it there"
    assert work() == 1
    assert len(server.post.kept) == 1
    assert (the_delivery().state, the_delivery().error) == ("sent", "")


class Killed(BaseException):
    """The worker is gone, with nothing caught and nothing written."""


def test_a_worker_killed_between_sending_and_marking_sends_the_same_message_id_again(
    server: Server, told: Told, work: Work, moving: Moving, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()
    send = EmailTransport.send

    def send_and_die(*args: object) -> None:
        send(*args)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(EmailTransport, "send", send_and_die)
        with pytest.raises(Killed):
            work()
    assert the_delivery().state == "queued"
    assert tick().done == 0, "the lease of the dead worker still runs"
    moving.move(rules.LEASE)
    tick()
    work()
    first, second = server.post.kept
    assert first["Message-ID"] == second["Message-ID"] == f"<{the_delivery().id}@localhost>"
    assert the_delivery().state == "sent"


def test_a_recipient_refused_for_good_has_failed_and_is_visible(
    server: Server, told: Told, work: Work
) -> None:
    server.post.to_recipient = "550 No such user"
    told()
    work()
    with reading(OPERATOR, "messages.outbox") as frame:
        (failed,) = failed_deliveries(frame.standing)
    assert failed.attempts == 1
    assert "550" in failed.error


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("to_sender", "550 Sender refused"),
        ("to_recipient", "451 Try later"),
        ("to_data", "554 Spam"),
    ],
)
def test_any_other_refusal_fails_after_eight_attempts(
    server: Server, told: Told, work: Work, moving: Moving, where: str, answer: str
) -> None:
    setattr(server.post, where, answer)
    told()
    work()
    for _attempt in range(10):
        moving.move(rules.LONGEST_WAIT)
        tick()
        work()
    failed = the_delivery()
    assert (failed.state, failed.attempts) == ("failed", rules.MOST_ATTEMPTS)
    assert answer[:3] in failed.error


def test_the_operator_sends_again_what_failed(
    server: Server, told: Told, work: Work, gate: StandIn
) -> None:
    server.post.to_recipient = "550 No such user"
    told()
    work()
    server.post.to_recipient = ""
    with pytest.raises(Refused):
        resend_delivery(LI_NA, delivery_id=the_delivery().id)
    resend_delivery(OPERATOR, delivery_id=the_delivery().id)
    tick()
    work()
    assert the_delivery().state == "sent"
    with pytest.raises(DeliveryNotFailed):
        resend_delivery(OPERATOR, delivery_id=the_delivery().id)


def test_without_a_mail_server_mail_waits_unharmed(
    server: Server, told: Told, work: Work, moving: Moving, settings: object
) -> None:
    settings.EMAIL_HOST = ""  # type: ignore[attr-defined]
    told()
    moving.move(rules.LEASE)
    assert (tick().done, work()) == (0, 0)
    assert the_delivery().attempts == 0
    settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    tick()
    work()
    assert len(server.post.kept) == 1


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_in_a_transaction_while_the_network_is_used(
    server: Server, told: Told, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()
    seen: list[bool] = []
    send = EmailTransport.send

    def watched(*args: object) -> object:
        seen.append(connection.in_atomic_block)
        return send(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(EmailTransport, "send", watched)
    work()
    assert seen == [False]


def test_what_is_sent_stays_sent_whatever_the_sql(server: Server, told: Told, work: Work) -> None:
    told()
    work()
    with pytest.raises(DatabaseError, match="stays sent"), transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SELECT set_config('onewindow.sees', 'all', true)")
        cursor.execute("UPDATE flow_messages_delivery SET state = 'queued', sent_at = NULL")
