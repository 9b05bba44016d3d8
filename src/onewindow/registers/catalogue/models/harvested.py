"""Other catalogues, the runs over them, and what they describe: information, not ours."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.ground.kernel.tables import Shared
from onewindow.registers.catalogue.types import HarvestedState, HarvestFormat, HarvestState

RUNNING = Q(state=HarvestState.RUNNING)


class CatalogueSource(Shared):
    """Another catalogue. named; its code, address and format never change (trigger): they are what
    was approved.
    """

    code = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    address = models.CharField(max_length=900, blank=True)
    format = models.CharField(max_length=10)
    place = models.ForeignKey(
        "ground_jurisdiction.Region", on_delete=models.PROTECT, related_name="+"
    )
    cycle = models.CharField(max_length=20, blank=True)
    most_gone = models.PositiveSmallIntegerField()
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="catalogue_source_format_known", condition=Q(format__in=list(HarvestFormat))
            ),
            models.CheckConstraint(
                name="catalogue_source_threshold_in_per_cent", condition=Q(most_gone__lte=100)
            ),
            models.CheckConstraint(
                name="catalogue_source_asked_where_it_is",
                condition=Q(cycle="", due_at=None) | ~Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class HarvestRun(Shared):
    """A run over a source. running -> done | unchanged | failed | held -> confirmed.

    One runs over a source at a time. Its lease says until when it is not taken for dead.
    """

    source = models.ForeignKey(CatalogueSource, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, default=HarvestState.RUNNING)
    number = models.PositiveIntegerField(default=1)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="harvest_state_known", condition=Q(state__in=list(HarvestState))
            ),
            models.CheckConstraint(
                name="harvest_runs_on_a_lease",
                condition=(RUNNING & Q(lease_until__isnull=False, ended_at=None))
                | (~RUNNING & Q(lease_until=None, ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="harvest_one_run_at_a_time", fields=["source"], condition=RUNNING
            ),
        ]
        indexes = [models.Index(name="harvest_of_source", fields=["source", "created_at"])]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state}"


class HarvestedResource(Shared):
    """What a source says of one data set. shown <-> withdrawn; never deleted, never another's."""

    source = models.ForeignKey(CatalogueSource, on_delete=models.PROTECT, related_name="resources")
    iri = models.CharField(max_length=900)
    code = models.CharField(max_length=90)
    title = models.JSONField()
    said = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=HarvestedState.SHOWN)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="harvested_once", fields=["source", "iri"]),
            models.UniqueConstraint(name="harvested_at_one_address", fields=["source", "code"]),
            models.CheckConstraint(
                name="harvested_state_known", condition=Q(state__in=list(HarvestedState))
            ),
            models.CheckConstraint(
                name="harvested_withdrawn_at_an_instant",
                condition=Q(state=HarvestedState.SHOWN, withdrawn_at=None)
                | Q(state=HarvestedState.WITHDRAWN, withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.iri
