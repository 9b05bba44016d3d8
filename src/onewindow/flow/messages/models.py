"""Messages as the portal keeps them, and the outbox."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.flow.messages.rules import MOST_ATTEMPTS
from onewindow.flow.messages.types import DeliveryState
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.tables import Shared, instant

NO_SPACE = r"^[^[:space:][:cntrl:]]+$"


class MessageSet(models.QuerySet["Message"]):
    """Messages, to be filtered before anything else by who asks."""

    def visible_to(self, standing: Standing) -> MessageSet:
        """Gives the reader's own messages; all of them to the auditor and the system."""
        return self if standing.sees_all else self.filter(recipient=standing.actor.id)


class Message(Shared):
    """One sentence told to one actor: `unread -> read`. Nothing else of it ever changes.

    Row security: the recipient and who sees all. Anybody's command may tell anybody something.
    """

    recipient = models.CharField(max_length=120)
    code = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=12)
    about = models.CharField(max_length=170, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageSet.as_manager()

    class Meta:
        indexes = [
            models.Index("recipient", F("created_at").desc(), name="message_inbox"),
            models.Index("recipient", name="message_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.code} to {self.recipient}"


class DeliverySet(models.QuerySet["Delivery"]):
    """The outbox, to be filtered before anything else by who asks."""

    def visible_to(self, standing: Standing) -> DeliverySet:
        """Gives the outbox to the system, the operator and the auditor, and to nobody else."""
        return self if standing.sees_all else self.none()


class Delivery(Shared):
    """One copy of a message for the outside: `queued -> sent | failed`, `failed -> queued`.

    Its id is the Message-ID of every attempt. `leased_until` belongs to the attempt under way:
    a worker that dies in it leaves the delivery to the agenda when the lease is over.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=10, default=DeliveryState.QUEUED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=instant)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliverySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="one_copy_by_channel"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DeliveryState]),
                name="delivery_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT.value, sent_at__isnull=False)
                | Q(~Q(state=DeliveryState.SENT.value), sent_at=None),
                name="delivery_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MOST_ATTEMPTS), name="delivery_attempts_bounded"
            ),
            models.CheckConstraint(
                condition=Q(address__regex=NO_SPACE), name="delivery_address_is_one_word"
            ),
        ]
        indexes = [
            models.Index(
                "next_try_at", name="delivery_due", condition=Q(state=DeliveryState.QUEUED.value)
            ),
            models.Index(
                "created_at", name="delivery_failed", condition=Q(state=DeliveryState.FAILED.value)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}: {self.state}"
