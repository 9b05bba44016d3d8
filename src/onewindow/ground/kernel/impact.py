"""The impact port: what a change would touch, asked of every package before it is made."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Ref


class ChangeKind(StrEnum):
    """Kinds of change whose effect can be asked for."""

    STOPPED = "stopped"
    RETIRED = "retired"


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A change that is being thought about: what, how, from when."""

    ref: Ref
    kind: ChangeKind
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Affected:
    """What a package says would be touched.

    Shape: `count` things of a kind visible to the asker; the first of them with their titles, and
    the date that each has to meet, where it has one.
    """

    kind: str
    count: int
    first: Sequence[tuple[Ref, str, dt.date | None]] = ()


Asked = Callable[[Change, Standing], Affected]

IMPACT: Port[Asked] = Port("impact")


def affected(change: Change, standing: Standing) -> list[Affected]:
    """Gives what every package says a change would touch; those with nothing are left out."""
    answers = [ask(change, standing) for _, ask in IMPACT.items()]
    return [answer for answer in answers if answer.count]
