"""News of processes."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class TaskClaimed(Event):
    """An officer took a task."""

    task_id: UUID
    instance_id: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class TaskDecided(Event):
    """An officer decided a task."""

    task_id: UUID
    instance_id: UUID
    outcome: str


@dataclasses.dataclass(frozen=True, slots=True)
class ProcessEnded(Event):
    """All tasks of an instance are done: its matter can be decided as a whole."""

    instance_id: UUID
