"""Facts lent by tests, and a small country in which they are counted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.registers.institutions.tests.small_country import NOW, Country, settle

# Rows out of thin air: so many things, so many of which have each flag.
_MADE = """
    SELECT 'thing:' || lpad(n::text, 4, '0') AS id, timestamptz '2020-01-01' AS at,
           NULL::text AS region, NULL::uuid AS body, {flags},
           %(consumers)s::numeric AS consumers
    FROM generate_series(1, %(all)s::int) n
"""


@dataclasses.dataclass
class Lent:
    """Lends sets of facts for one test; what a set holds may be changed in the middle of it."""

    sets: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)

    def lend(self, name: str, flags: Mapping[str, int], of: int = 100, consumers: int = 3) -> None:
        """Makes the set hold `of` things, of which so many have each flag."""
        is_known = name in self.sets
        self.sets[name] = {**flags, "all": of, "consumers": consumers}
        if is_known:
            return
        text = _MADE.format(flags=", ".join(f"n <= %({flag})s AS {flag}" for flag in flags))

        def rows(at: dt.datetime) -> Rows:
            return Rows(text, self.sets[name])

        meanings = dict.fromkeys(flags, "good")
        made = FactSet("made", "thing", Moment.STATE, rows, meanings, {"consumers": "users"})
        FACTS.lend(name, made)

    def resources(self, percent: int, consumers: int = 0) -> None:
        """Lends what the resource index is made of, each share at so many per cent."""
        self.lend("catalogue.holdings", {"catalogued": percent})
        self.lend("sharing.requests", {"in_time": percent})
        both = {"complete": percent, "fresh": percent}
        self.lend("catalogue.resources", both, consumers=consumers)

    def services(self, percent: int) -> None:
        """Lends what the rest of the overall level is made of, each share at so many per cent."""
        self.lend("registers.functions", {"owned": 100, "clear": percent})
        self.lend("delivery.decisions", {"on_time": percent, "deemed": 0})
        self.lend("delivery.ratings", {"good": percent})
        self.lend("trust.security", {"live": 100, "cleared": percent})


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> Lent:
    """Lends facts in place of all that packages lend, until the end of the test."""
    monkeypatch.setattr(FACTS, "_lent", {})
    return Lent()


@pytest.fixture
def small(db: None) -> Iterator[Country]:
    """Gives a small country with an organisation office at work."""
    with clock.frozen_at(NOW):
        yield settle()
