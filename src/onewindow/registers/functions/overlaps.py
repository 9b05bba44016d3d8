"""Which functions overlap, how surely, and what shows it. Pure.

By structure, whatever the language: the same action on the same object, the same legal article,
territories of which one contains the other. By text, within a language: titles that are alike.
Functions whose territories do not meet never overlap.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from onewindow.ground.kernel.folding import words
from onewindow.registers.functions.likeness import DIALS, Dials, Likeness, Titles

Progress = Callable[[int, int], None]
Lines = Mapping[str, Sequence[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Bars:
    """What counts how much, and from where on it is a finding. Units: 0 to 1.

    Source: domain.md 2.4, overlap_scan: 0.5 the same object and action, 0.3 the same basis, 0.2
    likeness of the titles, a finding from 0.6; titles from 0.8 are one by themselves (ADR 0021).
    """

    same_act: float = 0.5
    same_basis: float = 0.3
    likeness: float = 0.2
    finding: float = 0.6
    same_title: float = 0.8


BARS = Bars()


@dataclasses.dataclass(frozen=True, slots=True)
class Described:
    """A function as it is compared. Shape: `titles` by language; `basis` is an article's code."""

    id: UUID
    titles: Mapping[str, str]
    object: str
    action: str
    territory: str
    basis: str | None = None

    def act(self) -> tuple[str, str] | None:
        """Gives object and action, folded; none where one of them says nothing."""
        found = tuple(
            " ".join(words(text.replace("_", " "))) for text in (self.object, self.action)
        )
        return (found[0], found[1]) if all(found) else None


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that two functions overlap.

    Shape: `same` names what they have in common (object, action, basis, territory, title);
    `words` are those of the first title that the other has too, in `language`; `similarity` is
    none where their titles share no language; `of` is the digest of both functions as they were.
    """

    same: tuple[str, ...]
    of: str
    similarity: float | None = None
    language: str = ""
    words: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Gives the evidence as it is kept."""
        shown = None if self.similarity is None else round(self.similarity, 2)
        return {
            "same": list(self.same),
            "of": self.of,
            "similarity": shown,
            "language": self.language,
            "words": list(self.words),
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Overlap:
    """Two functions that overlap. Units: `score` from 0 to 1."""

    one: UUID
    other: UUID
    score: float
    evidence: Evidence


def digest(one: Described, other: Described) -> str:
    """Gives a short name for two functions as they are: another one means new evidence."""
    sides = sorted(
        json.dumps(
            [str(it.id), dict(it.titles), it.object, it.action, it.territory, it.basis],
            sort_keys=True,
            ensure_ascii=False,
        )
        for it in (one, other)
    )
    return hashlib.sha256("\n".join(sides).encode()).hexdigest()[:16]


class Register:
    """All functions of a register, ready to be searched for overlaps.

    `compared` counts the pairs that were looked at, for the progress and the bench.
    """

    def __init__(
        self,
        functions: Iterable[Described],
        lines: Lines,
        bars: Bars = BARS,
        dials: Dials = DIALS,
    ) -> None:
        """Shape: `lines` gives for each territory itself and all that it lies in."""
        self.functions = list(functions)
        self.compared = 0
        self._lines, self._bars = lines, bars
        self._acts = [one.act() for one in self.functions]
        self._titles: dict[str, Titles] = {}
        self._places: dict[str, dict[int, int]] = {}
        for language in sorted({name for one in self.functions for name in one.titles}):
            held = [at for at, one in enumerate(self.functions) if one.titles.get(language)]
            self._places[language] = {at: place for place, at in enumerate(held)}
            self._titles[language] = Titles(
                [self.functions[at].titles[language] for at in held], dials
            )

    def overlaps(self, progress: Progress | None = None) -> Iterator[Overlap]:
        """Gives every overlap of the register once; `progress` hears how many buckets are done."""
        buckets = [bucket for bucket in self._buckets() if len(bucket) > 1]
        seen: set[tuple[int, int]] = set()
        for done, bucket in enumerate(buckets, 1):
            for pair in self._meeting(bucket):
                if pair not in seen:
                    seen.add(pair)
                    found = self.judged(*pair)
                    if found:
                        yield found
            if progress:
                progress(done, len(buckets))

    def overlaps_of(self, function: UUID) -> Iterator[Overlap]:
        """Gives the overlaps of one function with all others."""
        mine = next(at for at, one in enumerate(self.functions) if one.id == function)
        for at, one in enumerate(self.functions):
            if at != mine and self._meet(self.functions[mine].territory, one.territory):
                found = self.judged(*sorted((mine, at)))
                if found:
                    yield found

    def judged(self, one: int, other: int) -> Overlap | None:
        """Compares two functions by their places; gives their overlap where it is a finding."""
        self.compared += 1
        left, right, bars = self.functions[one], self.functions[other], self._bars
        same_act = self._acts[one] is not None and self._acts[one] == self._acts[other]
        same_basis = left.basis is not None and left.basis == right.basis
        language, like = self._like(one, other)
        score = bars.same_act * same_act + bars.same_basis * same_basis
        if like is None:  # no language in common: what can be compared counts for all
            score /= bars.same_act + bars.same_basis
        else:
            score += bars.likeness * like.similarity
        is_titled = like is not None and like.similarity >= bars.same_title
        if like is not None and is_titled:
            score = max(score, like.similarity)
        if score < bars.finding:
            return None
        same = {
            "object": same_act,
            "action": same_act,
            "basis": same_basis,
            "territory": left.territory == right.territory,
            "title": is_titled,
        }
        evidence = Evidence(
            tuple(name for name, is_so in same.items() if is_so),
            digest(left, right),
            None if like is None else like.similarity,
            language,
            () if like is None else like.words,
        )
        return Overlap(left.id, right.id, min(score, 1.0), evidence)

    def _like(self, one: int, other: int) -> tuple[str, Likeness | None]:
        """Gives the language in which two titles are most alike, and how much."""
        found: tuple[str, Likeness | None] = ("", None)
        for language, places in self._places.items():
            if one in places and other in places:
                like = self._titles[language].like(places[one], places[other])
                if found[1] is None or like.similarity > found[1].similarity:
                    found = language, like
        return found

    def _buckets(self) -> Iterator[list[int]]:
        """Gives groups worth comparing.

        The same legal article alone cannot make a finding (0.3 and 0.2 stay below 0.6), so it
        makes no group; an act with a thousand functions would make half a million pairs.
        """
        acts: dict[tuple[str, str], list[int]] = {}
        for at, act in enumerate(self._acts):
            if act is not None:
                acts.setdefault(act, []).append(at)
        yield from acts.values()
        for language, titles in self._titles.items():
            held = list(self._places[language])
            for bucket in titles.buckets():
                yield [held[place] for place in bucket]

    def _meeting(self, bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Gives the pairs of a group whose territories meet, without looking at the others."""
        by_territory: dict[str, list[int]] = {}
        for at in bucket:
            by_territory.setdefault(self.functions[at].territory, []).append(at)
        for at in bucket:
            own = self.functions[at].territory
            for territory in self._lines[own]:
                for other in by_territory.get(territory, ()):
                    if territory != own or at < other:
                        yield min(at, other), max(at, other)

    def _meet(self, one: str, other: str) -> bool:
        return one in self._lines[other] or other in self._lines[one]
