"""What messages lends: the teller, the e-mail transport, the retries, the titles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from onewindow.flow.messages.commands import keep_message, requeue_delivery
from onewindow.flow.messages.models import Message
from onewindow.flow.messages.queries import due_deliveries
from onewindow.flow.messages.types import EMAIL, TRANSPORTS
from onewindow.flow.messages.wire.email import EmailTransport
from onewindow.ground.kernel.actor import CLOCK, Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.tell import TELL


def _due(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Gives the deliveries to try now; none while no way out is open."""
    if not any(transport.is_open() for _channel, transport in TRANSPORTS.items()):
        return []
    with reading(CLOCK, "messages.outbox") as frame:
        return due_deliveries(frame.standing, now, limit)


def _try_again(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    requeue_delivery(actor, delivery_id=UUID(ref.id))


def _title(key: str) -> str | None:
    return Message.objects.filter(pk=key).values_list("subject", flat=True).first()


TELL.lend("messages", keep_message)
TRANSPORTS.lend(EMAIL, EmailTransport())
AGENDA.lend("messages.deliver", Item(_due, _try_again))
KINDS.lend("message", RefKind("message", "flow.messages", _title))
