"""The front door of the jurisdiction."""

from __future__ import annotations

from onewindow.ground.jurisdiction.commands import (
    add_holidays,
    declare_legal_basis,
    declare_period,
    end_period,
    found_region,
    next_number,
)
from onewindow.ground.jurisdiction.queries import (
    add_days,
    calendar,
    covers,
    day,
    due,
    holidays,
    legal_basis,
    legal_period,
    line,
    period,
    region,
    regions,
    stopped_spans,
)
from onewindow.ground.jurisdiction.rules import due_day

__all__ = [
    "add_days",
    "add_holidays",
    "calendar",
    "covers",
    "day",
    "declare_legal_basis",
    "declare_period",
    "due",
    "due_day",
    "end_period",
    "found_region",
    "holidays",
    "legal_basis",
    "legal_period",
    "line",
    "next_number",
    "period",
    "region",
    "regions",
    "stopped_spans",
]
