"""News of safety: heard only later, so that nothing can undo it."""

from __future__ import annotations

import dataclasses
from typing import ClassVar
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class VetoImposed(Event):
    """A subject and all that depends on it stand still."""

    safety: ClassVar[bool] = True
    veto_id: UUID
    subject: str


@dataclasses.dataclass(frozen=True, slots=True)
class VetoLifted(Event):
    """A veto was lifted by a second officer."""

    safety: ClassVar[bool] = True
    veto_id: UUID
    subject: str


@dataclasses.dataclass(frozen=True, slots=True)
class StopOrdered(Event):
    """A subject was stopped for a few days during an incident."""

    safety: ClassVar[bool] = True
    stop_id: UUID
    subject: str
