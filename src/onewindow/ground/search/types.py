"""What is put into the index and what comes out of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found, in all its languages.

    Shape: `subject` is the security subject with which the entry is hidden and shown; `region`
    is none for what holds everywhere; `url` may hold `{language}`, which
    becomes the text's language, or the reader's where no page speaks it.
    """

    ref: Ref
    title: Mapping[str, str]
    body: Mapping[str, str] = dataclasses.field(default_factory=dict)
    url: str = ""
    region: str | None = None
    level: Level = Level.PUBLIC
    subject: Ref | None = None


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

    Shape: `total` counts the kinds asked for, `facets` all kinds; both count what this reader
    may see. `is_capped` says that more matched than are counted and ranked.
    """

    results: tuple[Found, ...] = ()
    total: int = 0
    facets: Mapping[str, int] = dataclasses.field(default_factory=dict)
    is_capped: bool = False
