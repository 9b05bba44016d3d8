"""Who does a function, and from when."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.registers.functions.commands.keeping import (
    cut,
    exclusive,
    explained,
    fit_body,
    locked,
    of_function,
    overlapping,
    today,
    upheld,
)
from onewindow.registers.functions.errors import (
    AlreadyTakesPart,
    FunctionUnowned,
    WrongDay,
    WrongState,
)
from onewindow.registers.functions.events import FunctionTransferred
from onewindow.registers.functions.models import Assignment, Function
from onewindow.registers.functions.types import FunctionState, Mode


@command("functions.assign", on=of_function)
def assign(
    actor: Actor,
    /,
    *,
    function: UUID,
    body: UUID,
    mode: Mode = Mode.RESPONSIBLE,
    begins: dt.date | None = None,
    ends: dt.date | None = None,
    basis: str = "",
) -> UUID:
    """Gives a body a part in a function from today or a given day; gives the assignment's id.

    Raises: FunctionExclusive (it names the present owner, AC-3.2a), FunctionOverlaps (another
    body does the same act on the same object, and the finding is open), AlreadyTakesPart,
    BodyUnfit (INV-02), BodyUnknown, FunctionUnknown, WrongState.
    """
    row = locked(function)
    during = (begins or today(row), ends)
    if row.state == FunctionState.ENDED:
        raise WrongState(function=row.title, state=row.state)
    if mode is Mode.RESPONSIBLE and (taken := exclusive(row, during) or overlapping(row, body)):
        raise taken
    found = fit_body(row, body, during, mode)
    with upheld(explained(row, found, during)):
        made = Assignment.objects.create(
            function=row, body_id=body, mode=mode, during=during, basis=basis
        )
    note(body=str(body), mode=mode, begins=during[0].isoformat())
    return made.id


@command("functions.release", on=of_function)
def release(actor: Actor, /, *, function: UUID, body: UUID, on: dt.date | None = None) -> None:
    """Ends a body's cooperation or delegation on a day; an owner is changed by a transfer.

    Raises: FunctionUnknown, WrongDay where the body helps on no such day.
    """
    row = locked(function)
    last = on or today(row)
    parts = Assignment.objects.filter(function=row, body_id=body).exclude(mode=Mode.RESPONSIBLE)
    held = parts.filter(during__endswith=None) | parts.filter(during__endswith__gt=last)
    if last < today(row) or not (found := list(held)):
        raise WrongDay(on=last)
    for part in found:
        cut(part, last)
    note(body=str(body), ends=last.isoformat())


@command("functions.transfer", on=of_function)
def transfer(
    actor: Actor, /, *, function: UUID, to_body: UUID, on: dt.date, basis: str = ""
) -> UUID:
    """Moves a function: the day before, the old body is responsible; on the day, the new one.

    Never both and never none (AC-3.2b). Gives the new assignment's id.
    Raises: FunctionUnknown, FunctionUnowned, BodyUnfit, BodyUnknown, AlreadyTakesPart, WrongDay.
    """
    row = locked(function)
    held = Assignment.objects.filter(function=row, mode=Mode.RESPONSIBLE, during__contains=on)
    old = held.first()
    if old is None:
        raise FunctionUnowned(function=row.title)
    if on < today(row) or old.during.lower >= on:
        raise WrongDay(on=on)
    during = (on, old.during.upper)
    new = fit_body(row, to_body, during, Mode.RESPONSIBLE)
    if old.body_id == to_body:
        raise AlreadyTakesPart(body=new.name, function=row.title)
    with upheld(explained(row, new, during)):
        cut(old, on)
        _end_help(row, to_body, on)
        made = Assignment.objects.create(
            function=row, body_id=to_body, mode=Mode.RESPONSIBLE, during=during, basis=basis
        )
    note(from_body=str(old.body_id), to_body=str(to_body), begins=on.isoformat())
    announce(FunctionTransferred(function, old.body_id, to_body, on))
    return made.id


def _end_help(row: Function, body: UUID, on: dt.date) -> None:
    """Ends the help of a body that becomes the owner."""
    helping = Assignment.objects.filter(function=row, body_id=body, during__contains=on)
    for part in helping.exclude(mode=Mode.RESPONSIBLE):
        cut(part, on)
