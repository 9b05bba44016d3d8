"""Requests, disputes, agreements, consents and waivers.

Elements stand as arrays of codes: codes never change and elements are never deleted; the trigger
`elements_known` holds every code to the catalogue.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.tables import Regional, Shared
from onewindow.registers.sharing.types import AgreementState, Clock, Footing, RequestState

OVERSEERS = (Role.CATALOGUE_MANAGER, Role.DATA_AUTHORITY)
PUBLIC = (AgreementState.IN_FORCE, AgreementState.ENDED)
# Empty: it was ended before its first day.
_BOUNDED = Q(during__isempty=True) | Q(
    during__startswith__isnull=False, during__endswith__isnull=False
)


class Requests(models.QuerySet["DataRequest"]):
    """Requests, and who may see them."""

    def visible_to(self, standing: Standing) -> Self:
        """Keeps what this reader may see: what the row policy says in SQL."""
        if standing.sees_all or standing.holds(*OVERSEERS):
            return self
        mine = list(standing.bodies)
        return self.filter(Q(requester__in=mine) | Q(provider__in=mine))


class DataRequest(Regional):
    """A request for data. filed -> compliance_checked -> granted | refused -> disputed -> decided.

    Shape: `check_due` and `answer_due` are the last days of its clocks; `escalated` names the
    clock that ran out last. Region: that of the provider, whose calendar counts.
    """

    number = models.CharField(max_length=40, unique=True)
    requester = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    provider = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    elements = ArrayField(models.CharField(max_length=80))
    function = models.ForeignKey(
        "registers_functions.Function", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.JSONField()
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, related_name="+"
    )
    during = DateRangeField()
    footing = models.CharField(max_length=13)
    state = models.CharField(max_length=18, default=RequestState.FILED)
    filed_by = models.CharField(max_length=120)
    filed_by_label = models.CharField(max_length=200)
    filed_at = models.DateTimeField()
    check_due = models.DateField()
    checked_by = models.CharField(max_length=120, blank=True)
    checked_at = models.DateTimeField(null=True)
    answer_due = models.DateField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    refusal_reason = models.TextField(blank=True)
    refusal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, null=True, related_name="+"
    )
    escalated = models.CharField(max_length=6, blank=True, default=Clock.NONE)
    escalated_at = models.DateTimeField(null=True)

    objects = Requests.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_state_known", condition=Q(state__in=list(RequestState))
            ),
            models.CheckConstraint(
                name="request_footing_known",
                condition=Q(footing__in=[one for one in Footing if one is not Footing.AGREEMENT]),
            ),
            models.CheckConstraint(
                name="request_escalated_known", condition=Q(escalated__in=list(Clock))
            ),
            models.CheckConstraint(
                name="request_between_two_bodies", condition=~Q(requester=F("provider"))
            ),
            models.CheckConstraint(
                name="request_wants_something", condition=Q(elements__len__gt=0)
            ),
            models.CheckConstraint(name="request_days_bounded", condition=_BOUNDED),
            models.CheckConstraint(
                name="request_checked_before_answered",
                condition=Q(state=RequestState.FILED, checked_at=None)
                | Q(checked_at__isnull=False, answer_due__isnull=False),
            ),
            models.CheckConstraint(
                name="request_refused_for_a_reason",
                condition=~Q(state__in=(RequestState.REFUSED, RequestState.DISPUTED))
                | ~Q(refusal_reason=""),
            ),
            models.CheckConstraint(
                name="request_refused_by_law_where_not_shared",
                condition=~Q(
                    state__in=(RequestState.REFUSED, RequestState.DISPUTED),
                    footing=Footing.NOT_SHARED,
                )
                | Q(refusal_basis__isnull=False),
            ),
            models.CheckConstraint(
                name="request_not_answered_by_its_filer",
                condition=Q(answered_by="") | ~Q(answered_by=F("filed_by")),
            ),
        ]
        indexes = [models.Index(name="request_by_state", fields=["state", "answer_due"])]

    @property
    def ref(self) -> Ref:
        """Gives the request as audit lines and messages name it."""
        return Ref.to("sharing_request", self.id)

    def __str__(self) -> str:
        return self.number


class RequestDispute(Regional):
    """A refusal that the requester does not accept. raised -> decided by the data authority."""

    request = models.OneToOneField(DataRequest, on_delete=models.PROTECT, related_name="dispute")
    reason = models.TextField()
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="dispute_for_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="dispute_decided_for_a_reason",
                condition=Q(decided_at=None, is_granted=None, decided_by="", decision="")
                | (
                    Q(decided_at__isnull=False, is_granted__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decision="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"dispute of {self.request_id}"


class Agreements(models.QuerySet["Agreement"]):
    """Agreements, and who may see them."""

    def visible_to(self, standing: Standing) -> Self:
        """Keeps what this reader may see: what the row policy says in SQL."""
        if standing.sees_all or standing.holds(*OVERSEERS):
            return self
        mine = list(standing.bodies)
        return self.filter(Q(state__in=PUBLIC) | Q(consumer__in=mine) | Q(provider__in=mine))

    def public(self) -> Self:
        """Keeps what everybody sees: agreements in force and those that have ended."""
        return self.filter(state__in=PUBLIC)


class Agreement(Regional):
    """Who gets which data of whom, for what. proposed -> signed -> in_force -> ended.

    It comes into force with the signatures of two people, one for each side. From then on nothing
    of it changes but its last day, which only moves forward in time (trigger `agreement_kept`).
    """

    number = models.CharField(max_length=40, unique=True)
    provider = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    consumer = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    elements = ArrayField(models.CharField(max_length=80))
    function = models.ForeignKey(
        "registers_functions.Function", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.JSONField()
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, related_name="+"
    )
    footing = models.CharField(max_length=13)
    during = DateRangeField()
    state = models.CharField(max_length=8, default=AgreementState.PROPOSED)
    provider_signer = models.CharField(max_length=120, blank=True)
    provider_signed_at = models.DateTimeField(null=True)
    consumer_signer = models.CharField(max_length=120, blank=True)
    consumer_signed_at = models.DateTimeField(null=True)
    request = models.OneToOneField(
        DataRequest, on_delete=models.PROTECT, null=True, related_name="agreement"
    )
    ended_because = models.TextField(blank=True)

    objects = Agreements.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_state_known", condition=Q(state__in=list(AgreementState))
            ),
            models.CheckConstraint(
                name="agreement_footing_known",
                condition=Q(footing__in=[one for one in Footing if one is not Footing.AGREEMENT]),
            ),
            models.CheckConstraint(
                name="agreement_between_two_bodies", condition=~Q(provider=F("consumer"))
            ),
            models.CheckConstraint(
                name="agreement_covers_something", condition=Q(elements__len__gt=0)
            ),
            models.CheckConstraint(name="agreement_days_bounded", condition=_BOUNDED),
            models.CheckConstraint(
                name="agreement_signed_by_two_people",
                condition=Q(provider_signer="")
                | Q(consumer_signer="")
                | ~Q(provider_signer=F("consumer_signer")),
            ),
            models.CheckConstraint(
                name="agreement_in_force_when_signed",
                condition=~Q(state=AgreementState.IN_FORCE)
                | (
                    ~Q(provider_signer="")
                    & ~Q(consumer_signer="")
                    & Q(provider_signed_at__isnull=False, consumer_signed_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="agreement_ended_for_a_reason",
                condition=~Q(state=AgreementState.ENDED) | ~Q(ended_because=""),
            ),
        ]
        indexes = [models.Index(name="agreement_of_consumer", fields=["consumer", "state"])]

    @property
    def ref(self) -> Ref:
        """Gives the agreement as audit lines and messages name it."""
        return Ref.to("agreement", self.id)

    def __str__(self) -> str:
        return self.number


class Consents(models.QuerySet["Consent"]):
    """Consents, and who may see them."""

    def visible_to(self, standing: Standing) -> Self:
        """Keeps one's own consents and those given to one's own institution."""
        if standing.sees_all:
            return self
        return self.filter(Q(person=standing.actor.id) | Q(consumer__in=list(standing.bodies)))


class Consent(Regional):
    """A person agrees that an institution gets data of theirs. given -> withdrawn.

    Shape: `person` is the actor's id; `withdrawn_at` is the instant from which it counts no more.
    """

    person = models.CharField(max_length=120)
    consumer = models.ForeignKey(
        "registers_institutions.Body", on_delete=models.PROTECT, related_name="+"
    )
    elements = ArrayField(models.CharField(max_length=80))
    function = models.ForeignKey(
        "registers_functions.Function", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.JSONField()
    during = DateRangeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = Consents.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="consent_to_something", condition=Q(elements__len__gt=0)),
            models.CheckConstraint(name="consent_of_somebody", condition=~Q(person="")),
            models.CheckConstraint(name="consent_days_bounded", condition=_BOUNDED),
        ]
        indexes = [models.Index(name="consent_of_person", fields=["person", "consumer"])]

    def __str__(self) -> str:
        return f"consent to {self.consumer_id}"


class Waiver(Shared):
    """A question of a form may ask for a datum that a register holds, for a time. granted -> ended.

    Every waiver is public, has a legal basis and a last day, and is never deleted; its last day
    only moves forward in time (trigger `waiver_kept`).
    """

    form = models.CharField(max_length=40)
    question = models.CharField(max_length=40)
    element = models.ForeignKey(
        "registers_catalogue.DataElement", on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.ForeignKey(
        "ground_jurisdiction.LegalBasis", on_delete=models.PROTECT, related_name="+"
    )
    because = models.JSONField()
    during = DateRangeField()
    granted_by = models.CharField(max_length=120)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="waiver_names_a_question", condition=~Q(form="") & ~Q(question="")
            ),
            models.CheckConstraint(name="waiver_days_bounded", condition=_BOUNDED),
        ]
        indexes = [models.Index(name="waiver_of_form", fields=["form", "question"])]

    @property
    def ref(self) -> Ref:
        """Gives the waiver as audit lines name it."""
        return Ref.to("waiver", self.id)

    def __str__(self) -> str:
        return f"{self.form}.{self.question}"
