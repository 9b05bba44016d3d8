"""What can be wrong with a mapping, or with a table as a whole."""

from __future__ import annotations


class BadMapping(ValueError):
    """The mapping is not of the grammar; the text says where and what is allowed there."""


class Unreadable(ValueError):
    """The table cannot be read at all; the text says what to do."""
