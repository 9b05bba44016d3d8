"""Working-day arithmetic: pure, on dates, with the holidays handed in.

The start day is not counted; a period that starts on Friday with one working day ends on Monday
(`domain.md`, how to read the marks).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

ONE = dt.timedelta(days=1)
SATURDAY = 5


def is_working_day(day: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Says whether offices work on that day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: dt.date, count: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """Gives the day that is `count` working days after `start`; start itself is not counted."""
    if count < 0:
        raise ValueError("Working days are counted forwards.")
    day = start
    while count:
        day += ONE
        count -= is_working_day(day, holidays)
    return day


def working_days_between(start: dt.date, end: dt.date, holidays: Collection[dt.date] = ()) -> int:
    """Counts the working days after `start` up to and including `end`; 0 where end is not later."""
    return sum(
        is_working_day(start + ONE * step, holidays) for step in range(1, (end - start).days + 1)
    )


def stopped_days(
    spans: Iterable[tuple[dt.date, dt.date]], holidays: Collection[dt.date] = ()
) -> int:
    """Counts the working days for which a clock stood still; overlapping spans count once.

    Shape: each span is (first day, day of resumption); the count runs by date as for a period,
    so a stop from the 10th to the 12th is two working days (SC-04).
    """
    stopped: set[dt.date] = set()
    for first, resumed in spans:
        stopped.update(first + ONE * step for step in range(1, (resumed - first).days + 1))
    return sum(is_working_day(day, holidays) for day in stopped)
