"""The one table of the portal: how often anything public has changed."""

from __future__ import annotations

from django.db import models


class PublicChange(models.Model):
    """A counter of transactions that changed something public. Only triggers write it.

    The sum over all rows grows with every commit; a transaction takes a row that no other one
    holds, so that writers never wait for each other.
    """

    number = models.PositiveBigIntegerField(default=0)
    changed_in = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.number}"
