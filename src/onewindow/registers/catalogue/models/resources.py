"""Information resources and their classification."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Q

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.tables import Regional, Shared
from onewindow.registers.catalogue.types import (
    Openness,
    ResourceState,
    Scheme,
    SharingType,
)

KEEPERS = (Role.CATALOGUE_MANAGER, Role.DATA_AUTHORITY)


class ResourceCategory(Shared):
    """A place in a classification. added; its scheme, code and parent never change (trigger)."""

    scheme = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    title = models.JSONField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="category_once", fields=["scheme", "code"]),
            models.CheckConstraint(
                name="category_scheme_known", condition=Q(scheme__in=list(Scheme))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class _Clearance(Func):
    """The reader's clearance as the row policy asks it."""

    function = "onewindow_clearance"
    template = "(SELECT %(function)s())"
    output_field = IntegerField()


class Resources(models.QuerySet["InformationResource"]):
    """Resources, and who may see them."""

    def visible_to(self, standing: Standing) -> Self:
        """Keeps what this reader may see: what the row policy says in SQL (INV-19, ADR 0023)."""
        if standing.sees_all or standing.holds(*KEEPERS):
            return self
        wanted = Q(state=ResourceState.PUBLISHED, level__lte=_Clearance())
        if standing.bodies:
            inside = Q(state=ResourceState.PUBLISHED, level__lte=Level.INTERNAL)
            wanted |= inside | Q(provider__in=standing.bodies)
        return self.filter(wanted)

    def public(self) -> Self:
        """Keeps what everybody sees, whoever asks."""
        return self.filter(state=ResourceState.PUBLISHED, level=Level.PUBLIC)


class InformationResource(Regional):
    """A resource in the catalogue. draft -> published <-> withdrawn.

    Its six mandatory core elements of GB/T 21063.3 are columns that cannot be empty; so are
    label, update cycle, and one of function and party task (INV-17). The metadata are visible by
    the label: to the public only where it is `public` (INV-19).
    """

    identifier = models.CharField(max_length=60, unique=True)
    metadata_identifier = models.CharField(max_length=60, unique=True)
    name = models.JSONField()
    abstract = models.JSONField()
    provider = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(ResourceCategory, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    update_cycle = models.CharField(max_length=20)
    function = models.ForeignKey(
        "registers_functions.Function", on_delete=models.PROTECT, null=True, related_name="+"
    )
    party_task = models.JSONField(default=dict)
    sharing_type = models.CharField(max_length=14, default=SharingType.UNCONDITIONAL)
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, null=True, related_name="+"
    )
    openness = models.CharField(max_length=10, default=Openness.CLOSED)
    keywords = models.JSONField(default=dict)
    issued = models.DateField(null=True)
    format = models.CharField(max_length=80, blank=True)
    online_address = models.CharField(max_length=500, blank=True)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)
    covers_region = models.ForeignKey(
        "ground_jurisdiction.Region", on_delete=models.PROTECT, null=True, related_name="+"
    )
    languages = ArrayField(models.CharField(max_length=10), default=list)
    last_updated = models.DateField(null=True)
    state = models.CharField(max_length=10, default=ResourceState.DRAFT)
    because = models.TextField(blank=True)

    objects = Resources.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="resource_state_known", condition=Q(state__in=list(ResourceState))
            ),
            models.CheckConstraint(
                name="resource_level_known", condition=Q(level__in=[int(one) for one in Level])
            ),
            models.CheckConstraint(
                name="resource_openness_known", condition=Q(openness__in=list(Openness))
            ),
            models.CheckConstraint(
                name="resource_open_only_where_public",
                condition=~Q(openness=Openness.OPEN) | Q(level=Level.PUBLIC),
            ),
            models.CheckConstraint(
                name="resource_sharing_known", condition=Q(sharing_type__in=list(SharingType))
            ),
            models.CheckConstraint(
                name="resource_sharing_on_a_legal_basis",
                condition=Q(sharing_type=SharingType.UNCONDITIONAL) | Q(legal_basis__isnull=False),
            ),
            models.CheckConstraint(
                name="resource_identified",
                condition=~Q(identifier="") & ~Q(metadata_identifier=""),
            ),
            models.CheckConstraint(
                name="resource_updated_in_a_cycle", condition=~Q(update_cycle="")
            ),
            models.CheckConstraint(
                name="resource_time_runs_forwards",
                condition=Q(covers_from=None)
                | Q(covers_to=None)
                | Q(covers_to__gte=F("covers_from")),
            ),
            models.CheckConstraint(
                name="resource_withdrawn_for_a_reason",
                condition=~Q(state=ResourceState.WITHDRAWN) | ~Q(because=""),
            ),
        ]
        indexes = [models.Index(name="resource_of_provider", fields=["provider", "state"])]

    def __str__(self) -> str:
        return self.identifier


class ResourceInCategory(Regional):
    """A further category of a resource, in any scheme. added | taken away."""

    resource = models.ForeignKey(
        InformationResource, on_delete=models.PROTECT, related_name="further"
    )
    category = models.ForeignKey(ResourceCategory, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="resource_in_a_category_once", fields=["resource", "category"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.category_id}"


class ResourceElement(Regional):
    """A data element that a resource holds. added | taken away."""

    resource = models.ForeignKey(
        InformationResource, on_delete=models.PROTECT, related_name="contents"
    )
    element = models.ForeignKey(
        "registers_catalogue.DataElement", on_delete=models.PROTECT, related_name="resources"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="resource_holds_an_element_once", fields=["resource", "element"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} in {self.resource_id}"
