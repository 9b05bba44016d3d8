"""How long the search of a register takes: real titles, most of them in other words."""

from __future__ import annotations

import random
import time
from uuid import UUID

from tools import likeness

from onewindow.registers.functions.overlaps import Described, Register

HEADING = "## The search for overlaps"
SIZES = (2_500, 5_000, 10_000)
_LINES = {f"C{n}": (f"C{n}", "RP") for n in range(4)} | {"RP": ("RP",)}


def functions(count: int) -> list[Described]:
    """Gives functions made of the real titles, as they are and changed, over five territories."""
    chance = random.Random(likeness.SEED)
    real = [(language, text) for language, texts in likeness.titles().items() for text in texts]
    chance.shuffle(real)
    made: list[Described] = []
    for number in range(count):
        language, text = real[number % len(real)]
        changed = likeness.changed(text, language, number, chance) if number >= len(real) else None
        made.append(
            Described(
                UUID(int=number + 1),
                {language: changed[0] if changed else text},
                f"object {number}",
                "do",
                chance.choice(list(_LINES)),
            )
        )
    return made


def section() -> str:
    """Searches registers of growing size and gives the part of the page about it."""
    rows = []
    for count in SIZES:
        known = functions(count)
        begun = time.perf_counter()
        register = Register(known, _LINES)
        found = sum(1 for _ in register.overlaps())
        seconds = time.perf_counter() - begun
        rows.append(f"| {count} | {seconds:.1f} | {register.compared} | {found} |")
    return (
        f"{HEADING}\n\nTitles of real bodies and services, each also in other words, over five "
        "territories; in memory, without the database. Wanted: 10 000 functions in at most 60 s. "
        "The same title comes back more often in the larger registers, so the pairs found grow "
        "faster than the register.\n\n"
        "| functions | seconds | pairs compared | overlaps |\n|---|---|---|---|\n" + "\n".join(rows)
    )
