"""The facts port: what a package lets be counted, as sets that SQL composes.

Facts are seen in aggregate. A row of a set has an id, an instant, a region, a body, flags and
amounts; no name, no text, nothing of a person leaves a package through this port.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from onewindow.ground.kernel.ports import Port

_NAME = re.compile(r"[a-z][a-z_]{0,39}")


class Moment(StrEnum):
    """What the instant of a row means.

    EVENT: when it happened; rows of a period are those that happened in it. STATE: since when it
    stands; the rows of a period are those that stand at its end.
    """

    EVENT = "event"
    STATE = "state"


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """A SELECT that can stand in a FROM, and the values of its parameters.

    Shape: columns `id` (text, a reference written kind:id), `at` (timestamptz), `region` (code or
    null), `body` (uuid or null), one boolean for each flag and one numeric for each amount, both
    by their names and null where they do not apply. `text` is a constant of its package, never
    put together from data; its parameters are `%(at)s`, the instant as of which is asked, and the
    keys of `values`; a percent sign is written twice. A row is given only where `at` lies before
    that instant, and what it says is what was so then: asked again, it says the same.
    """

    text: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class FactSet:
    """One thing that can be counted, as its owner lends it.

    Shape: `unit` is what one row is; `flags` and `amounts` map a name to what it means; `rows`
    gives the set as of an instant.
    """

    description: str
    unit: str
    moment: Moment
    rows: Callable[[dt.datetime], Rows]
    flags: Mapping[str, str] = dataclasses.field(default_factory=dict)
    amounts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses names that could not stand in a statement as they are."""
        names = [*self.flags, *self.amounts]
        wrong = [name for name in names if not _NAME.fullmatch(name)]
        if wrong or len(set(names)) < len(names):
            raise ValueError(f"Flags and amounts are single small words, each once: {names}.")


FACTS: Port[FactSet] = Port("facts")
