"""Searching the register for overlaps and gaps, for the command line."""

from __future__ import annotations

from collections.abc import Callable

from onewindow.ground.kernel.actor import Actor
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Scanned


def scan(actor: Actor, progress: Callable[[int, int], None] | None = None) -> Scanned:
    """Searches the whole register; `progress` hears how many groups of how many are done."""
    return functions.scan(actor, progress=progress)
