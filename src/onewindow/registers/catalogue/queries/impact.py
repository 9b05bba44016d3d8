"""What the end of a register or of a data element would touch, in the catalogue itself."""

from __future__ import annotations

from django.db.models import QuerySet

from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import FIRST, Affected, Change, ChangeKind
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue.models import (
    DataElement,
    ElementSource,
    InformationResource,
    InformationSystem,
)
from onewindow.registers.catalogue.queries.elements import as_id
from onewindow.registers.catalogue.types import ResourceState


def lost(change: Change) -> dict[str, str]:
    """Gives the data elements that nobody would hold after a change: code -> title.

    What packages above ask for their own things: forms, processes, cases. Empty for any other
    change than the retirement of a register or of a data element.
    """
    rows = _lost(change).order_by("code").values_list("code", "title")
    return {code: pick(title) for code, title in rows}


def elements_of_change(change: Change, standing: Standing) -> Affected:
    """Gives the data elements that would lose their source."""
    rows = list(_lost(change).order_by("code"))
    first = [(Ref.to("element", row.id), pick(row.title), None) for row in rows[:FIRST]]
    return Affected("elements", len(rows), first if change.ref.kind != "element" else ())


def resources_of_change(change: Change, standing: Standing) -> Affected:
    """Gives the resources that hold one of those elements, as far as the asker may see them."""
    seen = InformationResource.objects.visible_to(standing).exclude(state=ResourceState.WITHDRAWN)
    rows = seen.filter(contents__element__in=_lost(change)).distinct().order_by("identifier")
    first = [(Ref.to("resource", row.id), pick(row.name), None) for row in rows[:FIRST]]
    return Affected("resources", rows.count(), first)


def systems_of_change(change: Change, standing: Standing) -> Affected:
    """Gives the systems that collect one of those elements on the day."""
    rows = (
        InformationSystem.objects.filter(
            collections__element__in=_lost(change), collections__during__contains=change.on
        )
        .distinct()
        .order_by("code")
    )
    first = [(row.ref, pick(row.name), None) for row in rows[:FIRST]]
    return Affected("systems", rows.count(), first)


def _lost(change: Change) -> QuerySet[DataElement]:
    rows = DataElement.objects.none()
    key = as_id(change.ref.id)
    if change.kind is not ChangeKind.RETIRED or key is None:
        return rows
    if change.ref.kind == "element":
        return DataElement.objects.filter(id=key)
    if change.ref.kind == "register":
        held = ElementSource.objects.filter(register_id=key, during__contains=change.on)
        return DataElement.objects.filter(id__in=held.values("element_id"))
    return rows
