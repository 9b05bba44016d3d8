"""Reads of information systems: what they need, and what they collect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue.errors import SystemUnknown
from onewindow.registers.catalogue.models import (
    Collection,
    InformationSystem,
    SystemDependency,
)
from onewindow.registers.catalogue.queries.elements import as_id


def systems(owner: UUID | None = None) -> QuerySet[InformationSystem]:
    """Gives the information systems, or those of a body, by code."""
    rows = InformationSystem.objects.select_related("owner", "legal_basis").order_by("code")
    return rows.filter(owner=owner) if owner else rows


def system(system_id: UUID) -> InformationSystem:
    """Gives an information system. Raises SystemUnknown."""
    row = systems().filter(id=system_id).first()
    if row is None:
        raise SystemUnknown
    return row


def system_by_code(code: str) -> InformationSystem:
    """Gives an information system by its code. Raises SystemUnknown."""
    row = systems().filter(code=code).first()
    if row is None:
        raise SystemUnknown
    return row


def dependencies() -> Sequence[SystemDependency]:
    """Gives what needs what: every line of the picture of systems."""
    rows = SystemDependency.objects.select_related("system", "needs")
    return list(rows.order_by("system__code", "needs__code"))


def collections(system_id: UUID, on: dt.date) -> list[Collection]:
    """Gives what a system collects on a day, by the codes of the elements."""
    rows = Collection.objects.filter(system_id=system_id, during__contains=on)
    return list(rows.select_related("element").order_by("element__code"))


def system_title(key: str) -> str | None:
    """Gives the name of a system for a reference, in the reader's language."""
    found = as_id(key)
    rows = InformationSystem.objects.filter(id=found) if found else None
    name = rows.values_list("name", flat=True).first() if rows is not None else None
    return pick(name) if name else None
