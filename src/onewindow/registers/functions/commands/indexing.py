"""What is found of functions: each from the decision to exercise it until that to end it."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.functions.models import Function
from onewindow.registers.functions.types import FunctionState


def entry_of(row: Function) -> Entry:
    """Gives what is found of a function: its title, what is done, to what and for whom."""
    said = " · ".join(part for part in (row.action, row.object, row.target_group) if part)
    return Entry(
        Ref.to("function", row.id),
        title=row.title,
        body=dict.fromkeys(row.title, said),
        url=f"/{{language}}/functions/{row.code}/",
        region=row.territory_id,
        facets={"function_kind": row.kind},
    )


def index(row: Function) -> None:
    """Makes a function findable."""
    search.put(entry_of(row))


def entries() -> Iterator[Entry]:
    """Gives all functions that can be found: those that are exercised or wait for an owner."""
    found = Function.objects.filter(state__in=[FunctionState.ACTIVE, FunctionState.ORPHANED])
    return map(entry_of, found.order_by("id").iterator())


def unindex(row: Function) -> None:
    """Takes a function out of what is found."""
    search.withdraw(Ref.to("function", row.id))
