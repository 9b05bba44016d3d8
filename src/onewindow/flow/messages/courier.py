"""The courier: one attempt at one delivery, with the network outside of every transaction."""

from __future__ import annotations

from uuid import UUID

from onewindow.flow.messages.commands import settle_delivery, take_delivery
from onewindow.flow.messages.types import TRANSPORTS
from onewindow.ground.kernel.actor import Actor


def deliver(actor: Actor, delivery_id: UUID) -> None:
    """Sends one delivery: taken in one transaction, settled in another.

    Safe to run twice: what is done or under way is left alone. If the worker dies after the
    server accepted and before that is written down, the next attempt carries the same Message-ID.
    """
    parcel = take_delivery(actor, delivery_id=delivery_id)
    transport = TRANSPORTS.get(parcel.channel) if parcel else None
    if parcel is None or transport is None:
        return
    attempt = transport.send(parcel.address, parcel.parts, parcel.message_id)
    settle_delivery(actor, delivery_id=delivery_id, attempt=attempt)
