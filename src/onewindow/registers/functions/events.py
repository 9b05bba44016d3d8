"""What has happened to functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class FunctionActivated(Event):
    """A function is exercised from that day."""

    function: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class FunctionTransferred(Event):
    """From that day another body is responsible."""

    function: UUID
    from_body: UUID
    to_body: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class FunctionOrphaned(Event):
    """A function has lost its owner and waits for another."""

    function: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class FunctionEnded(Event):
    """The end of a function is decided: from that day nobody exercises it."""

    function: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class FindingRecorded(Event):
    """Something is wrong with the division of functions."""

    finding: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class FindingDecided(Event):
    """A finding was decided."""

    finding: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class ReorganisationDecided(Event):
    """A reorganisation is decided: on that day functions change hands."""

    reorganisation: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class ReorganisationWithdrawn(Event):
    """A reorganisation does not take place; what was decided for its day is put back."""

    reorganisation: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class ReorganisationTookEffect(Event):
    """The day of a reorganisation has come in all regions that it touches."""

    reorganisation: UUID
    on: dt.date
