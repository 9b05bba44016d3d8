"""Tables of bodies, their parents, posts, officials and declared interests."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from onewindow.ground.kernel.tables import Regional, Shared, instant
from onewindow.registers.institutions.rules import ROLES_OF_POSTS
from onewindow.registers.institutions.types import OWN, BodyStatus, OrganType


def _only(field: str) -> Func:
    """Gives the range of one id: equality for a GiST index without an extension."""
    return Func(F(field), F(field), Value("[]"), function="uuidrange")


class Body(Regional):
    """An organ of party or government. active -> closed (its last day is decided).

    Bodies of our own have the scheme `own`; imported ones have their source's scheme, the
    source's id as code, and the batch that wrote them last. Nothing imported is edited here.
    """

    scheme = models.CharField(max_length=60, default=OWN)
    code = models.CharField(max_length=120)
    batch = models.UUIDField(null=True)
    name = models.JSONField()
    organ_type = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    status = models.CharField(max_length=10, default=BodyStatus.ACTIVE)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    address = models.JSONField(default=dict)
    phone = models.CharField(max_length=80, blank=True)
    hours = models.JSONField(default=dict)
    website = models.CharField(max_length=500, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="body_code_once", fields=["scheme", "code"]),
            models.CheckConstraint(
                name="body_organ_type_known", condition=Q(organ_type__in=list(OrganType))
            ),
            models.CheckConstraint(
                name="body_closed_has_its_day",
                condition=Q(status=BodyStatus.ACTIVE, valid_to=None, superseded_by=None)
                | Q(status=BodyStatus.CLOSED, valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="body_valid_forwards",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="body_own_or_of_a_batch",
                condition=Q(scheme=OWN, batch=None, valid_from__isnull=False)
                | (~Q(scheme=OWN) & Q(batch__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="body_of_batch", fields=["batch"], condition=~Q(batch=None)),
        ]

    @property
    def origin(self) -> str:
        """Gives `own`, or the id of the batch that brought the body."""
        return str(self.batch) if self.batch else OWN

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class BodyParent(Shared):
    """One body under another for a time. Our own have one parent at a time, imported ones several.

    Life: linked -> ended.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="child_links")
    during = DateRangeField()
    is_imported = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="body_not_its_own_parent", condition=~Q(body=F("parent"))),
            ExclusionConstraint(
                name="body_parent_once_at_a_time",
                expressions=[
                    (_only("body"), RangeOperators.OVERLAPS),
                    (_only("parent"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="body_of_ours_has_one_parent",
                expressions=[
                    (_only("body"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_imported=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} under {self.parent_id}"


class Post(Shared):
    """A place in a body that comes with a role and duties. created; held by officials in time."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    title = models.JSONField()
    role = models.CharField(max_length=30)
    duties = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_role_of_posts", condition=Q(role__in=list(ROLES_OF_POSTS))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.body_id}"


class Official(Shared):
    """A person in a post. appointed -> left. Kept for ever; never deleted (trigger)."""

    account = models.ForeignKey(
        "trust_identity.Account", on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="officials")
    during = DateRangeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="official_begins_some_day",
                condition=Q(during__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="official_holds_a_post_once",
                expressions=[
                    (_only("account"), RangeOperators.OVERLAPS),
                    (_only("post"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.post_id}"


class DeclaredInterest(Shared):
    """An official's interest in a person, with which the official may not decide. declared."""

    account = models.ForeignKey(
        "trust_identity.Account", on_delete=models.PROTECT, related_name="+"
    )
    party = models.CharField(max_length=80)
    because = models.TextField()
    declared_at = models.DateTimeField(default=instant)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="interest_once", fields=["account", "party"]),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.party}"
