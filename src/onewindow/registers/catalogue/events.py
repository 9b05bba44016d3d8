"""What has happened in the catalogue."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class ResourcePublished(Event):
    """A resource stands in the catalogue for whoever its label admits."""

    resource: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class ResourceWithdrawn(Event):
    """A resource is no longer offered."""

    resource: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class SourceNamed(Event):
    """A register is the one source of a data element from that day."""

    element: UUID
    register: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class SourceTransferred(Event):
    """From that day another register is the one source."""

    element: UUID
    from_register: UUID
    to_register: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class ElementRetired(Event):
    """From that day nobody holds the data element any more."""

    element: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class RegisterRetired(Event):
    """From that day the register is closed."""

    register: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class SystemStateChanged(Event):
    """An information system has moved on in its life."""

    system: UUID
    state: str
