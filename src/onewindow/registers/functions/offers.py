"""What the register lends: titles, the day of a reorganisation, and what is told of it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.tell import TEXTS, MessageText
from onewindow.registers.functions import queries
from onewindow.registers.functions.commands.reorganisations import due_now, take_effect
from onewindow.registers.functions.reorganisations import reorganisation_title


def _take_effect(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    take_effect(actor, reorganisation=UUID(ref.id))


AGENDA.lend("functions.take_effect", Item(due_now, _take_effect))

KINDS.lend("function", RefKind("function", "registers.functions", queries.function_title))
KINDS.lend("finding", RefKind("finding", "registers.functions", queries.finding_title))
KINDS.lend(
    "reorganisation",
    RefKind("reorganisation", "registers.functions", reorganisation_title),
)

TEXTS.lend(
    "functions.reorganisation_decided",
    MessageText(
        _("Decided: {title}, from {day}"),
        _(
            "“{title}” is decided and holds from {day} on ({basis}).\n\nUntil then everything"
            " stays as it is. From that day on, what moves lies on the desk of the new institution,"
            " with its history."
        ),
    ),
)
TEXTS.lend(
    "functions.reorganisation_withdrawn",
    MessageText(
        _("Withdrawn: {title}"),
        _("“{title}”, decided for {day}, does not take place.\n\nReason: {because}"),
    ),
)
TEXTS.lend(
    "functions.reorganisation_in_force",
    MessageText(
        _("From today: {title}"),
        _(
            "“{title}” has come into force ({basis}). Open cases lie on the desk of the new"
            " institution, with their history and their deadlines."
        ),
    ),
)
