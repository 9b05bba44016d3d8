"""Slips of the pen: which words are near a word, and what a run may be without a wrong sign. Pure.

Source: the idea of deletion neighbours (Garbe 2012, SymSpell); distance of Damerau 1964 in its
restricted form, in which a pair that was exchanged is not changed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 4
LONGEST = 30
MOST_KEPT = 2_000
MOST_MENDED = 8


def kept(words: Iterable[str]) -> list[str]:
    """Gives the words of a text that others may be mended to, sorted: letters, not too few."""
    found = {word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
    return sorted(found)[:MOST_KEPT]


def reach(word: str) -> int:
    """Gives how many slips are forgiven: none in a short word, two in a long one."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2


def distance(one: str, other: str) -> int:
    """Gives how many letters were left out, added, taken for others, or exchanged."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i] + [0] * len(other)
        for j, wanted in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def nearest(word: str, others: Iterable[str]) -> list[tuple[int, str]]:
    """Gives (slips, word) of the nearest words in reach, at most eight, the likeliest first."""
    most = reach(word)
    found = [(distance(word, other), other) for other in others if other != word]
    near = [(slips, other) for slips, other in found if slips <= most]
    near.sort(key=lambda one: (one[0], one[1][0] != word[0], abs(len(one[1]) - len(word)), one[1]))
    return near[:MOST_MENDED]


def without_one(run: str) -> Iterator[str]:
    """Gives a run without spaces of three signs or more, each time without one of its signs."""
    if 3 <= len(run) <= 2 * MOST_MENDED:
        for place in range(len(run)):
            yield f"{run[:place]} {run[place + 1 :]}".strip()
