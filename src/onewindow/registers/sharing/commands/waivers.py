"""Waivers: what a form may ask all the same, on what legal basis, until when."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.sharing.commands.keeping import basis_in_force, days, reasoned, said
from onewindow.registers.sharing.errors import NotWaivable, WaiverUnknown, WrongDays, WrongState
from onewindow.registers.sharing.events import WaiverEnded
from onewindow.registers.sharing.models import Waiver
from onewindow.registers.sharing.queries import asking
from onewindow.registers.sharing.types import Footing


def _of_form(form: str, **_: object) -> Matter:
    return Matter(Ref("form", form))


@command("sharing.grant_waiver", on=_of_form)
def grant_waiver(  # what the public list says of a waiver, by keyword only
    actor: Actor,
    /,
    *,
    form: str,
    question: str,
    element: str,
    legal_basis: str,
    because: Texts,
    begins: dt.date,
    ends: dt.date,
) -> UUID:
    """Lets a question of a form ask for a datum that a register holds, until a day; gives the id.

    It stands on the public list from now on. Raises: ElementUnknown, NotWaivable,
    LegalBasisUnknown, BasisNotInForce, ReasonMissing, WrongDays.
    """
    today = clock.now().date()
    datum = catalogue.element_by_code(element, today)
    held = asking.held([element], today).get(element)
    if held is None or held.footing is Footing.NOT_SHARED:
        raise NotWaivable(element=datum.title)
    row = Waiver.objects.create(
        form=form,
        question=question,
        element_id=datum.id,
        legal_basis_id=basis_in_force(legal_basis, today).id,
        because=said(because),
        during=days(begins, ends, today),
        granted_by=actor.id,
    )
    frames.note(on=row.ref, form=form, question=question, element=element, ends=ends.isoformat())
    return row.id


def _of_waiver(waiver: UUID, **_: object) -> Matter:
    return Matter(asking.waiver(waiver).ref)


@command("sharing.end_waiver", on=_of_waiver)
def end_waiver(actor: Actor, /, *, waiver: UUID, on: dt.date, because: str) -> None:
    """Ends a waiver earlier: from that day the question must not be asked. It stays on the list.

    Raises: WaiverUnknown, WrongDays, WrongState, ReasonMissing.
    """
    row = Waiver.objects.select_for_update(no_key=True).filter(id=waiver).first()
    if row is None:
        raise WaiverUnknown
    if row.ended_because:
        raise WrongState(what=str(row), state="ended")
    if not clock.now().date() <= on < row.during.upper:
        raise WrongDays(begins=on, ends=row.during.upper)
    row.during = DateRange(row.during.lower, max(on, row.during.lower))
    row.ended_because = reasoned(because)
    row.save(update_fields=["during", "ended_because"])
    frames.note(form=row.form, question=row.question, ends=on.isoformat(), because=because)
    announce(WaiverEnded(row.id, row.form))
