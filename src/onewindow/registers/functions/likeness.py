"""How like two titles of one language are, and which of many are worth comparing. Pure.

A word weighs the more, the fewer titles have it (inverse document frequency); a word that very
many have is a stop word, whatever the language. Words are the same where they are equal, where
one abbreviates or mistypes the other, or where one is two of the other's written together. Which
titles are compared at all is found by MinHash over the rarer words and their character 3-grams,
in bands: work grows with the number of titles, not with its square.
Sources: Broder 1997 (resemblance); Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from onewindow.ground.kernel.folding import words


@dataclasses.dataclass(frozen=True, slots=True)
class Dials:
    """What the comparison of texts is set to; tuned on one half of the labelled set (ADR 0021).

    Units: `stop_share` of all titles, above which a word says nothing, in registers of more than
    `stop_least` titles with it; `power` of the inverse document frequency, in which `smooth` titles
    keep a small register from trusting its counts; `abbreviated` and `mistyped` are what such a
    pair of words counts from 0 to 1; titles share `least` of the shorter one's 3-grams, or nothing
    else is asked of them; `rarest` features of a title are hashed `bands` times `rows`; a bucket
    of more than `full` titles is split by a further row, at most to `deepest` rows.
    """

    stop_share: float = 0.05
    stop_least: int = 20
    power: float = 4.0
    smooth: int = 3
    abbreviated: float = 0.97
    mistyped: float = 0.97
    least: float = 0.5
    rarest: int = 24
    bands: int = 32
    rows: int = 2
    full: int = 60
    deepest: int = 4


DIALS = Dials()
_MASK = (1 << 61) - 1
_STOP = 0.001  # so that titles of nothing but stop words are still compared


def grams(word: str) -> list[str]:
    """Gives the character 3-grams of a word, its ends marked."""
    marked = f"^{word}$"
    return [marked[place : place + 3] for place in range(len(marked) - 2)]


@functools.lru_cache(maxsize=200_000)
def same_word(one: str, other: str, abbreviated: float, mistyped: float) -> float:
    """Gives how surely two words are one, from 0 to 1.

    One letter may be wrong, missing, doubled or swapped with its neighbour in a word of five and
    more, two in one of nine and more that begins alike ("importar" is not "exportar").
    """
    short, long = sorted((one, other), key=len)
    if short == long:
        return 1.0
    if _abbreviates(short, long):
        return abbreviated
    if len(short) < 4 or len(long) < 5 or len(long) - len(short) > 2:
        return 0.0
    allowed = 2 if len(short) >= 8 and len(long) >= 9 and short[0] == long[0] else 1
    return mistyped if distance(short, long, allowed) <= allowed else 0.0


def _abbreviates(short: str, long: str) -> bool:
    """Says whether the short word is the beginning of the long one, or its skeleton (dept)."""
    if len(short) < 3 or len(long) - len(short) < 2 or not short.isalpha():
        return False
    if long.startswith(short):
        return len(short) >= 4 or len(long) >= 6
    if len(short) > 5 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return len(long) - len(short) >= 4 and all(sign in rest for sign in short)


def distance(one: str, other: str, most: int) -> int:
    """Gives the edits between two words (neighbours swapped count as one), or `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != there))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


@dataclasses.dataclass(frozen=True, slots=True)
class Likeness:
    """How like two titles are. Shape: `words` are those of the first that the second has too."""

    similarity: float
    words: tuple[str, ...]


class Titles:
    """Titles of one language, ready to be compared by their places in the list."""

    def __init__(self, texts: Sequence[str], dials: Dials = DIALS) -> None:
        """Folds the titles and counts in how many different ones each word occurs."""
        self.dials = dials
        self._words = [tuple(words(text)) for text in texts]
        different = {frozenset(title) for title in self._words}
        self._different = len(different)
        self._counts = Counter(word for title in different for word in title)
        stop = max(dials.stop_least, dials.stop_share * len(different))
        self._stops = frozenset(word for word, count in self._counts.items() if count > stop)
        self._weights: dict[str, float] = {}
        self._grams = [
            frozenset(gram for word in title if word not in self._stops for gram in grams(word))
            for title in self._words
        ]

    def __len__(self) -> int:
        return len(self._words)

    def weight(self, word: str) -> float:
        """Gives what a word weighs: the rarer, the more; a stop word next to nothing."""
        found = self._weights.get(word)
        if found is None:
            smooth = self.dials.smooth
            among = (smooth + self._different) / (smooth + self._counts[word])
            found = (1 + math.log(among)) ** self.dials.power
            found = self._weights[word] = found * (_STOP if word in self._stops else 1.0)
        return found

    def like(self, one: int, other: int) -> Likeness:
        """Gives how like two titles are: the weight of the words they share, of all, 0 to 1."""
        ours, theirs = self._grams[one], self._grams[other]
        if len(ours & theirs) < self.dials.least * min(len(ours), len(theirs)):
            return Likeness(0.0, ())
        left, right = list(self._words[one]), list(self._words[other])
        total = sum(map(self.weight, left)) + sum(map(self.weight, right))
        shared: list[str] = []
        kept = 0.0
        for mine, its, sure in self._pairs(left, right):
            kept += sure * (sum(map(self.weight, mine)) + sum(map(self.weight, its)))
            shared += mine
        return Likeness(kept / total if total else 0.0, tuple(shared))

    def _pairs(
        self, left: list[str], right: list[str]
    ) -> Iterator[tuple[list[str], list[str], float]]:
        """Gives the words that are one on both sides, each once; takes them off both lists."""
        for word in tuple(left):
            if word in right:
                left.remove(word)
                right.remove(word)
                yield [word], [word], 1.0
        if left and right:
            yield from self._written_together(left, right)
            yield from self._nearly(left, right)

    def _written_together(
        self, left: list[str], right: list[str]
    ) -> Iterator[tuple[list[str], list[str], float]]:
        for one, other, turned in ((left, right, False), (right, left, True)):
            longest = 1 + max(map(len, one), default=0)
            for first, second in tuple(pairwise(other)):
                if len(first) + len(second) > longest:
                    continue
                sure, word = self._best(first + second, one, 0.0)
                if sure > 0 and first in other and second in other:
                    one.remove(word)
                    other.remove(first)
                    other.remove(second)
                    yield (
                        ([first, second], [word], sure)
                        if turned
                        else ([word], [first, second], sure)
                    )

    def _nearly(
        self, left: list[str], right: list[str]
    ) -> Iterator[tuple[list[str], list[str], float]]:
        for word in tuple(left):
            sure, best = self._best(word, right, self.dials.abbreviated)
            if sure > 0:
                left.remove(word)
                right.remove(best)
                yield [word], [best], sure

    def _best(self, word: str, among: Sequence[str], abbreviated: float) -> tuple[float, str]:
        """Gives how surely the most likely of some words is this one, and which that is."""
        mistyped, best, found = self.dials.mistyped, 0.0, ""
        for it in among:
            if it[0] == word[0] or -2 < len(it) - len(word) < 2:
                sure = same_word(word, it, abbreviated, mistyped)
                if sure > best:
                    best, found = sure, it
        return best, found

    def buckets(self) -> Iterator[list[int]]:
        """Gives groups of titles that may be like: MinHash in bands over their rare features.

        A bucket that is too full is split by further rows; what is like stays together.
        """
        signs = self._signatures()
        dials = self.dials
        for band in range(dials.bands):
            first = band * dials.deepest
            yield from _split(range(len(signs)), signs, first, first + dials.deepest, dials)

    def _signatures(self) -> list[tuple[int, ...]]:
        """Gives the MinHash of each title; a title with nothing rare in it has an empty one."""
        features = [
            _features(word for word in title if word not in self._stops) or set(title)
            for title in self._words
        ]
        counts = Counter(feature for title in features for feature in title)
        count = self.dials.bands * self.dials.deepest
        hashes: dict[str, tuple[int, ...]] = {}
        signs: list[tuple[int, ...]] = []
        for title in features:
            shared = sorted((one for one in title if counts[one] > 1), key=lambda f: (counts[f], f))
            rare = shared[: self.dials.rarest]
            for one in rare:
                if one not in hashes:
                    hashes[one] = _hashes(one, count)
            signs.append(tuple(map(min, zip(*(hashes[one] for one in rare), strict=True))))
        return signs


def _features(title: Iterable[str]) -> set[str]:
    """Gives words and their 3-grams; a gram is told from a word by its mark."""
    found = set(title)
    for word in tuple(found):
        found.update("~" + gram for gram in grams(word))
    return found


def _hashes(feature: str, count: int) -> tuple[int, ...]:
    """Gives `count` hashes of a feature, the same on every machine and in every run."""
    text = feature.encode()
    seed = zlib.crc32(text) << 32 | zlib.crc32(text, 0x5EED)
    step = seed * 0x9E3779B97F4A7C15 & _MASK | 1
    found, now = [], seed & _MASK
    for _ in range(count):
        now = now * 0x5851F42D4C957F2D + step & _MASK
        found.append(now >> 13)
    return tuple(found)


def _split(
    places: Iterable[int], signs: Sequence[tuple[int, ...]], row: int, end: int, dials: Dials
) -> Iterator[list[int]]:
    groups: dict[int, list[int]] = {}
    for place in places:
        if signs[place]:
            groups.setdefault(signs[place][row], []).append(place)
    for group in groups.values():
        if len(group) < 2:
            continue
        deep = row - (end - dials.deepest) + 1
        if row + 1 < end and (deep < dials.rows or len(group) > dials.full):
            yield from _split(group, signs, row + 1, end, dials)
        else:
            yield group
