"""Front door of keys."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from onewindow.ground.kernel.ports import Port
from onewindow.trust.keys.types import Signer
from onewindow.trust.keys.wire.software import SoftwareKey

SEAL = "seal"
SIGNERS: Port[Signer] = Port("keys.signers")


def signer(key_id: str) -> Signer:
    """Gives the signer of that name: a lent one (a hardware module), else the software key."""
    return SIGNERS.get(key_id) or _software(key_id)


def make_key(key_id: str) -> None:
    """Makes the software key of that name where there is none yet."""
    _software(key_id).make()


def remember_head(key_id: str, number: int, digest: bytes) -> None:
    """Keeps the newest signed head outside the database: a chain cut at its end shows."""
    _software(key_id).remember(f"{number} {digest.hex()}")


def remembered_head(key_id: str) -> tuple[int, bytes] | None:
    """Gives number and digest of the head kept last, or nothing."""
    number, _, digest = _software(key_id).remembered().partition(" ")
    return (int(number), bytes.fromhex(digest)) if number else None


def _software(key_id: str) -> SoftwareKey:
    return SoftwareKey(Path(settings.ONEWINDOW_KEYS), key_id)


__all__ = ["SEAL", "SIGNERS", "make_key", "remember_head", "remembered_head", "signer"]
