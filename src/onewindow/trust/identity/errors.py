"""What can go wrong with accounts."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid


class NameTaken(Conflict):
    """Somebody already signs in as {username}. Choose another name, or sign in."""

    code = "NAME_TAKEN"


class LinkSpent(Invalid):
    """This link was used already or is older than 24 hours. Ask the operator for a new one:
    onewindow link {username}"""

    code = "LINK_SPENT"


class WeakPassword(Invalid):
    """This password is too easy to guess. {reason}"""

    code = "WEAK_PASSWORD"
