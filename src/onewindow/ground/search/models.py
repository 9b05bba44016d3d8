"""Tables of the index: entries, the words by which a slip is mended, and synonyms."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.tables import Shared


class SearchEntry(Shared):
    """One thing in one language. put -> replaced by the next put | hidden -> shown | withdrawn.

    The application reads what the row policy shows and writes through the three functions of
    the migrations only. `words` holds facets too, each as one sign no text gives (`=kind:body`).
    """

    kind = models.CharField(max_length=40)
    ref_id = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    region = models.CharField(max_length=8, null=True)  # none: holds everywhere
    title = models.TextField()
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(default=Level.PUBLIC)
    rooms = ArrayField(models.TextField(), default=list, blank=True)
    facets = ArrayField(models.TextField(), default=list, blank=True)
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
            models.Index(
                name="search_entry_hidden",
                fields=["subject_kind", "subject_id"],
                condition=Q(is_hidden=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref_id} ({self.language})"


class SearchWord(models.Model):
    """A word that some entry of a language, level and rooms has. first put -> last withdrawn.

    Shape: `cuts` are the word's first seven letters and what is left of them without one letter,
    in longer words without two. Nothing is unique but the id: two writers who bring the same new
    word do not wait for each other, and readers ask for distinct words.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    word = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    rooms = ArrayField(models.TextField(), default=list)
    cuts = ArrayField(models.TextField())

    class Meta:
        indexes = [
            models.Index(name="search_word_place", fields=["word", "language"]),
            GinIndex(name="search_word_cuts", fields=["cuts"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"


class Synonyms(Shared):
    """Terms that mean the same, kept by editors. added -> removed.

    Shape: `language` is that of the readers for whom they hold, none for all; `keys` are the
    folded terms by which they are looked up.
    """

    language = models.CharField(max_length=10, blank=True)
    terms = ArrayField(models.TextField())
    keys = ArrayField(models.TextField())

    class Meta:
        constraints = [
            models.CheckConstraint(name="synonyms_are_two", condition=Q(keys__len__gte=2)),
            models.UniqueConstraint(name="synonyms_once", fields=["language", "keys"]),
        ]
        indexes = [GinIndex(name="search_synonyms_keys", fields=["keys"], fastupdate=False)]

    def __str__(self) -> str:
        return " = ".join(self.terms)
