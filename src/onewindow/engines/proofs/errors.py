"""What cannot be put into a proof."""

from __future__ import annotations


class ProofError(ValueError):
    """The value has no place in a proof."""


class NotCanonicalError(ProofError):
    """The value has no single written form: give numbers with fractions and times as text."""


class ChainError(ProofError):
    """The position or the digest cannot be part of the chain."""
