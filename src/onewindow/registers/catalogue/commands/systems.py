"""Information systems: registered, moved on in their life, with what they need and collect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.commands.keeping import (
    already_held,
    cut,
    existing,
    explained,
    locked_element,
    locked_system,
    owned,
    today,
    upheld,
)
from onewindow.registers.catalogue.errors import SystemCodeTaken, WrongDay, WrongState
from onewindow.registers.catalogue.events import SystemStateChanged
from onewindow.registers.catalogue.models import (
    Collection,
    ElementSource,
    InformationSystem,
    SystemDependency,
)
from onewindow.registers.catalogue.queries import systems as queries
from onewindow.registers.catalogue.types import SystemState
from onewindow.trust.security import public as security


def _new(code: str, owner: UUID, **_: object) -> Matter:
    return owned("system", code, owner)


def _known(system: UUID, **_: object) -> Matter:
    return owned("system", system, queries.system(system).owner_id)


def _moved(system: UUID, state: SystemState) -> Matter:
    """Goes into use only while it is cleared: the gate asks its subject (INV-26)."""
    row = queries.system(system)
    ref = row.ref
    region = jurisdiction.region(row.owner.region_id).code
    subject = ref if state is SystemState.IN_USE else None
    return Matter(ref, subject=subject, body=row.owner_id, region=region)


@command("catalogue.register_system", on=_new)
def register_system(
    actor: Actor,
    /,
    *,
    code: str,
    name: Texts,
    owner: UUID,
    legal_basis: str,
    purpose: Texts,
    grade: int,
    collects: Sequence[str] = (),
) -> UUID:
    """Enters an information system as planned, with the elements it collects; gives its id.

    A system that would collect what a register holds is not registered at all (AC-2.1d).
    Raises: AlreadyHeld (it names the register and its owner), SystemCodeTaken, ElementUnknown,
    BodyUnknown, WrongBody, LegalBasisUnknown.
    """
    body = existing(owner, today(owner))
    row = InformationSystem(
        code=code,
        name=dict(name),
        owner_id=owner,
        legal_basis_id=jurisdiction.legal_basis(legal_basis).id,
        purpose=dict(purpose),
        grade=grade,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise SystemCodeTaken(system=code) from error
    security.register_subject(row.ref, title=name, region=body.region, body_id=owner)
    for element in collects:
        _collect(row, element, today(owner))
    note(on=row.ref, code=code, owner=str(owner), collects=list(collects))
    return row.id


@command("catalogue.change_system_state", on=_moved)
def change_system_state(actor: Actor, /, *, system: UUID, state: SystemState) -> None:
    """Moves a system on: established, in use (with a clearance only, INV-26), terminated.

    A terminated system collects nothing. Raises: SystemUnknown, WrongState; what the gate raises.
    """
    row = locked_system(system)
    if not rules.system_may_become(SystemState(row.state), state):
        raise WrongState(what=row.name, state=row.state)
    row.state = state
    row.save(update_fields=["state"])
    if state is SystemState.TERMINATED:
        last = today(row.owner_id)
        for taken in Collection.objects.filter(system=row):
            cut(taken, last)
    note(state=state)
    announce(SystemStateChanged(row.id, state))


@command("catalogue.declare_dependency", on=_known)
def declare_dependency(
    actor: Actor, /, *, system: UUID, needs: UUID, because: Texts | None = None
) -> None:
    """Declares that a system needs another: while that one does not run, nor does this one.

    Raises: SystemUnknown.
    """
    row, other = locked_system(system), queries.system(needs)
    SystemDependency.objects.get_or_create(
        system=row, needs=other, defaults={"because": dict(because or {})}
    )
    security.register_subject(
        row.ref,
        title=row.name,
        region=queries.system(system).owner.region_id,
        body_id=row.owner_id,
        depends_on=[other.ref],
    )
    note(needs=other.code)


@command("catalogue.declare_collection", on=_known)
def declare_collection(
    actor: Actor, /, *, system: UUID, element: str, begins: dt.date | None = None
) -> UUID:
    """Declares that a system collects a data element from people; gives the collection's id.

    Raises: AlreadyHeld (a register holds it, AC-2.1d), SystemUnknown, ElementUnknown, WrongState.
    """
    row = locked_system(system)
    if row.state == SystemState.TERMINATED:
        raise WrongState(what=row.name, state=row.state)
    made = _collect(row, element, begins or today(row.owner_id))
    note(element=element)
    return made.id


@command("catalogue.end_collection", on=_known)
def end_collection(
    actor: Actor, /, *, system: UUID, element: str, on: dt.date | None = None
) -> None:
    """Ends what a system collects, from today or a given day.

    Raises: SystemUnknown, ElementUnknown, WrongDay (it collects it on no such day).
    """
    row, datum = locked_system(system), locked_element(element)
    last = on or today(row.owner_id)
    taken = Collection.objects.filter(system=row, element=datum)
    held = [one for one in taken if one.during.upper is None or one.during.upper > last]
    if last < today(row.owner_id) or not held:
        raise WrongDay(on=last)
    for one in held:
        cut(one, last)
    note(element=element, ends=last.isoformat())


def _collect(row: InformationSystem, code: str, begins: dt.date) -> Collection:
    element = locked_element(code)
    sources = ElementSource.objects.filter(element=element).exclude(register__system=row)
    later = sources.filter(during__endswith=None) | sources.filter(during__endswith__gt=begins)
    if later.exists() and (held := already_held(element, begins)):
        raise held
    with upheld(explained(element, begins)):
        return Collection.objects.create(system=row, element=element, during=(begins, None))
