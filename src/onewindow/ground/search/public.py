"""The front door of search."""

from __future__ import annotations

from onewindow.ground.search.commands import (
    add_synonyms,
    hide,
    put,
    put_all,
    rebuild,
    remove_synonyms,
    show,
    withdraw,
)
from onewindow.ground.search.queries import find, synonyms
from onewindow.ground.search.rules import question

__all__ = [
    "add_synonyms",
    "find",
    "hide",
    "put",
    "put_all",
    "question",
    "rebuild",
    "remove_synonyms",
    "show",
    "synonyms",
    "withdraw",
]
