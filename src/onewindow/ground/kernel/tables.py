"""Bases of tables. Ids are UUIDv7; a region's rows carry its code; history is appended."""

from __future__ import annotations

import datetime as dt

from django.db import models

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.ids import new_id


def instant() -> dt.datetime:
    """Gives the instant of the current moment for a column's default."""
    return clock.now()


class Shared(models.Model):
    """A national row: replicated to every region's database, never pointing at a regional one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=instant, editable=False)

    class Meta:
        abstract = True


class Regional(Shared):
    """A row that belongs to one region."""

    region = models.ForeignKey(
        "ground_jurisdiction.Region",
        on_delete=models.PROTECT,
        db_column="region",
        related_name="+",
    )

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """A row that is written once. The migration adds `operations.AppendOnly` to its table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=instant, editable=False)

    class Meta:
        abstract = True
