"""What the register lends: functions to be counted, titles, and the daily search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.registers.functions import public, queries

A_DAY = dt.timedelta(days=1)


def _due(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Says that the register is to be searched: it never was, or a day ago."""
    last = queries.last_scan()
    return [Ref("register", "functions")] if last is None or last.at <= now - A_DAY else []


def _search(ref: Ref, now: dt.datetime, actor: Actor) -> None:
    public.scan(actor)


AGENDA.lend("functions.scan", Item(_due, _search))


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
