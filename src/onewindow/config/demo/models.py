"""The mark of a database that the demo made, with the demo's own time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """One row: at the real instant `real_at` the demo's clock said `demo_at`. Moved by the tour."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    real_at = models.DateTimeField()
    demo_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Mark]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="demo_one_mark", condition=models.Q(id=1)),
        ]
