"""A closed grammar of patterns for texts: signs, classes and bounded counts, nothing that loops.

A pattern is a row of atoms, each with an optional count: a letter, digit or one of `- / : _` and
space; `.`, `(`, `)` and `+` behind a backslash; `\\d`; a class such as `[A-Z0-9]`. A count is
`{3}`, `{2,5}` or `?`. At most two counts may vary, so that no text makes the match slow.
"""

from __future__ import annotations

import re

MOST_SIGNS = 200
MOST_VARYING = 2
_ATOM = re.compile(
    r"(?:\[[A-Za-z0-9 \-/:_.]+\]|\\d|\\[.()+\-/]|[^\W_]|[ \-/:_])"
    r"(?P<count>\{\d{1,3}(?:,\d{1,3})?\}|\?)?"
)


def compile_pattern(text: str) -> re.Pattern[str]:
    """Gives the pattern ready for `fullmatch`. Raises ValueError with what is wrong."""
    if not text or len(text) > MOST_SIGNS:
        raise ValueError(f"a pattern has 1 to {MOST_SIGNS} signs")
    at, varying = 0, 0
    while at < len(text):
        atom = _ATOM.match(text, at)
        if atom is None:
            raise ValueError(f"sign {at + 1} ({text[at]!r}) is not allowed in a pattern")
        count = atom.group("count") or ""
        varying += count == "?" or "," in count
        at = atom.end()
    if varying > MOST_VARYING:
        raise ValueError(f"at most {MOST_VARYING} counts may vary")
    try:
        return re.compile(text, re.ASCII)
    except re.error as problem:
        raise ValueError(str(problem)) from problem
