"""Proofs that a record was not changed: canonical bytes, hash chains, heads to be signed."""

from . import errors
from .canonical_form import canonical
from .chain import GENESIS, Chain, entry, link
from .head import Head
from .verification import Broken, Cause, verify, verify_head

__all__ = [
    "GENESIS",
    "Broken",
    "Cause",
    "Chain",
    "Head",
    "canonical",
    "entry",
    "errors",
    "link",
    "verify",
    "verify_head",
]
