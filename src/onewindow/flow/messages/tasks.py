"""Jobs of messages."""

from __future__ import annotations

from uuid import UUID

from onewindow.flow.messages.courier import deliver
from onewindow.ground.kernel.actor import CLOCK
from onewindow.ground.kernel.jobs import job


@job("messages.deliver")
def deliver_message(delivery_id: str) -> None:
    """Sends one delivery from the outbox."""
    deliver(CLOCK, UUID(delivery_id))
