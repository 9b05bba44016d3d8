"""The life of a function: proposed, active, orphaned, ended."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.functions import queries, rules
from onewindow.registers.functions.commands.indexing import index, unindex
from onewindow.registers.functions.commands.keeping import (
    cut,
    locked,
    of_function,
    today,
    unowned,
    upheld,
)
from onewindow.registers.functions.commands.scanning import check_one
from onewindow.registers.functions.errors import (
    BasisKnown,
    FunctionCodeTaken,
    FunctionUnowned,
    WrongDay,
    WrongState,
)
from onewindow.registers.functions.events import (
    FunctionActivated,
    FunctionEnded,
    FunctionOrphaned,
)
from onewindow.registers.functions.models import Assignment, Function, FunctionBasis
from onewindow.registers.functions.types import FunctionState, Mode, Proposal


def _new(proposal: Proposal) -> Matter:
    return Matter(Ref.to("function", proposal.code), region=proposal.territory)


@command("functions.propose_function", on=_new)
def propose_function(actor: Actor, /, *, proposal: Proposal) -> UUID:
    """Enters a function as proposed and gives its id; its overlaps with others are recorded.

    Raises: FunctionCodeTaken, RegionUnknown, LegalBasisUnknown.
    """
    jurisdiction.region(proposal.territory)
    basis = jurisdiction.legal_basis(proposal.legal_basis) if proposal.legal_basis else None
    row = Function(
        code=proposal.code,
        title=dict(proposal.title),
        object=proposal.object,
        action=proposal.action,
        target_group=proposal.target_group,
        kind=proposal.kind,
        territory_id=proposal.territory,
        legal_basis_id=basis.id if basis else None,
    )
    further = [jurisdiction.legal_basis(code) for code in dict.fromkeys(proposal.further_bases)]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise FunctionCodeTaken(function=proposal.code) from error
    for one in further:
        FunctionBasis.objects.create(function=row, legal_basis_id=one.id)
    found = check_one(row.id)
    note(on=Ref.to("function", row.id), code=row.code, findings=found)
    return row.id


@command("functions.add_basis", on=of_function)
def add_basis(actor: Actor, /, *, function: UUID, basis: str) -> None:
    """Notes a further article that a function rests on.

    Raises: FunctionUnknown, LegalBasisUnknown, BasisKnown.
    """
    row = locked(function)
    if basis in queries.function(function).legal_bases:
        raise BasisKnown(function=row.title, basis=basis)
    FunctionBasis.objects.create(function=row, legal_basis_id=jurisdiction.legal_basis(basis).id)
    note(basis=basis)


def _become(row: Function, state: FunctionState) -> None:
    """Moves a function on in its life. Raises: WrongState."""
    if not rules.may_become(FunctionState(row.state), state):
        raise WrongState(function=row.title, state=row.state)
    row.state = state


@command("functions.activate", on=of_function)
def activate(actor: Actor, /, *, function: UUID, on: dt.date | None = None) -> None:
    """Lets a function be exercised from today or a given day; from then on it has an owner.

    Raises: FunctionUnknown, WrongState, FunctionUnowned (INV-01).
    """
    row = locked(function)
    _become(row, FunctionState.ACTIVE)
    begins = on or today(row)
    owned = [
        (held.begins, held.ends)
        for held in queries.holdings(function)
        if held.mode is Mode.RESPONSIBLE
    ]
    if rules.uncovered((begins, None), owned) is not None:
        raise FunctionUnowned(function=row.title)
    row.active_from, row.orphaned_on = begins, None
    with upheld(unowned(row)):
        row.save(update_fields=["state", "active_from", "orphaned_on"])
    index(row)
    note(begins=begins.isoformat())
    announce(FunctionActivated(function, begins))


@command("functions.orphan", on=of_function)
def orphan(actor: Actor, /, *, function: UUID, because: str) -> None:
    """Declares that from today nobody is responsible; processes may not use the function.

    Raises: FunctionUnknown, WrongState, WrongDay (it is not exercised yet).
    """
    row = locked(function)
    _become(row, FunctionState.ORPHANED)
    last = today(row)
    if row.active_from is None or row.active_from > last:
        raise WrongDay(on=last)
    row.orphaned_on = last
    with upheld(unowned(row)):
        row.save(update_fields=["state", "orphaned_on"])
        for held in Assignment.objects.filter(function=row).exclude(mode=Mode.COOPERATING):
            cut(held, last)  # nobody delegates what nobody answers for
    note(because=because, since=last.isoformat())
    announce(FunctionOrphaned(function, last))


@command("functions.end_function", on=of_function)
def end_function(actor: Actor, /, *, function: UUID, on: dt.date) -> None:
    """Ends a function: on `on` nobody exercises it any more, and all parts in it end.

    Raises: FunctionUnknown, WrongState, WrongDay.
    """
    row = locked(function)
    _become(row, FunctionState.ENDED)
    if on < today(row) or (row.active_from and on <= row.active_from):
        raise WrongDay(on=on)
    row.ends_on = on
    with upheld(unowned(row)):
        row.save(update_fields=["state", "ends_on"])
        for held in Assignment.objects.filter(function=row):
            cut(held, on)
    unindex(row)
    note(ends=on.isoformat())
    announce(FunctionEnded(function, on))
