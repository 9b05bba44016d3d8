"""What has happened in sharing."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class RequestFiled(Event):
    """An institution asks another one for data."""

    request: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class RequestEscalated(Event):
    """A clock of a request ran out without an answer: the data authority has it now."""

    request: UUID
    clock: str


@dataclasses.dataclass(frozen=True, slots=True)
class AgreementInForce(Event):
    """Both sides have signed."""

    agreement: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class AgreementEnded(Event):
    """An agreement does not hold any longer."""

    agreement: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """A person has taken a consent back."""

    consent: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class WaiverEnded(Event):
    """A question must not be asked any longer from the waiver's new last day on."""

    waiver: UUID
    form: str
