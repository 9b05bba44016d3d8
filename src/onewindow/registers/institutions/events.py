"""What has happened to bodies, posts and officials."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class BodyFounded(Event):
    """A body of our own exists from its first day."""

    body: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class BodyClosed(Event):
    """The end of a body is decided: from that day it no longer exists."""

    body: UUID
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class BodyReopened(Event):
    """The end of a body was taken back before its day."""

    body: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class OfficialAppointed(Event):
    """A person holds a post."""

    official: UUID
    account: UUID
    post: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class OfficialDismissed(Event):
    """A person has left a post; the rights of the post went with it."""

    official: UUID
    account: UUID
    post: UUID
