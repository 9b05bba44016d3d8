"""What measures lend: computing by the clock, once a day, and how a value is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onewindow.ground.kernel.actor import CLOCK, Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.insight.measures import queries
from onewindow.insight.measures.commands.definitions import define, shipped, unkept
from onewindow.insight.measures.commands.values import compute, due

PERIOD = "measured_period"
SHIPPED = Ref("measures", "shipped")


def _undefined(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Asks for the shipped definitions to be kept, once there is a country to measure."""
    with reading(CLOCK, "measures.list_due"):
        return [SHIPPED] if queries.computed_regions() and unkept() else []


def _define(_ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    define(actor, drafts=shipped())


def _due(now: dt.datetime, limit: int) -> Sequence[Ref]:
    with reading(CLOCK, "measures.list_due"):
        return [Ref(PERIOD, f"{period}@{region}") for period, region in due(now, limit)]


def _compute(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    period, _, region = ref.id.partition("@")
    compute(actor, period=period, region=region)


AGENDA.lend("measures.compute", Item(_due, _compute))
AGENDA.lend("measures.define", Item(_undefined, _define))
