"""A hash chain: every link holds all that came before it.

link = SHA-256(domain, length of previous, previous, length of payload, payload), where the
domain separates these digests from all others and the lengths (8 bytes, big-endian) keep two
different pairs from running together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from .errors import ChainError
from .head import Head

DIGEST_BYTES = 32
DOMAIN = b"onewindow.proofs.link.1\x00"
GENESIS = hashlib.sha256(b"onewindow.proofs.genesis.1\x00").digest()
"""What the first link of a chain takes as the previous one."""
MAX_POSITION = 2**63 - 1
"""The largest position: that of a PostgreSQL bigint."""


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part


def link(previous: bytes, payload: bytes) -> bytes:
    """The digest of a payload behind a previous digest, 32 bytes. Raises: ChainError."""
    if len(previous) != DIGEST_BYTES:
        raise ChainError(f"The previous link has {len(previous)} bytes instead of {DIGEST_BYTES}.")
    return hashlib.sha256(DOMAIN + _framed(previous) + _framed(payload)).digest()


def entry(position: int, payload: bytes) -> bytes:
    """The bytes that a chain links: the position (8 bytes, big-endian) and the payload.

    Raises: ChainError.
    """
    if not 0 < position <= MAX_POSITION:
        raise ChainError(f"The position {position} is not from 1 to {MAX_POSITION}.")
    return position.to_bytes(8, "big") + payload


class Chain:
    """A fold over pairs of position and payload.

    It begins at the genesis, or goes on behind a head. Positions rise; they may have gaps,
    as a database sequence has after a rollback.
    """

    def __init__(self, after: Head | None = None) -> None:
        self._before = after
        self.digest = after.digest if after else GENESIS
        self.position = after.last if after else 0
        self._first = 0
        self._count = 0

    def add(self, position: int, payload: bytes) -> bytes:
        """Append one payload; gives its link. Raises: ChainError."""
        if position <= self.position:
            raise ChainError(f"The position {position} does not follow {self.position}.")
        self.digest = link(self.digest, entry(position, payload))
        self.position = position
        self._first = self._first or position
        self._count += 1
        return self.digest

    def extend(self, pairs: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
        """Append many; gives position and link of each as it goes. Raises: ChainError."""
        for position, payload in pairs:
            yield position, self.add(position, payload)

    def head(self) -> Head:
        """The head over what was added since the beginning. Raises: ChainError if nothing was."""
        if not self._count:
            raise ChainError("Nothing was added since the last head.")
        before = self._before
        return Head(
            number=before.number + 1 if before else 1,
            first=self._first,
            last=self.position,
            count=self._count,
            digest=self.digest,
            previous=before.digest if before else GENESIS,
        )
