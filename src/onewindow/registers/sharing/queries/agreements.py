"""Reads of agreements, and the question of the exchange: may this institution have that?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing.errors import AgreementUnknown, NoAgreement, NoConsent
from onewindow.registers.sharing.models import Agreement, Consent
from onewindow.registers.sharing.types import AgreementState

_JOINED = ("provider", "consumer", "function", "legal_basis")


def agreements() -> QuerySet[Agreement]:
    """Gives the agreements that the actor may see, the newest first."""
    rows = Agreement.objects.visible_to(frames.standing())
    return rows.select_related(*_JOINED).order_by("-created_at")


def public_agreements() -> QuerySet[Agreement]:
    """Gives what everybody sees: who gets which data, for what, on what legal basis."""
    return Agreement.objects.public().select_related(*_JOINED).order_by("number")


def agreement(agreement_id: UUID) -> Agreement:
    """Gives an agreement that the actor may see. Raises AgreementUnknown."""
    row = agreements().filter(id=agreement_id).first()
    if row is None:
        raise AgreementUnknown
    return row


def require_agreement(
    *, provider: UUID, consumer: UUID, elements: Collection[str], function: str, on: dt.date
) -> Agreement:
    """Gives an agreement that covers provider, consumer, every element, purpose and day (INV-12).

    Shape: `function` is the code of the consumer's function that the data are for.
    Raises NoAgreement.
    """
    wanted = functions.function_by_code(function)
    row = Agreement.objects.filter(
        state=AgreementState.IN_FORCE,
        provider=provider,
        consumer=consumer,
        function=wanted.id,
        elements__contains=sorted(set(elements)),
        during__contains=on,
    ).first()
    if row is None or not elements:
        names = institutions.body_names([provider, consumer])
        raise NoAgreement(
            consumer=pick(names[consumer]),
            provider=pick(names[provider]),
            elements=", ".join(sorted(set(elements))),
            purpose=pick(wanted.title),
            on=on,
        )
    return row


def consents() -> QuerySet[Consent]:
    """Gives the consents that the actor may see: their own, and those to their institution."""
    rows = Consent.objects.visible_to(frames.standing())
    return rows.select_related("consumer", "function").order_by("-created_at")


def require_consent(
    *, person: str, consumer: UUID, elements: Collection[str], function: str, on: dt.date
) -> Consent:
    """Gives a person's consent that covers consumer, elements, purpose and day.

    Shape: `person` is the actor's id; a withdrawn consent covers nothing. Raises NoConsent.
    """
    wanted = functions.function_by_code(function)
    row = Consent.objects.filter(
        person=person,
        consumer=consumer,
        function=wanted.id,
        elements__contains=sorted(set(elements)),
        during__contains=on,
        withdrawn_at=None,
    ).first()
    if row is None or not elements:
        raise NoConsent(
            consumer=pick(institutions.body_names([consumer])[consumer]),
            elements=", ".join(sorted(set(elements))),
            purpose=pick(wanted.title),
            on=on,
        )
    return row


def agreement_title(key: str) -> str | None:
    """Gives the number of an agreement for a reference."""
    return Agreement.objects.filter(id=key).values_list("number", flat=True).first()
