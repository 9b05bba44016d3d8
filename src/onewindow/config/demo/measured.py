"""Loading, last part: the measures of the months so far, as the clock would have kept them."""

from __future__ import annotations

from onewindow.config.demo.moving_clock import BEGIN
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import CLOCK
from onewindow.insight.measures import public as measures


def measure(months: int) -> None:
    """Computes the month of the beginning and those before it, for the whole country.

    The regions, and the days to come, are the agenda's.
    """
    with clock.frozen_at(BEGIN):
        measures.define(CLOCK, drafts=measures.shipped())
        for period in measures.months_until(BEGIN.date(), months):
            measures.compute(CLOCK, period=period.label)
