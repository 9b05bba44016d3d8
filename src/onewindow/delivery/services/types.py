"""Words of services (CPSV-AP 3.2)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from onewindow.ground.kernel.texts import later as _

ANSWERS: Mapping[str, object] = {
    "who": _("who it is for"),
    "cost": _("what it costs"),
    "duration": _("how long it takes"),
    "bring": _("what to bring"),
    "start": _("where to start"),
    "offline": _("a channel that needs no internet"),
}
"""What a guide must say, in words."""

FAULTS: Mapping[str, object] = {
    "ours": _("services of our own are not imported"),
    "no_title": _("it has no title"),
    "no_language": _("its language is not known"),
    "no_who": _("it does not say who it is for"),
    "no_cost": _("it does not say what it costs"),
    "no_duration": _("it does not say how long it takes"),
    "no_bring": _("it does not say what to bring"),
    "no_start": _("it does not say where to start"),
}
"""What keeps an imported item from being information, in words."""


class ServiceState(StrEnum):
    """What the owner wants of a service; whether it is live is derived from its clearance.

    draft -> candidate -> live -> retired. An imported item is `information`.
    """

    DRAFT = "draft"
    CANDIDATE = "candidate"
    LIVE = "live"
    INFORMATION = "information"
    RETIRED = "retired"


OWN = "own"


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """One line of the directory: enough to choose a service by."""

    id: str
    code: str
    title: str
    summary: str
    origin: str
    can_apply: bool
    language: str


@dataclasses.dataclass(frozen=True, slots=True)
class Obstruction:
    """What stands in the way of a service, in words for the public."""

    obstacle: str
    reason: str
    alternative: str


@dataclasses.dataclass(frozen=True, slots=True)
class Law:
    """An article that a service rests on, as it is quoted to people."""

    title: Mapping[str, str]
    article: str
    uri: str


@dataclasses.dataclass(frozen=True, slots=True)
class ServicePage:
    """All that the page of a service says.

    Shape: `guide` as in `PublicService.guide`; `today` is the day in the service's region, for
    which its institution is looked up; `obstacles` is empty while the service runs.
    """

    id: UUID
    code: str
    origin: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    audience: str
    guide: Mapping[str, Any]
    can_apply: bool
    promised_days: int | None
    statutory_days: int | None
    function_id: UUID | None
    body_name: str
    today: dt.date
    obstacles: tuple[Obstruction, ...] = ()
    laws: tuple[Law, ...] = ()
