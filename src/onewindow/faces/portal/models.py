"""The tables of the portal: how often anything public has changed, and pages kept meanwhile."""

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


class KeptPage(models.Model):
    """A rendered public page. made -> outdated (the counter has moved on) -> made anew.

    `key` is address, encoding and scheme; `number` the counter when its making began.
    """

    key = models.CharField(primary_key=True, max_length=240)
    number = models.PositiveBigIntegerField()
    body = models.BinaryField()
    headers = models.JSONField()
    tag = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
