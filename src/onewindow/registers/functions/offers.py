"""What the register lends: functions to be counted, titles of functions and findings."""

from __future__ import annotations

import datetime as dt

from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.registers.functions import queries


def _exercised(at: dt.datetime) -> Rows:
    return Rows(queries.EXERCISED)


FACTS.lend(
    "registers.functions",
    FactSet(
        "Functions that are exercised on the last whole day, as they were registered then.",
        "function",
        Moment.STATE,
        _exercised,
        {
            "owned": "an institution is responsible for it on that day",
            "clear": "no open finding named it at that instant",
        },
    ),
)
KINDS.lend("function", RefKind("function", "registers.functions", queries.function_title))
KINDS.lend("finding", RefKind("finding", "registers.functions", queries.finding_title))
