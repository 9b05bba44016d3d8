"""What all writes of the catalogue share: locks, days, and the laws of the database in words."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.catalogue.errors import (
    AlreadyHeld,
    ElementUnknown,
    RegisterInUse,
    RegisterUnknown,
    SourceExists,
    SourceMissing,
    SystemUnknown,
    WrongBody,
)
from onewindow.registers.catalogue.models import (
    Collection,
    DataElement,
    ElementSource,
    InformationSystem,
    Register,
)
from onewindow.registers.catalogue.queries import elements as queries
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

_LAWS = "SET CONSTRAINTS element_sourced, source_kept, collected_once {}"
Explain = Callable[[str], OneWindowError | None]


def owned(kind: str, key: UUID | str, body: UUID) -> Matter:
    """Gives what a command on a thing of a body is about."""
    return Matter(Ref.to(kind, key), body=body, region=institutions.body(body).region)


def of_element(element: str, **_: object) -> Matter:
    """Gives what a command on a data element is about: its source's owner answers for it."""
    row = DataElement.objects.filter(code=element).first()
    if row is None:
        raise ElementUnknown(element=element)
    held = ElementSource.objects.filter(element=row).select_related("register").order_by("-during")
    last = held.first()
    ref = Ref.to("element", row.id)
    return owned("element", row.id, last.register.owner_id) if last else Matter(ref)


def of_register(register: UUID, **_: object) -> Matter:
    """Gives what a command on a register is about."""
    return owned("register", register, queries.register(register).owner)


def locked_element(code: str) -> DataElement:
    """Gives a data element, locked to the end of the transaction. Raises: ElementUnknown."""
    row = DataElement.objects.select_for_update(no_key=True).filter(code=code).first()
    if row is None:
        raise ElementUnknown(element=code)
    return row


def locked_register(register: UUID) -> Register:
    """Gives a register, locked to the end of the transaction. Raises: RegisterUnknown."""
    row = Register.objects.select_for_update(no_key=True).filter(id=register).first()
    if row is None:
        raise RegisterUnknown
    return row


def locked_system(system: UUID) -> InformationSystem:
    """Gives an information system, locked. Raises: SystemUnknown."""
    row = InformationSystem.objects.select_for_update(no_key=True).filter(id=system).first()
    if row is None:
        raise SystemUnknown
    return row


def today(body: UUID) -> dt.date:
    """Gives the day in the region of a body."""
    return jurisdiction.day(institutions.body(body).region)


def existing(body: UUID, on: dt.date) -> BodyFacts:
    """Gives a body that exists on a day. Raises: BodyUnknown, WrongBody."""
    found = institutions.body(body)
    if not found.is_active(on):
        raise WrongBody(body=found.name, on=on)
    return found


@contextlib.contextmanager
def upheld(explain: Explain) -> Iterator[None]:
    """Asks the laws of the database at the end of the block and says in words which one broke."""
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute(_LAWS.format("IMMEDIATE"))
                cursor.execute(_LAWS.format("DEFERRED"))
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        told = explain(getattr(diagnosis, "constraint_name", None) or "")
        if told is None:
            raise
        raise told from error


def explained(row: DataElement, on: dt.date) -> Explain:
    """Gives the words for each law that a change of a source or a collection can break."""

    def explain(constraint: str) -> OneWindowError | None:
        if constraint == "one_source_at_any_instant":
            return source_exists(row, on)
        if constraint == "collected_once":
            return already_held(row, on)
        if constraint == "element_sourced":
            return SourceMissing(element=row.title)
        if constraint == "source_kept":
            held = queries.held_from(row.id, on)
            name = held.register.name if held else row.code
            return RegisterInUse(register=name, count=1, on=on, element=row.title)
        return None

    return explain


def source_exists(row: DataElement, on: dt.date) -> SourceExists | None:
    """Gives the refusal that names the source from a day on, its owner, and since when."""
    held = queries.held_from(row.id, on)
    return SourceExists(element=row.title, **_named(held)) if held else None


def already_held(row: DataElement, on: dt.date) -> AlreadyHeld | None:
    """Gives the refusal of a second collection: it names the register that holds the element."""
    held = queries.held_from(row.id, on)
    if held is None:
        return None
    named = _named(held)
    return AlreadyHeld(element=row.title, register=named["register"], owner=named["owner"])


def _named(held: ElementSource) -> dict[str, str]:
    owner = institutions.body(held.register.owner_id)
    return {
        "register": held.register.name,
        "owner": owner.name,
        "since": held.during.lower.isoformat(),
    }


def cut(row: ElementSource | Collection, on: dt.date) -> None:
    """Ends a source or a collection on a day; one that would only begin then is void."""
    if row.during.lower >= on:
        row.delete()
    elif row.during.upper is None or row.during.upper > on:
        row.during = (row.during.lower, on)
        row.save(update_fields=["during"])
