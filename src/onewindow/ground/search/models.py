"""The table of the index."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.tables import Shared


class SearchEntry(Shared):
    """One thing in one language. put -> replaced by the next put | hidden -> shown | withdrawn.

    The application reads what the row policy shows and writes through the three functions of
    the first migration only.
    """

    kind = models.CharField(max_length=40)
    ref_id = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    region = models.CharField(max_length=8, null=True)  # none: holds everywhere
    title = models.TextField()
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    is_hidden = models.BooleanField(default=False)
    words = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="search_entry_once", fields=["kind", "ref_id", "language"]
            ),
        ]
        indexes = [
            GinIndex(name="search_entry_words", fields=["words"], fastupdate=False),
            models.Index(
                name="search_entry_subject",
                fields=["subject_kind", "subject_id"],
                condition=~Q(subject_kind=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref_id} ({self.language})"
