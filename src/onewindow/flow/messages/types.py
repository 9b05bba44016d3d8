"""What a message is made of, and the port of the ways it travels."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.tell import TEXTS as TEXTS
from onewindow.ground.kernel.tell import MessageText as MessageText

EMAIL = "email"


class DeliveryState(StrEnum):
    """Where one copy of a message stands on its way to the outside."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Outcome(StrEnum):
    """What a transport says of one attempt."""

    ACCEPTED = "accepted"
    RETRY = "retry"
    FAILED = "failed"


@dataclasses.dataclass(frozen=True, slots=True)
class Attempt:
    """The outcome of one attempt, with the reason an operator reads where it did not succeed."""

    outcome: Outcome
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Parts:
    """A message as it leaves: already rendered in the language of its reader."""

    subject: str
    body: str
    language: str


@dataclasses.dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery taken out of the outbox for one attempt."""

    channel: str
    address: str
    parts: Parts
    message_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Stuck:
    """A copy that did not leave, as the administrator sees it: neither words nor address."""

    id: UUID
    channel: str
    code: str
    attempts: int
    error: str
    since: dt.datetime


class Transport(Protocol):
    """One way out. It is called outside of any transaction and never raises for a refusal."""

    def is_open(self) -> bool:
        """Says whether this way is set up at all; where it is not, deliveries wait unharmed."""

    def send(self, address: str, parts: Parts, message_id: str) -> Attempt:
        """Sends one copy; the same `message_id` again means the same copy again."""


TRANSPORTS: Port[Transport] = Port("messages.transports")
