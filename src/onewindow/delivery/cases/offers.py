"""What cases lend: deemed acceptance by the clock, what a stop touches, facts, titles, texts."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from onewindow.delivery.cases import facts
from onewindow.delivery.cases.clockwork import accept_deemed, due_for_acceptance
from onewindow.delivery.cases.models import Case
from onewindow.delivery.cases.queries import (
    due_days,
    late_but_in_time,
    running_for,
    running_of,
    running_under,
)
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import (
    FIRST,
    IMPACT,
    Affected,
    Change,
    ChangeKind,
    touched,
)
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.tell import TEXTS, MessageText
from onewindow.registers.catalogue import public as catalogue


def _accept(ref: Ref, now: dt.datetime, actor: Actor) -> None:
    accept_deemed(actor, case_id=UUID(ref.id))


def _cases(change: Change, standing: Standing) -> Affected:
    """Gives the running cases that a change touches, the most urgent first."""
    if change.kind is ChangeKind.STOPPED:
        return _listed(running_under(change.ref, standing))
    if change.kind is ChangeKind.RETIRED:  # nobody would hold their data any more
        asking = services.services_asking(forms.forms_asking(catalogue.lost(change)))
        return _listed(running_for([one.id for one in asking], standing) if asking else [])
    functions = change.ids("function")
    rows = running_of(functions, standing) if functions else []
    return touched("cases", change, [(Ref.to("case", c.id), c.number, due) for c, due in rows])


def _listed(rows: list[Case]) -> Affected:
    days = due_days(rows[:FIRST])
    first = [(Ref.to("case", c.id), c.number, days[c.id]) for c in rows[:FIRST]]
    return Affected("cases", len(rows), first)


def _title(key: str) -> str | None:
    return Case.objects.filter(id=key).values_list("number", flat=True).first()


def _received(at: dt.datetime) -> Rows:
    return Rows(facts.RECEIVED, {"in_time": late_but_in_time()})


def _decided(at: dt.datetime) -> Rows:
    return Rows(facts.DECIDED, {"in_time": late_but_in_time()})


def _rated(at: dt.datetime) -> Rows:
    return Rows(facts.RATED)


ONLINE = "sent by the portal"
ON_TIME = "decided by the due day, stops of the service counted in; null before the decision"
FACTS.lend(
    "delivery.cases",
    FactSet(
        "Applications by the instant of their receipt.",
        "application",
        Moment.EVENT,
        _received,
        {"decided": "decided by then", "on_time": ON_TIME, "online": ONLINE},
    ),
)
FACTS.lend(
    "delivery.decisions",
    FactSet(
        "Decided applications by the day of their decision.",
        "application",
        Moment.EVENT,
        _decided,
        {
            "on_time": ON_TIME,
            "deemed": "accepted only because nobody looked at it in time",
            "online": ONLINE,
            "granted": "granted in full",
        },
    ),
)
FACTS.lend(
    "delivery.ratings",
    FactSet(
        "Ratings of finished services; who gave one stays unnamed.",
        "rating",
        Moment.EVENT,
        _rated,
        {"good": "grade 4 or 5", "bad": "grade 1 or 2"},
        {"grade": "the grade, 1 to 5"},
    ),
)
AGENDA.lend("cases.accept_deemed", Item(due_for_acceptance, _accept))
IMPACT.lend("delivery.cases", _cases)
KINDS.lend("case", RefKind("case", "delivery.cases", _title))

TEXTS.lend(
    "cases.received",
    MessageText(
        _("Received: {service}, {number}"),
        _(
            "We have your application “{service}”.\n\nNumber: {number}\nWe decide by {due}."
            "\n\nKeep the number. “My applications” on the portal shows where it stands."
        ),
    ),
)
TEXTS.lend(
    "cases.decided_granted",
    MessageText(
        _("Granted: {service}, {number}"),
        _("Your application {number}, “{service}”, is granted. All results are on its page."),
    ),
)
TEXTS.lend(
    "cases.decided_partly",
    MessageText(
        _("Decided in part: {service}, {number}"),
        _(
            "Your application {number}, “{service}”, is granted in part. Its page says what was"
            " refused, why, on which legal basis, and what you can do."
        ),
    ),
)
TEXTS.lend(
    "cases.decided_refused",
    MessageText(
        _("Refused: {service}, {number}"),
        _(
            "Your application {number}, “{service}”, is refused. Its page says why, on which legal"
            " basis, and what you can do."
        ),
    ),
)
TEXTS.lend(
    "cases.stopped",
    MessageText(
        _("Your application waits: {service}, {number}"),
        _(
            "“{service}” stands still for security: {reason}\n\nYour application {number} is safe;"
            " its clock stands still too, and you need not do anything.\n\nIf you cannot wait:"
            " {alternative}"
        ),
    ),
)
