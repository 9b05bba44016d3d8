"""What the public may see of services, in the words of CPSV-AP.

Nothing under a veto, nothing that is not cleared: the same question that the directory asks.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from onewindow.delivery.services.cpsv.described import description
from onewindow.delivery.services.cpsv.facts import Authority, Description, Part
from onewindow.delivery.services.cpsv.pieces import Kept, Place, clean
from onewindow.delivery.services.errors import NoSuchService
from onewindow.delivery.services.queries import SHOWN_NOW
from onewindow.delivery.services.types import OWN
from onewindow.engines.linked import is_iri
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

AT_ONCE = 200
_ROWS = f"""{SHOWN_NOW}
    SELECT s.id, s.code, s.origin, s.source_id, s.title, s.summary, s.audience, s.guide, s.region,
           s.function_id,
           (SELECT jsonb_agg(jsonb_build_array(b.code, b.title, b.article, b.uri) ORDER BY l.place)
              FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.guide -> 'legal') = 'array'
                                             THEN s.guide -> 'legal' ELSE '[]' END)
                   WITH ORDINALITY l(code, place)
              JOIN ground_jurisdiction_legalbasis b ON b.code = l.code),
           (SELECT jsonb_agg(jsonb_build_array(e.code, e.kind, e.title, e.summary) ORDER BY e.code)
              FROM delivery_services_publicservice_events j
              JOIN delivery_services_lifeevent e ON e.id = j.lifeevent_id
             WHERE j.publicservice_id = s.id)
    FROM shown s
    WHERE (%(only)s::uuid IS NULL OR s.id = %(only)s) AND s.id > %(after)s
    ORDER BY s.id LIMIT %(most)s OFFSET %(offset)s
"""  # noqa: S608  # put together of constants
_COUNT = f"{SHOWN_NOW} SELECT count(*) FROM shown"  # noqa: S608
_FIRST = UUID(int=0)


@dataclasses.dataclass(slots=True)
class Unowned:
    """Counts the services that were left out, because nobody is responsible for them today."""

    codes: list[str] = dataclasses.field(default_factory=list)


def place() -> Place:
    """Gives where the addresses of this installation begin."""
    address = str(settings.PUBLIC_ADDRESS).rstrip("/")
    return Place(address, {"en": str(settings.ONEWINDOW_SITE.name)})


def count() -> int:
    """Gives how many services the public can see now."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"now": clock.now()})
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def every(left_out: Unowned | None = None) -> Iterator[Description]:
    """Gives all services that the public can see now, in the order of their ids."""
    here, after = _Here(), _FIRST
    while rows := _rows(after=after, most=AT_ONCE):
        yield from here.described(rows, left_out)
        after = rows[-1][0]


def page(number: int, size: int) -> list[Description]:
    """Gives one page of them; pages begin with 1."""
    return list(_Here().described(_rows(most=size, offset=size * (number - 1)), None))


def one(service_id: UUID) -> Description:
    """Gives one service that the public can see now. Raises NoSuchService."""
    found = list(_Here().described(_rows(only=service_id), None))
    if not found:
        raise NoSuchService(code=service_id)
    return found[0]


def page_address(service_id: UUID) -> tuple[str, str]:
    """Gives origin and code of a service that the public can see now. Raises NoSuchService."""
    rows = _rows(only=service_id)
    if not rows:
        raise NoSuchService(code=service_id)
    return str(rows[0][2]), str(rows[0][1])


def _rows(
    *, only: UUID | None = None, after: UUID = _FIRST, most: int = 1, offset: int = 0
) -> list[tuple[Any, ...]]:
    values = {
        "now": clock.now(), "only": only, "after": after, "most": most, "offset": offset,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, values)
        return list(cursor.fetchall())


class _Here:
    """What the services of one export share: places, bodies, the day in each region."""

    def __init__(self) -> None:
        self._place = place()
        self._regions: dict[str, Part] = {}
        self._bodies: dict[UUID, BodyFacts | None] = {}

    def described(
        self, rows: list[tuple[Any, ...]], left_out: Unowned | None
    ) -> Iterator[Description]:
        """Gives the rows as descriptions; those without an owner today are counted instead."""
        for row in rows:
            found = description(self._kept(row), self._place)
            if found is not None:
                yield found
            elif left_out is not None:
                left_out.codes.append(str(row[1]))

    def _kept(self, row: tuple[Any, ...]) -> Kept:
        key, code, origin, source_id, title, summary, audience, guide, region, function = row[:10]
        given = _object(guide)
        body = self._body(function, region) if origin == OWN else None
        return Kept(
            id=key,
            code=code,
            origin=origin,
            source_id=source_id,
            title=_object(title),
            summary=_object(summary),
            audience=audience,
            guide=given,
            region=self._region(region),
            laws=tuple(tuple(one) for one in _list(row[10])),
            events=tuple(tuple(one) for one in _list(row[11])),
            body=self._authority(body) if body else None,
            contact=self._contact(body, self._place.service(key), code) if body else None,
        )

    def _region(self, code: str) -> Part:
        if code not in self._regions:
            self._regions[code] = self._place.region(code, jurisdiction.region(code).name)
        return self._regions[code]

    def _body(self, function: UUID | None, region: str) -> BodyFacts | None:
        if function is None:
            return None
        if function not in self._bodies:
            today = jurisdiction.day(region)
            self._bodies[function] = functions.responsible(function, today)
        return self._bodies[function]

    def _authority(self, body: BodyFacts) -> Authority:
        address = institutions.iri_of(body, self._place.address)
        return Authority(address, body.code, clean(body.name), (self._region(body.region),))

    def _contact(self, body: BodyFacts, service: str, code: str) -> Part | None:
        contact = body.contact
        pages = (contact.website,) if is_iri(contact.website) else ()
        made = Part(
            f"{service}#contact-001",
            f"{code[:120]}-contact-1",
            text=clean(contact.address),
            hours=clean(contact.hours),
            phone=contact.phone.strip(),
            pages=pages,
        )
        return made if made.text or made.hours or made.phone or made.pages else None


def _object(value: object) -> Mapping[str, Any]:
    given = json.loads(value) if isinstance(value, str) else value
    return given if isinstance(given, dict) else {}


def _list(value: object) -> list[Any]:
    given = json.loads(value) if isinstance(value, str) else value
    return given if isinstance(given, list) else []
