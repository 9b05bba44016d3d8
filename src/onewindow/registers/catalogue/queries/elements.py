"""Reads of registers and data elements. What is held where is public: one source for a datum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue.errors import ElementUnknown, RegisterUnknown
from onewindow.registers.catalogue.models import DataElement, ElementSource, Register
from onewindow.registers.catalogue.types import (
    ElementFacts,
    ElementState,
    ElementType,
    RegisterFacts,
    RegisterState,
    Sensitivity,
    SourceFacts,
    SubjectType,
)


def element_by_code(code: str, on: dt.date) -> ElementFacts:
    """Gives a data element with its source of a day. Raises ElementUnknown."""
    found = elements([code], on)
    if code not in found:
        raise ElementUnknown(element=code)
    return found[code]


def elements(codes: Iterable[str] | None, on: dt.date) -> dict[str, ElementFacts]:
    """Gives data elements by code (all without codes) with their sources of a day."""
    rows = DataElement.objects.order_by("code")
    rows = rows if codes is None else rows.filter(code__in=set(codes))
    return {row.code: element_facts(row) for row in with_source(rows, on)}


def elements_held(register_id: UUID, on: dt.date) -> list[ElementFacts]:
    """Gives the data elements whose source a register is on a day, by code."""
    held = ElementSource.objects.filter(register_id=register_id, during__contains=on)
    rows = DataElement.objects.filter(id__in=held.values("element_id")).order_by("code")
    return [element_facts(row) for row in with_source(rows, on)]


def sources(codes: Iterable[str], on: dt.date) -> dict[str, SourceFacts]:
    """Gives the one source of each of the data elements that have one on a day."""
    return {code: one.source for code, one in elements(codes, on).items() if one.source}


def history(element_id: UUID) -> list[SourceFacts]:
    """Gives the registers that were, are and will be the source of a data element, in time."""
    rows = ElementSource.objects.filter(element_id=element_id).select_related("register")
    return [source_facts(row) for row in rows.order_by("during")]


def held_from(element_id: UUID, on: dt.date) -> ElementSource | None:
    """Gives the first source of a data element that holds it on a day or later, or none."""
    rows = ElementSource.objects.filter(element_id=element_id).select_related("register")
    open_ones = rows.filter(during__endswith=None) | rows.filter(during__endswith__gt=on)
    return open_ones.order_by("during").first()


def register(register_id: UUID) -> RegisterFacts:
    """Gives a register. Raises RegisterUnknown."""
    row = _registers().filter(id=register_id).first()
    if row is None:
        raise RegisterUnknown
    return register_facts(row)


def register_by_code(code: str) -> RegisterFacts:
    """Gives a register by its code. Raises RegisterUnknown."""
    row = _registers().filter(code=code).first()
    if row is None:
        raise RegisterUnknown
    return register_facts(row)


def registers() -> list[RegisterFacts]:
    """Gives all registers by code, retired ones included."""
    return [register_facts(row) for row in _registers().order_by("code")]


def register_titles(ids: Iterable[UUID]) -> dict[UUID, Mapping[str, str]]:
    """Gives the names of many registers in one query."""
    return dict(Register.objects.filter(id__in=set(ids)).values_list("id", "name"))


def register_title(key: str) -> str | None:
    """Gives the name of a register for a reference, in the reader's language."""
    found = as_id(key)
    name = Register.objects.filter(id=found).values_list("name", flat=True).first() if found else {}
    return pick(name) if name else None


def element_title(key: str) -> str | None:
    """Gives the title of a data element for a reference, in the reader's language."""
    found = as_id(key)
    title = (
        DataElement.objects.filter(id=found).values_list("title", flat=True).first()
        if found
        else {}
    )
    return pick(title) if title else None


def as_id(text: str) -> UUID | None:
    """Gives the id that a text writes, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def with_source(rows: QuerySet[DataElement], on: dt.date) -> QuerySet[DataElement]:
    """Fetches the source of a day with each of the elements, in one query more."""
    held = ElementSource.objects.filter(during__contains=on).select_related("register")
    return rows.prefetch_related(Prefetch("sources", held, to_attr="held_now"))


def element_facts(row: DataElement) -> ElementFacts:
    """Gives a data element's row, fetched `with_source`, as plain data."""
    held: list[ElementSource] = getattr(row, "held_now", [])
    return ElementFacts(
        id=row.id,
        code=row.code,
        title=row.title,
        definition=row.definition,
        type=ElementType(row.type),
        value_domain=row.value_domain,
        sensitivity=Sensitivity(row.sensitivity),
        state=ElementState(row.state),
        source=source_facts(held[0]) if held else None,
    )


def source_facts(row: ElementSource) -> SourceFacts:
    """Gives a source's row, with its register, as plain data."""
    return SourceFacts(
        register=row.register_id,
        register_code=row.register.code,
        register_name=row.register.name,
        owner=row.register.owner_id,
        since=row.during.lower,
        until=row.during.upper,
    )


def register_facts(row: Register) -> RegisterFacts:
    """Gives a register's row, with its legal basis, as plain data."""
    return RegisterFacts(
        id=row.id,
        code=row.code,
        name=row.name,
        owner=row.owner_id,
        subject_type=SubjectType(row.subject_type),
        legal_basis=row.legal_basis.code if row.legal_basis else None,
        system=row.system_id,
        state=RegisterState(row.state),
        retired_on=row.retired_on,
    )


def _registers() -> QuerySet[Register]:
    return Register.objects.select_related("legal_basis")
