"""The front door of messages."""

from onewindow.flow.messages.commands import read_message, resend_delivery
from onewindow.flow.messages.queries import (
    failed_deliveries,
    inbox,
    inbox_matter,
    stuck_deliveries,
    unread_count,
)

__all__ = [
    "failed_deliveries",
    "inbox",
    "inbox_matter",
    "read_message",
    "resend_delivery",
    "stuck_deliveries",
    "unread_count",
]
