"""What the audit gives to its readers."""

from __future__ import annotations

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One audit line as its reader sees it. `sealed` tells whether the chain holds it already."""

    seq: int
    at: dt.datetime
    actor_id: str
    actor_label: str
    through: tuple[str, ...]
    action: str
    object_kind: str
    object_id: str
    outcome: str
    fact: dict[str, object]
    sealed: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something that the verification found: where, and what it means."""

    where: str
    what: str


@dataclasses.dataclass(frozen=True, slots=True)
class Verified:
    """What a verification saw: how much was checked, and what was found wrong."""

    lines: int
    unsealed: int
    seals: int
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Says whether nothing was found wrong."""
        return not self.faults
