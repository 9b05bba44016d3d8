"""Values of the jurisdiction: levels, units, calendars, regions and periods as plain data."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel import days
from onewindow.ground.kernel.texts import later as _


class RegionLevel(StrEnum):
    """Levels of administration, the widest first."""

    STATE = "state"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


LEVELS: Mapping[str, object] = {
    "state": _("state"),
    "province": _("province"),
    "city": _("city"),
    "county": _("county"),
    "town": _("town"),
    "village": _("village"),
}
"""Levels in words."""


class Unit(StrEnum):
    """In what a legal period is counted."""

    WORKING_DAY = "wd"
    DAY = "d"
    MONTH = "month"
    HOUR = "hour"


@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one region, in its time zone; working ones are Monday to Friday.

    Shape: `holidays` are its own and those of all that it lies in.
    """

    region: str
    holidays: frozenset[dt.date] = frozenset()
    time_zone: str = "UTC"

    def is_working_day(self, day: dt.date) -> bool:
        """Says whether the offices of the region work on that day."""
        return days.is_working_day(day, self.holidays)

    def add(self, start: dt.date, count: int) -> dt.date:
        """Gives the day that is `count` working days after `start`; start is not counted."""
        return days.add_working_days(start, count, self.holidays)

    def between(self, start: dt.date, end: dt.date) -> int:
        """Counts the working days after `start` up to and including `end`."""
        return days.working_days_between(start, end, self.holidays)


@dataclasses.dataclass(frozen=True, slots=True)
class RegionFacts:
    """What others need to know of a region. Shape: `parent` is a code, or none for a state."""

    code: str
    name: Mapping[str, str]
    level: RegionLevel
    parent: str | None
    time_zone: str
    languages: tuple[str, ...]
    assisted: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as it is quoted to people."""

    id: UUID
    code: str
    title: Mapping[str, str]
    article: str
    issuer: str
    uri: str
    in_force_from: dt.date
    in_force_to: dt.date | None

    def is_in_force(self, on: dt.date) -> bool:
        """Says whether the act holds on that day; the last day is not included."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


@dataclasses.dataclass(frozen=True, slots=True)
class LegalPeriod:
    """A period that the law sets. Units: `value` counts `unit`; `basis` is a code."""

    code: str
    value: int
    unit: Unit
    basis: str
