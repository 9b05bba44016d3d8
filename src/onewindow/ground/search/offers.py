"""What search lends: the titles of synonyms."""

from __future__ import annotations

from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.ground.search import queries

KINDS.lend("synonyms", RefKind("synonyms", "ground.search", queries.synonyms_title))
