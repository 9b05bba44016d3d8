"""Does the stored chain still say what it said? Names the first broken position and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest

from .chain import Chain
from .head import Head

_Pair = tuple[int, bytes]


class Cause(StrEnum):
    """Why a chain is broken at a position."""

    CHANGED = "changed"
    """The payload there, or a link, is not the one that was chained; or an entry that stood
    before it went together with its link."""
    MISSING = "missing"
    """A link is there, or the position is owed, but not the payload."""
    ADDED = "added"
    """A payload is there that was never chained, or stands twice or out of order."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken position of a chain."""

    position: int
    cause: Cause


def verify(
    pairs: Iterable[_Pair],
    links: Iterable[_Pair],
    start: Head | None = None,
    *,
    dense: bool = True,
) -> Broken | None:
    """None if the chain is whole, or its first broken position.

    Shape: `pairs` are position and payload, `links` position and stored link, both rising by
    position; neither is held in memory. `start` is the trusted head before them, None for the
    genesis. `dense`: positions have no gaps, so that an entry which went together with its
    link is named exactly; otherwise it shows at the next position. What was cut off at the
    end only a head shows: use `verify_head`.
    """
    chain = Chain(start)
    stored, kept = iter(links), iter(pairs)
    link, pair = next(stored, None), next(kept, None)
    while link is not None or pair is not None:
        broken = _compare(chain, pair, link, dense)
        if broken is not None:
            return broken
        link, pair = next(stored, None), next(kept, None)
    return None


def _compare(chain: Chain, pair: _Pair | None, link: _Pair | None, dense: bool) -> Broken | None:
    after = chain.position
    if pair is None or (link is not None and link[0] < pair[0]):
        position = link[0] if link is not None else after + 1
        if position <= after:
            return Broken(position, Cause.CHANGED)
        return Broken(after + 1 if dense else position, Cause.MISSING)
    if pair[0] <= after or link is None or link[0] > pair[0]:
        skipped = dense and pair[0] > after + 1
        return Broken(after + 1, Cause.MISSING) if skipped else Broken(pair[0], Cause.ADDED)
    if dense and pair[0] != after + 1:
        return Broken(after + 1, Cause.MISSING)
    same = compare_digest(chain.add(*pair), link[1])
    return None if same else Broken(pair[0], Cause.CHANGED)


def verify_head(
    pairs: Iterable[_Pair], head: Head, start: Head | None = None, *, dense: bool = True
) -> Broken | None:
    """None if the payloads are exactly those the head seals, or the first broken position.

    For a verifier who has the payloads and a signed head, but not the links: a difference
    inside cannot be placed and is named at the head's last position.
    """
    chain = Chain(start)
    if head.previous != chain.digest or head.number != (start.number if start else 0) + 1:
        return Broken(head.first, Cause.CHANGED)
    owed = head.first
    for position, payload in pairs:
        if not owed <= position <= head.last:
            return Broken(position, Cause.ADDED)
        if position > owed and (dense or owed == head.first):
            return Broken(owed, Cause.MISSING)
        chain.add(position, payload)
        owed = position + 1
    if owed <= head.last:
        return Broken(owed, Cause.MISSING)
    return None if chain.head() == head else Broken(head.last, Cause.CHANGED)
