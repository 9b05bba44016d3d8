"""What lies in an inbox, and what did not reach anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from onewindow.flow.messages.errors import MessageNotFound
from onewindow.flow.messages.models import Delivery, DeliverySet, Message, MessageSet
from onewindow.flow.messages.types import DeliveryState, Stuck
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.refs import Matter, Ref


def inbox_matter(actor_id: str) -> Matter:
    """Gives what `reading(actor, "messages.inbox", on=...)` is about: one actor's inbox."""
    return Matter(Ref("inbox", actor_id), owner=actor_id)


def message_matter(*, message_id: UUID) -> Matter:
    """Gives what marking a message as read is about. Raises MessageNotFound."""
    recipient = Message.objects.filter(pk=message_id).values_list("recipient", flat=True).first()
    if recipient is None:
        raise MessageNotFound
    return Matter(Ref.to("message", message_id), owner=recipient)


def delivery_matter(*, delivery_id: UUID) -> Matter:
    """Gives what a step of the outbox is about."""
    return Matter(Ref.to("delivery", delivery_id))


def inbox(standing: Standing) -> MessageSet:
    """Gives the actor's own messages, newest first."""
    mine = Message.objects.visible_to(standing).filter(recipient=standing.actor.id)
    return mine.order_by("-created_at", "-id")


def unread_count(standing: Standing) -> int:
    """Counts what the actor has not read yet."""
    return inbox(standing).filter(read_at=None).count()


def failed_deliveries(standing: Standing) -> DeliverySet:
    """Gives what did not reach anybody and is not tried again, oldest first."""
    failed = Delivery.objects.visible_to(standing).filter(state=DeliveryState.FAILED)
    return failed.select_related("message").order_by("created_at")


def stuck_deliveries(limit: int = 200) -> list[Stuck]:
    """Gives what did not leave, oldest first, without its words and without its address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM onewindow_failed_deliveries(%s)", [limit])
        return [Stuck(*row) for row in cursor.fetchall()]


def due_deliveries(standing: Standing, now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Gives what waits and may be tried now: after a failure, or left behind by a dead worker."""
    queued = Delivery.objects.visible_to(standing).filter(state=DeliveryState.QUEUED)
    due = queued.filter(next_try_at__lte=now).order_by("next_try_at")
    return [Ref.to("delivery", key) for key in due.values_list("pk", flat=True)[:limit]]
