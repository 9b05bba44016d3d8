"""The front door of search."""

from __future__ import annotations

from onewindow.ground.search.commands import hide, put, put_all, show, withdraw
from onewindow.ground.search.queries import find
from onewindow.ground.search.rules import question, words

__all__ = ["find", "hide", "put", "put_all", "question", "show", "withdraw", "words"]
