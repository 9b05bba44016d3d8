"""What can go wrong with measures."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound


class NoSuchMeasure(NotFound):
    """We found no measure {code}. Look in the list of measures."""

    code = "NO_SUCH_MEASURE"


class NoSuchValue(NotFound):
    """We found no such value of a measure. Open it from the page of its measure."""

    code = "NO_SUCH_VALUE"


class DefinitionInvalid(Invalid):
    """This definition of a measure cannot be used. {place}: {reason}"""

    code = "DEFINITION_INVALID"


class DefinitionKept(Conflict):
    """The definition of {measure} that holds from {since} on is kept as it is. Let the new one hold
    from a later day."""

    code = "DEFINITION_KEPT"


class PeriodUnreadable(Invalid):
    """“{given}” is no period. Write a month (2026-11), a quarter (2026-Q4) or a year (2026)."""

    code = "PERIOD_UNREADABLE"


class PeriodNotBegun(Conflict):
    """No whole day of {period} has passed yet. Compute it from {day} on."""

    code = "PERIOD_NOT_BEGUN"
