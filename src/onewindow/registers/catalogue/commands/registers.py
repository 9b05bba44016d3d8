"""Base registers: registered, connected with their system, retired."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue.commands.elements import end_element
from onewindow.registers.catalogue.commands.keeping import (
    existing,
    locked_element,
    locked_register,
    locked_system,
    of_register,
    owned,
    today,
    upheld,
)
from onewindow.registers.catalogue.errors import (
    CollectedElsewhere,
    RegisterCodeTaken,
    RegisterInUse,
    WrongDay,
    WrongState,
)
from onewindow.registers.catalogue.events import RegisterRetired
from onewindow.registers.catalogue.models import Collection, ElementSource, Register
from onewindow.registers.catalogue.types import RegisterState, SubjectType


def _new(code: str, owner: UUID, **_: object) -> Matter:
    return owned("register", code, owner)


@command("catalogue.register_register", on=_new)
def register_register(
    actor: Actor,
    /,
    *,
    code: str,
    name: Texts,
    owner: UUID,
    subject_type: SubjectType,
    legal_basis: str = "",
    system: UUID | None = None,
) -> UUID:
    """Enters a base register with its owner and, where there is one, its system; gives its id.

    Raises: RegisterCodeTaken, BodyUnknown, WrongBody, LegalBasisUnknown, SystemUnknown.
    """
    existing(owner, today(owner))
    basis = jurisdiction.legal_basis(legal_basis) if legal_basis else None
    row = Register(
        code=code,
        name=dict(name),
        owner_id=owner,
        subject_type=subject_type,
        legal_basis_id=basis.id if basis else None,
        system_id=locked_system(system).id if system else None,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RegisterCodeTaken(register=code) from error
    note(on=Ref.to("register", row.id), code=code, owner=str(owner))
    return row.id


@command("catalogue.connect_register", on=of_register)
def connect_register(actor: Actor, /, *, register: UUID, system: UUID) -> None:
    """Says which information system keeps a register.

    Raises: RegisterUnknown, SystemUnknown, CollectedElsewhere (another system collects for it).
    """
    row, keeper = locked_register(register), locked_system(system)
    held = ElementSource.objects.filter(register=row).values("element_id")
    taken = Collection.objects.filter(element__in=held, during__endswith=None)
    other = taken.exclude(system=keeper).select_related("system", "element").first()
    if other:
        raise CollectedElsewhere(system=other.system.name, element=other.element.title)
    row.system = keeper
    with upheld(lambda _: None):
        row.save(update_fields=["system"])
    note(system=keeper.code)


@command("catalogue.retire_register", on=of_register)
def retire_register(
    actor: Actor,
    /,
    *,
    register: UUID,
    on: dt.date,
    because: str,
    with_elements: bool = False,
) -> int:
    """Closes a register on a day; gives how many data elements ended with it.

    What it would touch is asked before, of the impact port. A register that is still the source
    of elements closes only with them, or after their source was moved (INV-10).
    Raises: RegisterUnknown, RegisterInUse, WrongState, WrongDay.
    """
    row = locked_register(register)
    if row.state == RegisterState.RETIRED:
        raise WrongState(what=row.name, state=row.state)
    if on < today(row.owner_id):
        raise WrongDay(on=on)
    after = Q(during__endswith=None) | Q(during__endswith__gt=on)
    held = ElementSource.objects.filter(after, register=row).select_related("element")
    codes = list(held.order_by("element__code").values_list("element__code", flat=True))
    if codes and not with_elements:
        first = locked_element(codes[0]).title
        raise RegisterInUse(register=row.name, count=len(codes), on=on, element=first)
    for code in codes:
        end_element(locked_element(code), on)
    row.state, row.retired_on = RegisterState.RETIRED, on
    with upheld(lambda _: None):
        row.save(update_fields=["state", "retired_on"])
    note(code=row.code, ends=on.isoformat(), because=because, elements=codes)
    announce(RegisterRetired(row.id, on))
    return len(codes)
