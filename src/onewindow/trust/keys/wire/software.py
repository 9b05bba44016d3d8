"""Software keys: one Ed25519 key a file, readable by its owner only (RFC 8032)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onewindow.trust.keys.errors import KeyMissing


class SoftwareKey:
    """A key whose secret is a PEM file of mode 0600 in the folder of keys."""

    def __init__(self, folder: Path, key_id: str) -> None:
        self.key_id = key_id
        self._path = folder / f"{key_id}.pem"

    def exists(self) -> bool:
        """Says whether the secret is there."""
        return self._path.exists()

    def make(self) -> None:
        """Makes the secret where there is none; two makers at once make one key."""
        secret = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secret)

    def sign(self, message: bytes) -> bytes:
        """Gives the 64-byte signature. Raises KeyMissing."""
        return self._secret().sign(message)

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Says whether the signature is this key's. Raises KeyMissing."""
        try:
            self._secret().public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def remember(self, text: str) -> None:
        """Keeps a short text beside the key, where the database's owner cannot change it."""
        making = self._beside.with_suffix(f".{os.getpid()}.making")
        making.write_text(text)
        making.replace(self._beside)

    def remembered(self) -> str:
        """Gives the text that was kept last; empty where there is none."""
        return self._beside.read_text() if self._beside.exists() else ""

    @property
    def _beside(self) -> Path:
        return self._path.with_suffix(".head")

    def _secret(self) -> Ed25519PrivateKey:
        try:
            pem = self._path.read_bytes()
        except FileNotFoundError as error:
            raise KeyMissing(key=self.key_id, place=self._path.parent) from error
        key = serialization.load_pem_private_key(pem, None)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyMissing(key=self.key_id, place=self._path.parent)
        return key
