"""What sharing lends: titles, what the end of a source touches, its clocks, its messages."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import FIRST, IMPACT, Affected, Change
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.tell import TEXTS, MessageText
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.sharing.commands.requests import escalate_request
from onewindow.registers.sharing.models import Agreement
from onewindow.registers.sharing.queries import agreements, asking, requests
from onewindow.registers.sharing.types import AgreementState

_PACKAGE = "registers.sharing"


def _escalate(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    escalate_request(actor, request=UUID(ref.id))


def _losing(change: Change, standing: Standing) -> Affected:
    """Gives the agreements in force about data that nobody would hold any more."""
    lost = list(catalogue.lost(change))
    rows = Agreement.objects.visible_to(standing).filter(
        state=AgreementState.IN_FORCE, elements__overlap=lost
    )
    first = [(row.ref, row.number, None) for row in rows.order_by("number")[:FIRST]]
    return Affected("agreements", rows.count() if lost else 0, first)


AGENDA.lend("sharing.escalate_request", Item(requests.overdue, _escalate))
IMPACT.lend("registers.sharing", _losing)
KINDS.lend("sharing_request", RefKind("sharing_request", _PACKAGE, requests.request_title))
KINDS.lend("agreement", RefKind("agreement", _PACKAGE, agreements.agreement_title))
KINDS.lend("waiver", RefKind("waiver", _PACKAGE, asking.waiver_title))

TEXTS.lend(
    "sharing.answer_due",
    MessageText(
        _("A request for data of yours: {number}"),
        _(
            "The request {number} complies with the law. Grant it or refuse it for a reason by"
            " {due}; after that day the data authority answers in your place."
        ),
    ),
)
TEXTS.lend(
    "sharing.escalated",
    MessageText(
        _("Nobody answered in time: {number}"),
        _(
            "The last day of the request {number} to {provider} was {due}, and nobody answered."
            " It is yours now."
        ),
    ),
)
TEXTS.lend(
    "sharing.granted",
    MessageText(
        _("Granted: {number}"),
        _("Your request for data {number} is granted. The agreement is {agreement}."),
    ),
)
TEXTS.lend(
    "sharing.refused",
    MessageText(
        _("Refused: {number}"),
        _(
            "Your request for data {number} is refused: {reason}\n\nIf you do not accept this,"
            " dispute it; then the data authority decides."
        ),
    ),
)
TEXTS.lend(
    "sharing.disputed",
    MessageText(
        _("A refusal is disputed: {number}"),
        _("The requester disputes the refusal of {number}. Decide, with reasons."),
    ),
)
TEXTS.lend(
    "sharing.decided_granted",
    MessageText(
        _("Decided for the requester: {number}"),
        _("The data authority has granted {number}: {decision}"),
    ),
)
TEXTS.lend(
    "sharing.decided_refused",
    MessageText(
        _("The refusal stands: {number}"),
        _("The data authority has decided that the refusal of {number} stands: {decision}"),
    ),
)
TEXTS.lend(
    "sharing.to_sign",
    MessageText(
        _("An agreement to sign: {number}"),
        _("The agreement {number} waits for the signature of your institution."),
    ),
)
TEXTS.lend(
    "sharing.ended",
    MessageText(
        _("An agreement ends: {number}"),
        _("The agreement {number} holds until {on}, not longer: {because}"),
    ),
)
