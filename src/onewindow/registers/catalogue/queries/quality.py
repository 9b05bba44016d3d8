"""How complete the structure is: orphans (AC-H2), and quality per institution (M-RES-1 to 4).

All of them count what the reader of the frame may see, so no count tells of what is hidden.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from onewindow.ground.kernel import frames
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.models import (
    Collection,
    DataElement,
    ElementSource,
    InformationResource,
    InformationSystem,
    Register,
    ResourceElement,
)
from onewindow.registers.catalogue.types import (
    ElementState,
    Lack,
    Orphan,
    Quality,
    RegisterState,
    ResourceState,
    SystemState,
)
from onewindow.registers.functions.types import FunctionState


def orphans(on: dt.date) -> list[Orphan]:
    """Gives what stands alone on a day; empty where the structure holds everything.

    The database refuses a resource without owner, category, label or function. What it cannot
    refuse is found here: an owner that was closed or a function that ended since, an element
    without a source, a register or system that an institution no longer exists for.
    """
    return [*_resources(on), *_elements(on), *_registers(on), *_systems(on)]


def filled_of(row: InformationResource) -> dict[str, bool]:
    """Says of each core element of metadata whether a resource has it (M-RES-2)."""
    values: dict[str, object] = {
        "name": rules.says(row.name),
        "abstract": rules.says(row.abstract),
        "provider": row.provider_id,
        "category": row.category_id,
        "identifier": row.identifier,
        "metadata_identifier": row.metadata_identifier,
        "keywords": rules.says(row.keywords),
        "date": row.issued,
        "format": row.format,
        "online_address": row.online_address,
        "range": row.covers_from or row.covers_to or row.covers_region_id,
        "language": row.languages,
    }
    return {core.field: bool(values[core.field]) for core in rules.CORE}


def quality(on: dt.date) -> list[Quality]:
    """Gives coverage, completeness and freshness of each institution, by its id, with counts."""
    all_of, filled, fresh, cycled = (
        Counter[UUID](),
        Counter[UUID](),
        Counter[UUID](),
        Counter[UUID](),
    )
    for row in _published():
        all_of[row.provider_id] += 1
        filled[row.provider_id] += sum(filled_of(row).values())
        state = freshness(row, on)
        cycled[row.provider_id] += state is not None
        fresh[row.provider_id] += bool(state)
    covered = _coverage(on)
    return [
        Quality(
            body=body,
            resources=all_of[body],
            coverage=covered.get(body, (0, 0)),
            completeness=(filled[body], all_of[body] * len(rules.CORE)),
            freshness=(fresh[body], cycled[body]),
        )
        for body in sorted({*all_of, *covered}, key=str)
    ]


def total(parts: list[Quality]) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Gives coverage, completeness and freshness of all institutions together."""
    names = ("coverage", "completeness", "freshness")
    sums = [[sum(getattr(part, name)[at] for part in parts) for at in (0, 1)] for name in names]
    return (sums[0][0], sums[0][1]), (sums[1][0], sums[1][1]), (sums[2][0], sums[2][1])


def single_source(on: dt.date) -> tuple[int, int]:
    """Counts the active elements with exactly one source on a day, and all of them (M-RES-4)."""
    active = DataElement.objects.filter(state=ElementState.ACTIVE, active_from__lte=on)
    held = active.annotate(held=Count("sources", filter=Q(sources__during__contains=on)))
    return held.filter(held=1).count(), active.count()


def freshness(row: InformationResource, on: dt.date) -> bool | None:
    """Says whether a resource is within its update cycle on a day; none where it has none."""
    return rules.is_fresh(row.last_updated, row.update_cycle, on)


def stale(on: dt.date) -> list[InformationResource]:
    """Gives the published resources that were not updated within their cycle, by identifier."""
    return [row for row in _published() if freshness(row, on) is False]


def _published() -> Iterator[InformationResource]:
    rows = InformationResource.objects.visible_to(frames.standing())
    return iter(rows.filter(state=ResourceState.PUBLISHED).order_by("identifier"))


def _coverage(on: dt.date) -> dict[UUID, tuple[int, int]]:
    """Counts each body's registers and systems, and those whose elements are all catalogued.

    An element is catalogued where a published resource holds it; a register or system without
    any element is not covered (M-RES-1).
    """
    shown = ResourceElement.objects.filter(
        resource__state=ResourceState.PUBLISHED, element=OuterRef("element")
    )
    held = ElementSource.objects.filter(during__contains=on).annotate(shown=Exists(shown))
    taken = Collection.objects.filter(during__contains=on).annotate(shown=Exists(shown))
    elements: dict[UUID, list[bool]] = {}
    for key, is_shown in (
        *held.values_list("register_id", "shown"),
        *taken.values_list("system_id", "shown"),
    ):
        elements.setdefault(key, []).append(is_shown)
    things = (
        *Register.objects.filter(state=RegisterState.ACTIVE).values_list("id", "owner_id"),
        *_collecting().values_list("id", "owner_id"),
    )
    counted: dict[UUID, tuple[int, int]] = {}
    for key, owner in things:
        covered, every = counted.get(owner, (0, 0))
        is_covered = key in elements and all(elements[key])
        counted[owner] = (covered + is_covered, every + 1)
    return counted


def _collecting() -> QuerySet[InformationSystem]:
    rows = InformationSystem.objects.exclude(state=SystemState.TERMINATED)
    return rows.filter(collections__isnull=False).distinct()


def _resources(on: dt.date) -> Iterator[Orphan]:
    rows = InformationResource.objects.visible_to(frames.standing())
    rows = rows.exclude(state=ResourceState.WITHDRAWN).select_related("provider", "function")
    for row in rows.order_by("identifier"):
        ended = row.function is not None and row.function.state == FunctionState.ENDED
        lacks = tuple(
            lack
            for lack, is_lacking in (
                (Lack.OWNER, _is_closed(row.provider.valid_to, on)),
                (Lack.FUNCTION, ended and not rules.says(row.party_task)),
            )
            if is_lacking
        )
        if lacks:
            yield Orphan("resource", row.id, row.name, lacks)


def _elements(on: dt.date) -> Iterator[Orphan]:
    held = ElementSource.objects.filter(element=OuterRef("pk"), during__contains=on)
    rows = DataElement.objects.filter(state=ElementState.PROPOSED).exclude(Exists(held))
    for row in rows.order_by("code"):
        yield Orphan("element", row.id, row.title, (Lack.SOURCE,))


def _registers(on: dt.date) -> Iterator[Orphan]:
    rows = Register.objects.exclude(state=RegisterState.RETIRED).select_related("owner")
    for row in rows.order_by("code"):
        if _is_closed(row.owner.valid_to, on):
            yield Orphan("register", row.id, row.name, (Lack.OWNER,))


def _systems(on: dt.date) -> Iterator[Orphan]:
    rows = InformationSystem.objects.exclude(state=SystemState.TERMINATED).select_related("owner")
    for row in rows.order_by("code"):
        if _is_closed(row.owner.valid_to, on):
            yield Orphan("system", row.id, row.name, (Lack.OWNER,))


def _is_closed(last: dt.date | None, on: dt.date) -> bool:
    return last is not None and last <= on
