"""Front door of identity."""

from onewindow.trust.identity.actors import (
    METHODS,
    actor_of,
    actor_of_request,
    guest_draft,
    hand_draft,
)
from onewindow.trust.identity.commands import (
    block_account,
    choose_language,
    issue_link,
    open_account,
    use_link,
)
from onewindow.trust.identity.models import Account
from onewindow.trust.identity.queries import (
    account_called,
    preferred_language,
    way_to_second_factor,
)

__all__ = [
    "METHODS",
    "Account",
    "account_called",
    "actor_of",
    "actor_of_request",
    "block_account",
    "choose_language",
    "guest_draft",
    "hand_draft",
    "issue_link",
    "open_account",
    "preferred_language",
    "use_link",
    "way_to_second_factor",
]
