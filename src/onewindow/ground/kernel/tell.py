"""The tell port: one sentence to a person, by whatever channel reaches them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Ref


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """Whom to tell: an actor by id, with an e-mail address and language where known."""

    actor_id: str
    email: str = ""
    language: str = ""


class Teller(Protocol):
    """What `flow.messages` lends. Never raises for a missing address: the portal keeps it."""

    def __call__(self, to: Address, code: str, facts: Mapping[str, str], about: Ref | None) -> UUID:
        """Keeps the message for its reader, queues it for the channels, gives its id."""


@dataclasses.dataclass(frozen=True, slots=True)
class MessageText:
    """The text of one message code, with `{facts}` by name.

    Shape: each field is a lazy gettext string: `str()` of it in the reader's language is the
    template. Every fact that the text names must be told.
    """

    subject: object
    body: object


TELL: Port[Teller] = Port("tell")
TEXTS: Port[MessageText] = Port("messages.texts")


def tell(to: Address, code: str, facts: Mapping[str, str], about: Ref | None = None) -> UUID:
    """Tells a person something. The message code names the text in every language."""
    teller = TELL.the_only()
    if teller is None:
        raise RuntimeError("Nobody lends to the port 'tell'.")
    return teller(to, code, facts, about)
