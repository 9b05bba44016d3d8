"""Tables of the audit. All are written once; the application may not even select entries."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.ground.kernel.tables import AppendOnly, instant


class Entry(models.Model):
    """One audit line: who did or tried what, on what, with what outcome. Written once.

    The column `transaction` (xid8, made by the database) tells the sealer which lines have
    settled. Source: ISO/IEC 27001:2022, control 8.15.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=instant)
    actor_id = models.CharField(max_length=120)
    actor_label = models.CharField(max_length=300)
    through = ArrayField(models.CharField(max_length=80), default=list)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10)
    fact = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id", "seq"], name="audit_entry_object")
        ]


class Reading(AppendOnly):
    """Somebody read a person's data: who, whose, why. The person may see it. Written once."""

    actor_id = models.CharField(max_length=120)
    actor_label = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["owner", "at"], name="audit_reading_owner")]


class Link(models.Model):
    """The place of one entry in the chain, with the digest up to there. Written once."""

    position = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField(unique=True)
    digest = models.BinaryField(max_length=32)


class Seal(models.Model):
    """A signed head of the chain: which positions it closes, and how far the lines had settled.

    `horizon` is the transaction id below which everything was sealed; `floor` the sequence number
    below which nothing is looked at again (a restored database counts its transactions anew).
    """

    number = models.BigIntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    horizon = models.BigIntegerField()
    floor = models.BigIntegerField()
    at = models.DateTimeField(default=instant)
    key_id = models.CharField(max_length=60)
    signature = models.BinaryField(max_length=64)


class NewCount(AppendOnly):
    """A restored database counts its transactions anew: from here lines above `floor` are sealed
    from `horizon` on. Written once for each restore, after the seal `after_seal`."""

    after_seal = models.BigIntegerField(unique=True)
    horizon = models.BigIntegerField()
    floor = models.BigIntegerField()
