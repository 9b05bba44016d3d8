"""The law of cases, as pure functions."""

from __future__ import annotations

LOWEST, HIGHEST, BAD = 1, 5, 2


def counted_days(promised: int | None, statutory: int | None) -> int:
    """Gives the working days by which a case is due: the promise, within the law (2.4, due)."""
    limits = [days for days in (promised, statutory) if days]
    if not limits:
        raise ValueError("A service without any limit has no clock.")
    return min(limits)


def is_grade(grade: int) -> bool:
    """Says whether a grade is one of the five."""
    return LOWEST <= grade <= HIGHEST


def is_bad(grade: int) -> bool:
    """Says whether a rating calls for a correction (1 and 2 of 5)."""
    return grade <= BAD
