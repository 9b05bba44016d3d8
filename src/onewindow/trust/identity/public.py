"""Front door of identity."""

from onewindow.trust.identity.actors import (
    METHODS,
    actor_of,
    actor_of_request,
    guest_draft,
    hand_draft,
)
from onewindow.trust.identity.commands import block_account, issue_link, open_account, use_link
from onewindow.trust.identity.models import Account

__all__ = [
    "METHODS",
    "Account",
    "actor_of",
    "actor_of_request",
    "block_account",
    "guest_draft",
    "hand_draft",
    "issue_link",
    "open_account",
    "use_link",
]
