"""What the register lends: facts, titles, what is done daily and on a day, and what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.tell import TEXTS, MessageText
from onewindow.ground.search.types import ENTRIES
from onewindow.registers.functions import public, queries
from onewindow.registers.functions.commands import indexing
from onewindow.registers.functions.commands.reorganisations import due_now, take_effect
from onewindow.registers.functions.reorganisations import reorganisation_title

A_DAY = dt.timedelta(days=1)


def _take_effect(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    take_effect(actor, reorganisation=UUID(ref.id))


AGENDA.lend("functions.take_effect", Item(due_now, _take_effect))


def _due(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Says that the register is to be searched: it holds something and never was, or a day ago."""
    last = queries.last_scan()
    is_due = queries.is_used() if last is None else last.at <= now - A_DAY
    return [Ref("register", "functions")] if is_due else []


def _search(ref: Ref, now: dt.datetime, actor: Actor) -> None:
    public.scan(actor)


AGENDA.lend("functions.scan", Item(_due, _search))


def _exercised(at: dt.datetime) -> Rows:
    return Rows(queries.EXERCISED)


FACTS.lend(
    "registers.functions",
    FactSet(
        "Functions that are exercised on the last whole day, as they were registered then.",
        "function",
        Moment.STATE,
        _exercised,
        {
            "owned": "an institution is responsible for it on that day",
            "clear": "no open finding named it at that instant",
        },
    ),
)
ENTRIES.lend("functions", indexing.entries)
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
