"""News of cases."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class CaseSubmitted(Event):
    """An application was received."""

    case_id: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """A case has its one consolidated decision."""

    case_id: UUID
    result: str
