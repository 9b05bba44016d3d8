"""Data elements and their one source: defined, sourced, transferred, retired."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.commands.keeping import (
    cut,
    explained,
    locked_element,
    locked_register,
    of_element,
    owned,
    source_exists,
    today,
    upheld,
)
from onewindow.registers.catalogue.errors import (
    CollectedElsewhere,
    ElementCodeInvalid,
    ElementCodeTaken,
    RegisterUnknown,
    SourceMissing,
    WrongDay,
    WrongState,
)
from onewindow.registers.catalogue.events import (
    ElementRetired,
    SourceNamed,
    SourceTransferred,
)
from onewindow.registers.catalogue.models import (
    Collection,
    DataElement,
    ElementSource,
    Register,
)
from onewindow.registers.catalogue.types import (
    Definition,
    ElementState,
    RegisterState,
    Sensitivity,
)


def _new(definition: Definition, register: UUID | None = None, **_: object) -> Matter:
    if register is None:
        return Matter(Ref.to("element", definition.code))
    held = Register.objects.filter(id=register).first()
    if held is None:
        raise RegisterUnknown
    return owned("element", definition.code, held.owner_id)


@command("catalogue.define_element", on=_new)
def define_element(
    actor: Actor,
    /,
    *,
    definition: Definition,
    register: UUID | None = None,
    begins: dt.date | None = None,
) -> UUID:
    """Defines a datum once for everybody, with its one source where it is named; gives its id.

    Raises: ElementCodeInvalid, ElementCodeTaken, SourceExists (another register holds it,
    AC-2.1b), RegisterUnknown, RegisterInUse, WrongState.
    """
    if not rules.is_element_code(definition.code):
        raise ElementCodeInvalid(element=definition.code)
    known = DataElement.objects.filter(code=definition.code).first()
    if known is not None:
        held = source_exists(known, begins or dt.date.min) if register else None
        raise held or ElementCodeTaken(element=definition.code)
    row = DataElement(
        code=definition.code,
        title=dict(definition.title),
        definition=dict(definition.definition),
        type=definition.type,
        value_domain=definition.value_domain,
        sensitivity=definition.sensitivity,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ElementCodeTaken(element=definition.code) from error
    note(on=Ref.to("element", row.id), code=row.code)
    if register:
        _source(row, locked_register(register), begins)
    return row.id


@command("catalogue.revise_element", on=of_element)
def revise_element(
    actor: Actor,
    /,
    *,
    element: str,
    title: Texts,
    definition: Texts,
    value_domain: str,
    sensitivity: Sensitivity,
) -> None:
    """Says more exactly what a data element means; its code and type stay.

    Raises: ElementUnknown.
    """
    row = locked_element(element)
    row.title, row.definition = dict(title), dict(definition)
    row.value_domain, row.sensitivity = value_domain, sensitivity
    row.save(update_fields=["title", "definition", "value_domain", "sensitivity"])
    note(code=element, sensitivity=sensitivity)


@command("catalogue.name_source", on=of_element)
def name_source(
    actor: Actor, /, *, element: str, register: UUID, begins: dt.date | None = None
) -> UUID:
    """Names the one register that holds a data element; gives the id of the source.

    Raises: SourceExists (it names the first register and its owner, AC-2.1b, INV-10),
    CollectedElsewhere, RegisterUnknown, RegisterInUse, ElementUnknown, WrongState.
    """
    return _source(locked_element(element), locked_register(register), begins)


def _source(row: DataElement, register: Register, begins: dt.date | None) -> UUID:
    day = begins or today(register.owner_id)
    if taken := source_exists(row, day):
        raise taken
    if row.state != ElementState.PROPOSED:
        raise WrongState(what=row.title, state=row.state)
    if register.state == RegisterState.RETIRED:
        raise WrongState(what=register.name, state=register.state)
    _nobody_else_collects(row, register, day)
    with upheld(explained(row, day)):
        made = ElementSource.objects.create(element=row, register=register, during=(day, None))
        row.state, row.active_from = ElementState.ACTIVE, day
        row.save(update_fields=["state", "active_from"])
    note(register=register.code, begins=day.isoformat())
    announce(SourceNamed(row.id, register.id, day))
    return made.id


def _nobody_else_collects(row: DataElement, register: Register, day: dt.date) -> None:
    """Raises: CollectedElsewhere."""
    for taken in Collection.objects.filter(element=row).select_related("system"):
        is_over = taken.during.upper is not None and taken.during.upper <= day
        if not (is_over or taken.during.isempty) and taken.system_id != register.system_id:
            raise CollectedElsewhere(system=taken.system.name, element=row.title)


@command("catalogue.transfer_source", on=of_element)
def transfer_source(
    actor: Actor, /, *, element: str, to_register: UUID, on: dt.date, basis: str = ""
) -> UUID:
    """Moves the one source: the day before, the old register holds it; on the day, the new one.

    What the old register's system collected, the new one's collects from that day. Gives the id
    of the new source. Raises: ElementUnknown, RegisterUnknown, SourceMissing, WrongDay,
    WrongState.
    """
    row, new = locked_element(element), locked_register(to_register)
    held = ElementSource.objects.filter(element=row, during__contains=on)
    old = held.select_related("register").first()
    if old is None:
        raise SourceMissing(element=row.title)
    if on < today(new.owner_id) or old.during.lower >= on or old.register_id == new.id:
        raise WrongDay(on=on)
    if new.state == RegisterState.RETIRED:
        raise WrongState(what=new.name, state=new.state)
    until = old.during.upper
    with upheld(explained(row, on)):
        cut(old, on)
        made = ElementSource.objects.create(
            element=row, register=new, during=(on, until), basis=basis
        )
        _move_collections(row, new, on)
    note(from_register=old.register.code, to_register=new.code, begins=on.isoformat())
    announce(SourceTransferred(row.id, old.register_id, new.id, on))
    return made.id


def _move_collections(row: DataElement, new: Register, on: dt.date) -> None:
    """Ends what others than the new register's system collect; that one begins where they end."""
    ended = 0
    for taken in Collection.objects.filter(element=row).exclude(system=new.system_id):
        if taken.during.upper is None or taken.during.upper > on:
            cut(taken, on)
            ended += 1
    begun = Collection.objects.filter(element=row, system=new.system_id, during__contains=on)
    if ended and new.system_id and not begun.exists():
        Collection.objects.create(element=row, system_id=new.system_id, during=(on, None))


@command("catalogue.retire_element", on=of_element)
def retire_element(actor: Actor, /, *, element: str, on: dt.date, because: str) -> None:
    """Ends a data element: from that day no register holds it and no system collects it.

    Raises: ElementUnknown, WrongState, WrongDay.
    """
    row = locked_element(element)
    end_element(row, on)
    note(code=element, ends=on.isoformat(), because=because)


def end_element(row: DataElement, on: dt.date) -> None:
    """Ends a locked element with its sources and collections. Raises: WrongState, WrongDay."""
    if row.state != ElementState.ACTIVE or row.active_from is None:
        raise WrongState(what=row.title, state=row.state)
    held = ElementSource.objects.filter(element=row).select_related("register")
    owner = held.order_by("-during")[0].register.owner_id
    if on < max(today(owner), row.active_from):
        raise WrongDay(on=on)
    row.state, row.retired_on = ElementState.RETIRED, on
    with upheld(explained(row, on)):
        row.save(update_fields=["state", "retired_on"])
        for source in held:
            cut(source, on)
        for taken in Collection.objects.filter(element=row):
            cut(taken, on)
    announce(ElementRetired(row.id, on))
