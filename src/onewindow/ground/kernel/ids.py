"""Identifiers: UUIDv7 made in Python, and check characters for numbers that people type."""

from __future__ import annotations

import secrets
import time
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(ALPHABET)


def new_id() -> UUID:
    """Gives a UUID version 7: ordered by time, random in the rest (RFC 9562, section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return UUID(int=value)


def check_character(text: str) -> str:
    """Gives the check character over letters and digits. Source: ISO/IEC 7064, MOD 37,36."""
    product = _MODULUS
    for sign in text:
        total = (product + ALPHABET.index(sign)) % _MODULUS or _MODULUS
        product = total * 2 % (_MODULUS + 1)
    return ALPHABET[(_MODULUS + 1 - product) % _MODULUS]


def is_checked(number: str) -> bool:
    """Says whether the last sign of a number (dashes left out) is its check character."""
    bare = number.replace("-", "").upper()
    known = len(bare) > 1 and all(sign in ALPHABET for sign in bare)
    return known and check_character(bare[:-1]) == bare[-1]
