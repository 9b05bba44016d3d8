"""What is found of functions: each from the decision to exercise it until that to end it."""

from __future__ import annotations

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.functions.models import Function


def index(row: Function) -> None:
    """Makes a function findable by its title, what is done, to what and for whom."""
    said = " ".join(part for part in (row.action, row.object, row.target_group) if part)
    entry = Entry(
        Ref.to("function", row.id),
        title=row.title,
        body=dict.fromkeys(row.title, said),
        region=row.territory_id,
        facets={"function_kind": row.kind},
    )
    search.put(entry)


def unindex(row: Function) -> None:
    """Takes a function out of what is found."""
    search.withdraw(Ref.to("function", row.id))
