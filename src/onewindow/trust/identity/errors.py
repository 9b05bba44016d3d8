"""What can go wrong with accounts."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid
from onewindow.ground.kernel.texts import SENTENCES


class NameTaken(Conflict):
    """Somebody already signs in as {username}. Choose another name, or sign in."""

    code = "NAME_TAKEN"


class NoSuchAccount(Invalid):
    """Nobody signs in as {username}. Check the name, or have the account opened first."""

    code = "NO_SUCH_ACCOUNT"


class LinkSpent(Invalid):
    """This link was used already or is older than 24 hours. Ask the operator for a new one:
    onewindow link {username}"""

    code = "LINK_SPENT"


class WeakPassword(Invalid):
    """This password is too easy to guess. {reason}"""

    code = "WEAK_PASSWORD"
    between = {"reason": SENTENCES}


class LanguageUnknown(Invalid):
    """This installation does not speak that language. Choose one of: {languages}"""

    code = "LANGUAGE_UNKNOWN"
