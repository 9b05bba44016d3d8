"""The impact port: what a change would touch, asked of every package before it is made."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Ref


class ChangeKind(StrEnum):
    """Kinds of change whose effect can be asked for."""

    STOPPED = "stopped"
    MOVED = "moved"
    MERGED = "merged"
    RETIRED = "retired"


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A change that is being thought about: what, how, from when.

    Shape: `also` are further things to which the same happens on the same day, so that what hangs
    on several of them is counted once; `risky` are the first and the last day between which a
    deadline is at risk, where somebody asks for that.
    """

    ref: Ref
    kind: ChangeKind
    on: dt.date
    also: tuple[Ref, ...] = ()
    risky: tuple[dt.date, dt.date] | None = None

    def ids(self, kind: str) -> list[UUID]:
        """Gives the ids of all the things of a kind to which it happens."""
        return [UUID(ref.id) for ref in (self.ref, *self.also) if ref.kind == kind]

    def is_at_risk(self, due: dt.date | None) -> bool:
        """Says whether a deadline lies in the days that are risky."""
        return (
            due is not None and self.risky is not None and (self.risky[0] <= due <= self.risky[1])
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Affected:
    """What a package says would be touched.

    Shape: `count` things of a kind visible to the asker; the first of them with their titles, and
    the date that each has to meet, where it has one; `at_risk` of all have to meet it on a risky
    day.
    """

    kind: str
    count: int
    first: Sequence[tuple[Ref, str, dt.date | None]] = ()
    at_risk: int = 0


FIRST = 20
Asked = Callable[[Change, Standing], Affected]

IMPACT: Port[Asked] = Port("impact")


def touched(
    kind: str, change: Change, things: Sequence[tuple[Ref, str, dt.date | None]]
) -> Affected:
    """Gives an answer for things with their titles and dates, in the order in which to show them.

    The first ones are handed on, and all that are at risk are counted.
    """
    at_risk = sum(change.is_at_risk(due) for _ref, _title, due in things)
    return Affected(kind, len(things), things[:FIRST], at_risk)


def affected(change: Change, standing: Standing) -> list[Affected]:
    """Gives what every package says a change would touch; those with nothing are left out."""
    answers = [ask(change, standing) for _, ask in IMPACT.items()]
    return [answer for answer in answers if answer.count]
