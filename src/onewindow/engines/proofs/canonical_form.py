"""Canonical JSON: one value, one sequence of bytes.

What is written is that of RFC 8785 (JSON Canonicalization Scheme) for the values allowed here,
so that anybody can recompute it with a public library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .errors import NotCanonicalError

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps (RFC 8785, appendix D)."""
MAX_DEPTH = 50


def canonical(mapping: Mapping[str, object]) -> bytes:
    """The canonical JSON of a mapping in UTF-8.

    Keys are sorted by their UTF-16 code units; there are no spaces. Allowed are null, truth
    values, text, integers up to 2**53 - 1, lists, tuples and mappings with text keys. Text is
    taken as it is, without Unicode normalisation.
    Raises: NotCanonicalError for floats, dates, bytes, lone surrogates and all else.
    Source: RFC 8785, sections 3.2.2 and 3.2.3.
    """
    if not isinstance(mapping, Mapping):
        raise NotCanonicalError(f"{type(mapping).__name__} is not a mapping.")
    text = json.dumps(_plain(mapping, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _plain(value: object, depth: int) -> object:
    if depth == 0:
        raise NotCanonicalError("The value is nested too deeply.")
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, list | tuple):
        return [_plain(item, depth - 1) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(value[key], depth - 1) for key in sorted(value, key=_order)}
    raise NotCanonicalError(f"{type(value).__name__} has no canonical form; give it as text.")


def _integer(value: int) -> int:
    if abs(value) > MAX_INTEGER:
        raise NotCanonicalError("The integer is too large for every reader; give it as text.")
    return int(value)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("The text holds half a character (a lone surrogate).") from None
    return str(value)


def _order(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonicalError(f"The key {key!r} is not text.")
    return _text(key).encode("utf-16-be")
