"""The head of a segment of a chain: what is signed and sent to witnesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .canonical_form import canonical
from .errors import ChainError

_PURPOSE = "onewindow.proofs.head.1"
_DIGEST_BYTES = 32
_FIELDS = frozenset({"purpose", "number", "first", "last", "count", "digest", "previous"})


@dataclass(frozen=True, slots=True)
class Head:
    """A segment of the chain, sealed.

    `number` counts the heads from 1. `first` and `last` are the positions of the segment,
    `count` how many entries it has, `digest` its last link, `previous` the digest of the head
    before (of the first head: the genesis). Raises: ChainError where these contradict.
    """

    number: int
    first: int
    last: int
    count: int
    digest: bytes
    previous: bytes

    def __post_init__(self) -> None:
        if self.number < 1 or not 1 <= self.first <= self.last:
            raise ChainError("The head's numbers do not rise from 1.")
        if not 1 <= self.count <= self.last - self.first + 1:
            raise ChainError("The head's count does not fit between its positions.")
        if len(self.digest) != _DIGEST_BYTES or len(self.previous) != _DIGEST_BYTES:
            raise ChainError(f"A digest has {_DIGEST_BYTES} bytes.")

    def as_json(self) -> dict[str, str | int]:
        """The head as plain JSON; digests in hexadecimal."""
        return {
            "purpose": _PURPOSE,
            "number": self.number,
            "first": self.first,
            "last": self.last,
            "count": self.count,
            "digest": self.digest.hex(),
            "previous": self.previous.hex(),
        }

    def signing_bytes(self) -> bytes:
        """The bytes to sign: canonical JSON that names its purpose."""
        return canonical(self.as_json())

    @classmethod
    def from_json(cls, given: Mapping[str, object]) -> Head:
        """The head that `as_json` wrote. Raises: ChainError."""
        if given.keys() != _FIELDS or given["purpose"] != _PURPOSE:
            raise ChainError("This is not the head of a chain.")
        number, first, last, count = (
            _integer(given[name]) for name in ("number", "first", "last", "count")
        )
        return cls(number, first, last, count, _digest(given["digest"]), _digest(given["previous"]))


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ChainError(f"{value!r} is not an integer.")
    return value


def _digest(value: object) -> bytes:
    """The bytes of a digest in lower-case hexadecimal: one digest, one spelling."""
    try:
        digest = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        digest = b""
    if digest.hex() != value:
        raise ChainError(f"{value!r} is not a digest in hexadecimal.")
    return digest
