"""Confidentiality labels: level and compartments, ordered by dominance."""

from __future__ import annotations

import dataclasses
from enum import IntEnum


class Level(IntEnum):
    """Levels of confidentiality. Source: Secrecy Law articles 14 and 15; 0 and 1 are ours."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A level with the compartments that a reader must be in as well."""

    level: Level = Level.PUBLIC
    compartments: frozenset[str] = frozenset()

    def dominates(self, other: Label) -> bool:
        """Says whether somebody cleared for this label may read the other (Bell-LaPadula)."""
        return self.level >= other.level and self.compartments >= other.compartments


PUBLIC = Label()
