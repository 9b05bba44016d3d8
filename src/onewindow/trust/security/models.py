"""Tables of security. Decisions are written once; what they mean now is derived, never stored."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.ground.kernel.tables import AppendOnly, instant
from onewindow.trust.security.types import Decision


class Officer(AppendOnly):
    """The naming of a security officer. Written once.

    named -> confirmed (`OfficerConfirmation`, by another officer) -> ended (`OfficerEnd`). The
    first two are named by the operator when the installation begins, and by nobody ever after.
    """

    actor_id = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    named_by = models.CharField(max_length=120)


class OfficerConfirmation(AppendOnly):
    """A second officer's word that the named one shall serve. Written once."""

    officer_id = models.UUIDField(unique=True)
    confirmed_by = models.CharField(max_length=120)


class OfficerEnd(AppendOnly):
    """The end of an officer's time, by another officer. Written once."""

    officer_id = models.UUIDField(unique=True)
    ended_by = models.CharField(max_length=120)


class Subject(models.Model):
    """Something that may be live only with a clearance: a service, an import, an exchange.

    `ref` is `kind:id`. Registered -> (operational or not, derived at every request) -> withdrawn.
    """

    ref = models.CharField(primary_key=True, max_length=160)
    title = models.JSONField()
    region = models.CharField(max_length=8, blank=True)
    body_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=instant)


class Dependency(models.Model):
    """A subject that cannot be operational without another."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="needs")
    on = models.ForeignKey(Subject, models.PROTECT, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "on"], name="security_dependency_once"),
            models.CheckConstraint(
                condition=~Q(subject=F("on")), name="security_dependency_not_on_itself"
            ),
        ]


class Dossier(AppendOnly):
    """What is put before the security office for a clearance: by whom, for what. Written once."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="dossiers")
    statement = models.TextField()
    prepared_by = models.CharField(max_length=120)


class Clearance(AppendOnly):
    """A security office's decision that a subject may run until a date. Written once.

    From its start the latest decision governs. Source: NIST SP 800-37 rev. 2 (authorisation to
    operate); `domain.md` F-SEC-12.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="clearances")
    dossier_id = models.UUIDField()
    decision = models.CharField(max_length=20, choices=[(d.value, d.name) for d in Decision])
    conditions = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    valid_from = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_by = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-valid_from"], name="security_clearance_latest")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("valid_from")), name="security_clearance_ends_later"
            ),
        ]


class Veto(AppendOnly):
    """One vote that stops a subject and all that depends on it, at once. Written once.

    imposed -> lifted (a row of `Lift` by a second officer). Source: `domain.md` F-SEC-13, INV-27.
    """

    number = models.CharField(max_length=20, unique=True)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="vetoes")
    public_reason = models.TextField()
    restricted_reason = models.TextField(blank=True)
    alternative = models.TextField()
    imposed_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="security_veto_subject")]


class Lift(AppendOnly):
    """The end of a veto: by an officer who is not its imposer, with evidence. Written once."""

    veto_id = models.UUIDField(unique=True)
    evidence = models.TextField()
    lifted_by = models.CharField(max_length=120)


class StopOrder(AppendOnly):
    """A stop during an incident; it ends by itself unless it becomes a veto. Written once."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="stops")
    public_reason = models.TextField()
    alternative = models.TextField()
    ordered_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()


class StopRelease(AppendOnly):
    """The early end of a stop order. Written once."""

    stop_id = models.UUIDField(unique=True)
    released_by = models.CharField(max_length=120)


class HeldDuty(AppendOnly):
    """An actor had this duty on that thing. Incompatible ones are refused (INV-33)."""

    ref = models.CharField(max_length=160)
    duty = models.CharField(max_length=40)
    actor_id = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["ref", "actor_id"], name="security_duty_of_actor")]
