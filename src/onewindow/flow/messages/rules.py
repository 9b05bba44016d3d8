"""How a text becomes a message, and when a delivery is tried again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from onewindow.flow.messages.types import DeliveryState, Outcome, Parts
from onewindow.ground.kernel.tell import MessageText

MOST_ATTEMPTS = 8
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(hours=6)
LEASE = dt.timedelta(minutes=5)
LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254

_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+@[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+")


def render(text: MessageText, facts: Mapping[str, str], language: str) -> Parts:
    """Gives the message with its facts filled in; the language is already active.

    Shape: the subject is one line without control signs, whatever a fact contains.
    Raises: KeyError where the text names a fact that was not told; ValueError and IndexError
    where the text is no template.
    """
    subject = str(text.subject).format_map(facts)
    body = str(text.body).format_map(facts)
    return Parts(one_line(subject), storable(body), language)


def storable(text: str) -> str:
    """Gives the text without what neither the database nor a mail can hold: NUL, surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def one_line(text: str) -> str:
    """Gives the text on one line: nothing in it can begin a header of its own."""
    words = "".join(sign if sign.isprintable() else " " for sign in text).split()
    return " ".join(words)[:LONGEST_SUBJECT]


def is_address(text: str) -> bool:
    """Says whether the text can be one e-mail address: one @, no space, no sign of a header."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def settle(attempts: int, outcome: Outcome) -> tuple[DeliveryState, dt.timedelta]:
    """Gives the state after an attempt, and how long to wait where it is tried again.

    Units: `attempts` counts this one. Eight attempts span about fifteen hours.
    """
    if outcome is Outcome.ACCEPTED:
        return DeliveryState.SENT, dt.timedelta()
    if outcome is Outcome.FAILED or attempts >= MOST_ATTEMPTS:
        return DeliveryState.FAILED, dt.timedelta()
    return DeliveryState.QUEUED, min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT)
