"""How much linked data may be before it is refused: it comes from outside."""

from __future__ import annotations

import dataclasses

MEGABYTE = 1024 * 1024


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """Units: `size` bytes of what is read as a whole, `text` bytes of one value, `depth` levels."""

    size: int = 64 * MEGABYTE
    text: int = MEGABYTE
    depth: int = 64


LIMITS = Limits()
