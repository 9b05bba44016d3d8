"""The outbox: taken for an attempt, settled after it. The sending itself is between the two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from onewindow.flow.messages import rules
from onewindow.flow.messages.errors import DeliveryNotFailed, MessageNotFound
from onewindow.flow.messages.models import Delivery
from onewindow.flow.messages.queries import delivery_matter
from onewindow.flow.messages.types import Attempt, DeliveryState, Parcel, Parts
from onewindow.ground.kernel import clock, jobs, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter

# One statement: of two workers the second waits for the first, and then finds it leased.
_TAKE = """
    UPDATE flow_messages_delivery d
    SET attempts = d.attempts + 1, leased_until = %(until)s, next_try_at = %(until)s
    FROM flow_messages_message m
    WHERE d.id = %(delivery)s AND d.state = %(queued)s AND m.id = d.message_id
      AND (d.leased_until IS NULL OR d.leased_until <= %(now)s)
    RETURNING d.attempts, d.channel, d.address, m.subject, m.body, m.language
"""


@command("messages.take_delivery", on=delivery_matter)
def take_delivery(actor: Actor, /, *, delivery_id: UUID) -> Parcel | None:
    """Takes a waiting delivery for one attempt; nothing where it is done or under way.

    The lease outlives the attempt: if the worker dies, the agenda finds the delivery again.
    """
    now = clock.now()
    values: dict[str, Any] = {
        "delivery": delivery_id,
        "queued": DeliveryState.QUEUED.value,
        "now": now,
        "until": now + rules.LEASE,
    }
    row = rows.first(_TAKE, values)
    if row is None:
        return None
    attempt, channel, address, *words = row
    note(attempt=attempt)
    return Parcel(channel, address, Parts(*words), str(delivery_id))


def _attempted(*, delivery_id: UUID, attempt: Attempt) -> Matter:
    """Gives what settling is about."""
    return delivery_matter(delivery_id=delivery_id)


@command("messages.settle_delivery", on=_attempted)
def settle_delivery(actor: Actor, /, *, delivery_id: UUID, attempt: Attempt) -> DeliveryState:
    """Writes down how an attempt ended: sent, to be tried again later, or failed."""
    delivery = rows.one(Delivery, "id = %s", [delivery_id], lock=True)
    if delivery is None:
        raise MessageNotFound
    if delivery.state != DeliveryState.QUEUED:
        return DeliveryState(delivery.state)
    state, wait = rules.settle(delivery.attempts, attempt.outcome)
    now = clock.now()
    delivery.state, delivery.error, delivery.leased_until = state, attempt.reason, None
    delivery.next_try_at = now + wait
    delivery.sent_at = now if state is DeliveryState.SENT else None
    rows.change(delivery, "state", "error", "leased_until", "next_try_at", "sent_at")
    note(state=state, attempts=delivery.attempts)
    return state


@command("messages.requeue_delivery", on=delivery_matter)
def requeue_delivery(actor: Actor, /, *, delivery_id: UUID) -> None:
    """Puts a due delivery into the queue again; a second call at the same time does nothing."""
    now = clock.now()
    due = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.QUEUED, next_try_at__lte=now)
    if due.update(next_try_at=now + rules.LEASE):
        jobs.defer("messages.deliver", delivery_id=str(delivery_id))


@command("messages.resend_delivery", on=delivery_matter)
def resend_delivery(actor: Actor, /, *, delivery_id: UUID) -> None:
    """Sends a failed delivery again from the first attempt, when its cause is mended.

    Raises DeliveryNotFailed.
    """
    now = clock.now()
    with connection.cursor() as cursor:  # also for the administrator, who may not see the row
        cursor.execute("SELECT onewindow_requeue_failed(%s, %s)", [delivery_id, now])
        (is_queued,) = cursor.fetchone() or (False,)
    if not is_queued:
        raise DeliveryNotFailed
