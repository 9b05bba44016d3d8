"""Words of measures."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class PeriodKind(StrEnum):
    """How long the period of a measure is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Unit(StrEnum):
    """In what a value is given. A percentage and an index run from 0 to 100."""

    PERCENT = "percent"
    INDEX = "index"
    RATIO = "ratio"
    NUMBER = "number"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    EXACTLY = "exactly"


class Take(StrEnum):
    """What is made of the rows that count."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"
    P95 = "p95"


class NoValue(StrEnum):
    """Why there is no value. It is said, and never replaced by 0 or 100."""

    NO_FACTS = "no_facts"
    NOTHING_COUNTED = "nothing_counted"
    PART_MISSING = "part_missing"


class Differs(StrEnum):
    """What of a stored value differs when it is computed again."""

    DEFINITION = "definition"
    QUERY = "query"
    INPUT = "input"
    RESULT = "result"


@dataclasses.dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate over a set of facts.

    Shape: `of` names the set; `where` is a condition in FEEL over its flags, empty for all rows;
    `what` is the amount that is taken, or `body` for a distinct count.
    """

    of: str
    where: str = ""
    take: Take = Take.COUNT
    what: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Formula:
    """How a value is made: aggregates and other measures by name, joined by FEEL.

    Shape: `value`, `numerator` and `denominator` are expressions over the names; `cap` is the
    name of a measure above which the value never rises, empty for none.
    """

    counts: Mapping[str, Aggregate]
    measures: Mapping[str, str]
    value: str
    numerator: str = ""
    denominator: str = ""
    cap: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A definition as it is written in a file, read and found sound.

    Shape: `title` and `about` hold a text for each language.
    """

    code: str
    valid_from: dt.date
    title: Mapping[str, str]
    about: Mapping[str, str]
    unit: Unit
    direction: Direction
    period: PeriodKind
    target: Decimal | None
    formula: Formula


@dataclasses.dataclass(frozen=True, slots=True)
class Definition(Draft):
    """A definition that is kept, by its id."""

    id: UUID


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year by its label; `ends` is the first day outside."""

    label: str
    kind: PeriodKind
    begins: dt.date
    ends: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """What is counted: where, whose, from when until when, as of when.

    Shape: `region` is a code or empty for the whole country; `regions` the codes that lie in it,
    or nothing for all. `begins` is an instant; what happened before `as_of` counts, which is
    never later than the end of the period.
    """

    period: Period
    region: str
    regions: tuple[str, ...] | None
    body: UUID | None
    begins: dt.datetime
    as_of: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What was computed.

    Shape: `value` is nothing exactly where `reason` says why; `detail` names what is missing;
    `count` is the number of rows looked at; `query` is the text behind `query_hash`; `cap` is
    the value that bounds this one, where one does.
    """

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    count: int
    reason: str
    detail: str
    cap: Decimal | None
    query: str
    query_hash: str
    input_digest: str


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A stored value that does not come out again, and in what it differs."""

    value: UUID
    code: str
    period: str
    region: str
    differs: tuple[Differs, ...]
    stored: Decimal | None
    found: Decimal | None
