"""What is put into the index and what comes out of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Ref


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found, in all its languages.

    Shape: `subject` is the security subject with which the entry is hidden and shown; `region`
    is none for what holds everywhere; `url` may hold `{language}`, which
    becomes the text's language, or the reader's where no page speaks it. Only who is in all of
    `rooms` finds it. `facets` are further values by which results are counted and narrowed
    ({"organ": "court"}); kind and language are facets by themselves.
    """

    ref: Ref
    title: Mapping[str, str]
    body: Mapping[str, str] = dataclasses.field(default_factory=dict)
    url: str = ""
    region: str | None = None
    level: Level = Level.PUBLIC
    subject: Ref | None = None
    rooms: frozenset[str] = frozenset()
    facets: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """One result, in the reader's language where it was found in that one too."""

    ref: Ref
    title: str
    excerpt: str
    url: str
    language: str
    region: str | None
    subject: Ref | None
    rank: float


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """One page of results.

    Shape: `total` counts what was asked for; `facets` counts kinds and `groups` all other facets
    (name -> value -> things), both without regard to what was narrowed; all count what this
    reader may see. `is_capped` says that more than `total` fit, of which that many are ranked.
    `instead` is the text that was looked for because nothing fits the one given; `meant` one
    that fits far more. Both were looked for as this reader.
    """

    results: tuple[Found, ...] = ()
    total: int = 0
    facets: Mapping[str, int] = dataclasses.field(default_factory=dict)
    is_capped: bool = False
    groups: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    instead: str = ""
    meant: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SynonymSet:
    """Terms that mean the same for readers of a language; of all languages where it is empty."""

    id: UUID
    language: str
    terms: tuple[str, ...]


# Whoever has things that can be found lends, by their name, all of them that can be found now.
ENTRIES: Port[Callable[[], Iterator[Entry]]] = Port("search.entries")
