"""What a signer is."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """A named key that signs and verifies; where the secret lies is its own matter."""

    @property
    def key_id(self) -> str:
        """Gives the name that stands beside every signature."""

    def sign(self, message: bytes) -> bytes:
        """Gives the signature over the message."""

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Says whether the signature over the message is this key's."""
