"""What is found of institutions."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.institutions.models import Body
from onewindow.registers.institutions.types import OWN
from onewindow.trust.security import public as security


def index(row: Body) -> None:
    """Makes a body findable; an imported one while its source may be shown."""
    index_all([row])


def index_all(rows: Iterable[Body]) -> None:
    """Makes bodies findable by one statement."""
    search.put_all([_entry(row) for row in rows])


def _entry(row: Body) -> Entry:
    is_own = row.scheme == OWN
    path = row.code if is_own else f"{row.scheme}/{row.code}"
    return Entry(
        Ref.to("body", row.id),
        title=row.name,
        body={language: row.code.replace("-", " ") for language in row.name},
        url=f"/{{language}}/institutions/{path}/",
        region=row.region_id,
        subject=None if is_own else security.source(row.scheme),
        facets={"organ": row.organ_type},
    )
