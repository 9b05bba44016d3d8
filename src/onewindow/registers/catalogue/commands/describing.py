"""What the commands on resources share: a description is checked, kept, and put into the index."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.errors import (
    CycleUnknown,
    ElementUnknown,
    NotOfTheParty,
    ResourceIncomplete,
    SharingBasisMissing,
)
from onewindow.registers.catalogue.models import (
    DataElement,
    InformationResource,
    ResourceElement,
    ResourceInCategory,
)
from onewindow.registers.catalogue.queries import resources as queries
from onewindow.registers.catalogue.types import Description, ResourceState
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType

NAMES = {
    "name": gettext_lazy("name"),
    "abstract": gettext_lazy("abstract"),
    "provider": gettext_lazy("provider"),
    "category": gettext_lazy("category"),
    "level": gettext_lazy("label"),
    "update_cycle": gettext_lazy("update cycle"),
    "function": gettext_lazy("function or party task"),
    "because": gettext_lazy("reason"),
}


def checked(given: Description) -> tuple[UUID, Level]:
    """Gives provider and label of a description that lacks nothing, or raises what it lacks.

    Raises: ResourceIncomplete, SharingBasisMissing, CycleUnknown.
    """
    missing = rules.missing(given)
    if missing or given.provider is None or given.level is None:
        raise ResourceIncomplete(missing=", ".join(str(NAMES[field]) for field in missing))
    if rules.needs_basis(given.sharing_type) and not given.legal_basis:
        raise SharingBasisMissing
    if not rules.is_cycle(given.update_cycle):
        raise CycleUnknown(cycle=given.update_cycle)
    return given.provider, given.level


def reasoned(because: str) -> str:
    """Gives a reason without spaces around it. Raises: ResourceIncomplete where there is none."""
    if not because.strip():
        raise ResourceIncomplete(missing=gettext("reason"))
    return because.strip()


def fill(row: InformationResource, given: Description) -> None:
    """Sets the columns that a description sets.

    Raises: CategoryUnknown, FunctionUnknown, LegalBasisUnknown, RegionUnknown, NotOfTheParty.
    """
    if rules.says(given.party_task):
        provider = institutions.body(row.provider_id)
        if provider.organ_type is not OrganType.PARTY:
            raise NotOfTheParty(body=provider.name)
    basis = jurisdiction.legal_basis(given.legal_basis) if given.legal_basis else None
    row.category = queries.category(given.category)
    row.function_id = functions.function_by_code(given.function).id if given.function else None
    row.legal_basis_id = basis.id if basis else None
    row.covers_region_id = (
        jurisdiction.region(given.covers_region).code if given.covers_region else None
    )
    row.name, row.abstract = dict(given.name), dict(given.abstract)
    row.party_task, row.keywords = dict(given.party_task), dict(given.keywords)
    row.languages = list(given.languages)
    for field in (
        "update_cycle",
        "sharing_type",
        "openness",
        "issued",
        "format",
        "online_address",
        "covers_from",
        "covers_to",
        "last_updated",
    ):
        setattr(row, field, getattr(given, field))


def describe(row: InformationResource, given: Description) -> None:
    """Keeps what a description names besides columns: further categories, elements.

    Raises: CategoryUnknown, ElementUnknown.
    """
    known = dict(DataElement.objects.filter(code__in=given.elements).values_list("code", "id"))
    for code in given.elements:
        if code not in known:
            raise ElementUnknown(element=code)
    categories = {queries.category(written).id for written in given.further}
    ResourceElement.objects.filter(resource=row).exclude(element__in=known.values()).delete()
    held = set(ResourceElement.objects.filter(resource=row).values_list("element_id", flat=True))
    ResourceElement.objects.bulk_create(
        ResourceElement(resource=row, region_id=row.region_id, element_id=key)
        for key in sorted(set(known.values()) - held)
    )
    ResourceInCategory.objects.filter(resource=row).exclude(category__in=categories).delete()
    kept = set(
        ResourceInCategory.objects.filter(resource=row).values_list("category_id", flat=True)
    )
    ResourceInCategory.objects.bulk_create(
        ResourceInCategory(resource=row, region_id=row.region_id, category_id=key)
        for key in sorted(categories - kept)
    )


def entries() -> Iterator[Entry]:
    """Gives all resources that can be found: those that are published."""
    found = InformationResource.objects.filter(state=ResourceState.PUBLISHED)
    return map(_entry_of, found.order_by("id").iterator())


def index(row: InformationResource) -> None:
    """Puts a resource into the index under its label."""
    search.put(_entry_of(row))


def _entry_of(row: InformationResource) -> Entry:
    """Gives what is found of a resource: name, abstract, keywords, elements."""
    titles = [
        element.element.title
        for element in ResourceElement.objects.filter(resource=row).select_related("element")
    ]
    body = {
        language: "\n".join(
            text.get(language, "") for text in (row.abstract, row.keywords, *titles)
        ).strip()
        for language in sorted({*row.name, *row.abstract})
    }
    return Entry(
        Ref.to(queries.KIND, row.id),
        row.name,
        body,
        f"/{{language}}/resources/{row.identifier}/",
        row.region_id,
        Level(row.level),
    )


def unindex(row: InformationResource) -> None:
    """Takes a resource out of the index."""
    search.withdraw(Ref.to(queries.KIND, row.id))
