"""What is found of institutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.institutions.models import Body
from onewindow.registers.institutions.types import OWN, BodyStatus
from onewindow.trust.security import public as security


def index(row: Body) -> None:
    """Makes a body findable; an imported one while its source may be shown."""
    index_all([row])


def index_all(rows: Iterable[Body]) -> None:
    """Makes bodies findable by one statement."""
    search.put_all([entry_of(row) for row in rows])


def entry_of(row: Body) -> Entry:
    """Gives what is found of a body; of an imported one while its source may be shown."""
    is_own = row.scheme == OWN
    path = row.code if is_own else f"{row.scheme}/{row.code}"
    return Entry(
        Ref.to("body", row.id),
        title=row.name,
        body={
            language: f"{row.code.replace('-', ' ')} {row.address.get(language, '')}".strip()
            for language in row.name
        },
        url=f"/{{language}}/institutions/{path}/",
        region=row.region_id,
        subject=None if is_own else security.source(row.scheme),
        facets={"organ": row.organ_type},
    )


def entries() -> Iterator[Entry]:
    """Gives all bodies that can be found: our own until their end is decided, and imported ones."""
    found = Body.objects.exclude(scheme=OWN, status=BodyStatus.CLOSED)
    return map(entry_of, found.order_by("id").iterator())
