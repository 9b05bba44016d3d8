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
    return SIGNERS.get(key_id) or SoftwareKey(Path(settings.ONEWINDOW_KEYS), key_id)


def make_key(key_id: str) -> None:
    """Makes the software key of that name where there is none yet."""
    SoftwareKey(Path(settings.ONEWINDOW_KEYS), key_id).make()


__all__ = ["SEAL", "SIGNERS", "make_key", "signer"]
