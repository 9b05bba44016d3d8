"""Amounts as people write them."""

from __future__ import annotations

from typing import Final

from django.utils import formats

MINOR_DIGITS: Final = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "XAF": 0,
    "XOF": 0,
    "CLP": 0,
    "BHD": 3,
    "KWD": 3,
    "TND": 3,
}
"""Currencies with other than two digits. *Source*: ISO 4217, list one."""


def written(minor: int, currency: str) -> str:
    """Gives an amount with the separators of the language and the code of its currency."""
    digits = MINOR_DIGITS.get(currency, 2)
    whole, part = divmod(abs(minor), 10**digits)
    exact = f"{whole}.{part:0{digits}d}" if digits else str(whole)
    number = formats.number_format(exact, decimal_pos=digits, use_l10n=True, force_grouping=True)
    return f"{'−' if minor < 0 else ''}{number}\u00a0{currency}"
