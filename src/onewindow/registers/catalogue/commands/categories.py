"""The classification grows; what stands in it stays."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.catalogue.errors import CategoryMisplaced, CategoryTaken
from onewindow.registers.catalogue.models import ResourceCategory
from onewindow.registers.catalogue.queries import resources as queries
from onewindow.registers.catalogue.types import Scheme


def _new(scheme: Scheme, code: str, **_: object) -> Matter:
    return Matter(Ref.to("category", f"{scheme}:{code}"))


@command("catalogue.add_category", on=_new)
def add_category(
    actor: Actor, /, *, scheme: Scheme, code: str, title: Texts, parent: str = ""
) -> UUID:
    """Adds a category to a scheme, under a parent written as its code; gives its id.

    Raises: CategoryTaken, CategoryUnknown (the parent), CategoryMisplaced.
    """
    above = queries.category(parent if ":" in parent else f"{scheme}:{parent}") if parent else None
    if above and above.scheme != scheme:
        raise CategoryMisplaced(scheme=scheme)
    row = ResourceCategory(scheme=scheme, code=code, title=dict(title), parent=above)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CategoryTaken(category=f"{scheme}:{code}") from error
    note(parent=parent)
    return row.id
