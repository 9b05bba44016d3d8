"""Reads of resources. Lists show what the reader's label admits, counts included (INV-19)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Cast

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.texts import pick
from onewindow.ground.search.public import question
from onewindow.registers.catalogue.errors import CategoryUnknown, ResourceUnknown
from onewindow.registers.catalogue.models import InformationResource, ResourceCategory
from onewindow.registers.catalogue.models.resources import Resources
from onewindow.registers.catalogue.queries.elements import as_id
from onewindow.registers.catalogue.types import Scheme, Wanted

KIND = "resource"
EVERYTHING = Wanted()


def resources(wanted: Wanted = EVERYTHING) -> Resources:
    """Gives the resources that the reader of this frame may see, by their providers and names."""
    rows = InformationResource.objects.visible_to(frames.standing())
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    if wanted.words.strip():
        folded = Func(Cast("name", TextField()), function="lower")
        rows = rows.annotate(folded=folded).filter(
            Q(folded__contains=wanted.words.strip().lower()) | Q(identifier=wanted.words.strip())
        )
    return _narrowed(rows, wanted)


def public_resources(wanted: Wanted = EVERYTHING) -> Resources:
    """Gives the published resources that everybody may see; words are asked of the index."""
    rows = InformationResource.objects.public()
    if wanted.words.strip():
        rows = rows.filter(id__in=[UUID(one) for one in _found(wanted.words)])
    return _narrowed(rows, wanted)


def resource(resource_id: UUID) -> InformationResource:
    """Gives a resource that the reader of this frame may see. Raises ResourceUnknown."""
    rows = InformationResource.objects.visible_to(frames.standing()).filter(id=resource_id)
    return _the_one(rows)


def public_resource(identifier: str) -> InformationResource:
    """Gives a published resource that everybody may see. Raises ResourceUnknown."""
    return _the_one(InformationResource.objects.public().filter(identifier=identifier))


def resource_by_identifier(identifier: str) -> InformationResource:
    """Gives a resource by its identifier, if the reader may see it. Raises ResourceUnknown."""
    rows = InformationResource.objects.visible_to(frames.standing())
    return _the_one(rows.filter(identifier=identifier))


def categories(scheme: Scheme | None = None) -> list[ResourceCategory]:
    """Gives the classification, or one scheme of it, by scheme and code."""
    rows = ResourceCategory.objects.select_related("parent").order_by("scheme", "code")
    return list(rows.filter(scheme=scheme) if scheme else rows)


def category(written: str) -> ResourceCategory:
    """Gives the category that is written scheme:code. Raises CategoryUnknown."""
    scheme, _, code = written.partition(":")
    row = ResourceCategory.objects.filter(scheme=scheme, code=code).first()
    if row is None:
        raise CategoryUnknown(category=written)
    return row


def elements_of(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Gives the codes of the elements that resources hold, for those that the reader may see."""
    rows = InformationResource.objects.filter(id__in=set(ids), contents__isnull=False)
    found: dict[UUID, list[str]] = {}
    for key, code in rows.order_by("contents__element__code").values_list(
        "id", "contents__element__code"
    ):
        found.setdefault(key, []).append(code)
    return found


def resource_title(key: str) -> str | None:
    """Gives the name of a resource for a reference; nothing where row security hides it."""
    found = as_id(key)
    rows = InformationResource.objects.filter(id=found) if found else None
    name = rows.values_list("name", flat=True).first() if rows is not None else None
    return pick(name) if name else None


def _narrowed(rows: Resources, wanted: Wanted) -> Resources:
    rows = rows.filter(provider__organ_type=wanted.organ) if wanted.organ else rows
    rows = rows.filter(sharing_type=wanted.sharing_type) if wanted.sharing_type else rows
    rows = rows.filter(provider=wanted.provider) if wanted.provider else rows
    rows = rows.filter(contents__element__code=wanted.element) if wanted.element else rows
    if wanted.category:
        scheme, _, code = wanted.category.partition(":")
        main = Q(category__scheme=scheme, category__code=code)
        rows = rows.filter(
            main | Q(further__category__scheme=scheme, further__category__code=code)
        ).distinct()
    ordered = rows.select_related("provider", "category", "legal_basis", "function")
    return ordered.order_by(F("provider__code"), "identifier")


def _found(words: str) -> list[str]:
    """Gives the ids of the resources that the index finds for this reader."""
    asked = question(words)
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_ids(%s, %s)", [asked, KIND])
        return [row[0] for row in cursor.fetchall()]


def _the_one(rows: Resources) -> InformationResource:
    row = rows.select_related(
        "provider", "category", "legal_basis", "function", "covers_region"
    ).first()
    if row is None:
        raise ResourceUnknown
    return row
