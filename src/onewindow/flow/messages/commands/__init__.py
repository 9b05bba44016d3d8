"""Writes of messages: telling and reading, and moving the outbox."""

from onewindow.flow.messages.commands.outbox import (
    requeue_delivery,
    resend_delivery,
    settle_delivery,
    take_delivery,
)
from onewindow.flow.messages.commands.telling import keep_message, read_message

__all__ = [
    "keep_message",
    "read_message",
    "requeue_delivery",
    "resend_delivery",
    "settle_delivery",
    "take_delivery",
]
