"""Reads of services: directory, service, event in life. All public, no gate but security."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from onewindow.delivery.services.errors import NoSuchEvent, NoSuchService
from onewindow.delivery.services.models import LifeEvent, PublicService
from onewindow.delivery.services.types import (
    OWN,
    Card,
    Law,
    Obstruction,
    ServicePage,
    ServiceState,
)
from onewindow.ground.kernel import clock, rows
from onewindow.ground.kernel.texts import language_of, pick
from onewindow.ground.search.public import question

SHOWN = (ServiceState.LIVE, ServiceState.INFORMATION)
PAGE = 20
_SHOWN = "code = %s AND origin = %s AND state IN (%s, %s)"

# Imported items share one subject, so the gate is asked once for each origin and not for each row.
SHOWN_NOW = """
    WITH open_origins AS MATERIALIZED (
        SELECT origin FROM (SELECT DISTINCT origin FROM delivery_services_publicservice
                            WHERE origin <> 'own' AND state = 'information') o
        WHERE operational('import:' || o.origin, %(now)s)),
    shown AS (
        SELECT s.* FROM delivery_services_publicservice s
        WHERE s.state = 'live' AND s.origin = 'own'
          AND operational('service:' || s.id, %(now)s)
        UNION ALL
        SELECT s.* FROM delivery_services_publicservice s
        JOIN open_origins o ON o.origin = s.origin WHERE s.state = 'information')
"""
_DIRECTORY = f"""{SHOWN_NOW}
    SELECT id, code, title, summary, origin, form_code <> '' AND process_code <> '',
           count(*) OVER ()
    FROM shown
    WHERE (%(audience)s = '' OR audience = %(audience)s)
      AND (%(can_apply)s = false OR (form_code <> '' AND process_code <> ''))
      AND (%(event)s = '' OR id IN (
            SELECT l.publicservice_id FROM delivery_services_publicservice_events l
            JOIN delivery_services_lifeevent e ON e.id = l.lifeevent_id
            WHERE e.code = %(event)s))
      AND (%(words)s = '' OR id::text IN (SELECT onewindow_search_ids(%(words)s, 'service')))
    ORDER BY origin <> 'own', lower(COALESCE(title ->> %(language)s, title ->> 'en', title::text))
    LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608  # put together of constants
_AUDIENCES = f"""{SHOWN_NOW}
    SELECT audience, count(*) FROM shown WHERE audience <> '' GROUP BY audience ORDER BY audience
"""  # noqa: S608  # put together of constants
# One statement: the page of a service is asked for more often than anything else.
_PAGE = """
    SELECT s.id, s.code, s.origin, s.title, s.summary, s.audience, s.guide,
           s.form_code <> '' AND s.process_code <> '', s.promised_days, s.statutory_days,
           s.function_id, s.body_name, (%(now)s AT TIME ZONE r.time_zone)::date,
           (SELECT jsonb_agg(jsonb_build_object(
                       'obstacle', h.obstacle, 'reason', h.reason, 'alternative', h.alternative))
              FROM onewindow_hindrances(
                  CASE WHEN s.origin = 'own' THEN 'service:' || s.id ELSE 'import:' || s.origin END,
                  %(now)s) h),
           (SELECT jsonb_agg(jsonb_build_object(
                       'title', b.title, 'article', b.article, 'uri', b.uri) ORDER BY l.place)
              FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.guide -> 'legal') = 'array'
                                             THEN s.guide -> 'legal' ELSE '[]' END)
                   WITH ORDINALITY l(code, place)
              JOIN ground_jurisdiction_legalbasis b ON b.code = l.code)
    FROM delivery_services_publicservice s
    JOIN ground_jurisdiction_region r ON r.code = s.region
    WHERE s.origin = %(origin)s AND s.code = %(code)s AND s.state IN ('live', 'information')
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the directory."""

    text: str = ""
    audience: str = ""
    event: str = ""
    can_apply: bool = False


def directory(wanted: Wanted, language: str, page: int = 1) -> tuple[list[Card], int]:
    """Gives a page of what can be shown now, own services first, and how many there are."""
    values: dict[str, Any] = {
        "now": clock.now(),
        "audience": wanted.audience,
        "event": wanted.event,
        "can_apply": wanted.can_apply,
        "words": question(wanted.text[:200]),
        "language": language,
        "limit": PAGE,
        "offset": PAGE * (page - 1),
    }
    found = rows.ask(_DIRECTORY, values)
    return [_card(row, language) for row in found], (found[0][6] if found else 0)


def audiences() -> list[tuple[str, int]]:
    """Gives who the services that can be shown now are for, with how many there are for each."""
    found = rows.ask(_AUDIENCES, {"now": clock.now()})
    return [(str(code), int(count)) for code, count in found]


def page_of(code: str, origin: str = OWN) -> ServicePage:
    """Gives all that the public page of a service says, in one statement; also while it is stopped.

    Raises NoSuchService where it is neither live nor shown as information.
    """
    values: dict[str, Any] = {"now": clock.now(), "code": code, "origin": origin}
    row = rows.first(_PAGE, values)
    if row is None:
        raise NoSuchService(code=code)
    obstacles = [Obstruction(**one) for one in _list(row[13])]
    laws = [Law(_texts(one["title"]), one["article"], one["uri"]) for one in _list(row[14])]
    texts = [_texts(row[3]), _texts(row[4]), row[5], _texts(row[6])]
    return ServicePage(*[*row[:3], *texts, *row[7:13], tuple(obstacles), tuple(laws)])


def _list(value: object) -> list[dict[str, Any]]:
    given = json.loads(value) if isinstance(value, str) else value
    return given if isinstance(given, list) else []


def _card(row: tuple[object, ...], language: str) -> Card:
    key, code, title, summary, origin, can_apply, _total = row
    titles, summaries = _texts(title), _texts(summary)
    return Card(
        str(key),
        str(code),
        pick(titles, language),
        pick(summaries, language),
        str(origin),
        bool(can_apply),
        language_of(titles, language),
    )


def _texts(value: object) -> dict[str, Any]:
    given = json.loads(value) if isinstance(value, str) else value
    return given if isinstance(given, dict) else {}


def by_id(service_id: UUID) -> PublicService:
    """Gives a service. Raises NoSuchService."""
    found = rows.one(PublicService, "id = %s", [service_id])
    if found is None:
        raise NoSuchService(code=service_id)
    return found


def services_asking(forms_of_theirs: Iterable[str]) -> list[PublicService]:
    """Gives our own services whose applicants answer one of the forms, by code."""
    rows = PublicService.objects.filter(origin=OWN, form_code__in=list(forms_of_theirs))
    return list(rows.exclude(state=ServiceState.RETIRED).order_by("code"))


def own_services() -> list[PublicService]:
    """Gives all service items of this government in whatever state, for those who answer for them.

    Ordered by code; what is in the way of each is asked of security.
    """
    return list(PublicService.objects.filter(origin=OWN).order_by("code"))


def shown(code: str, origin: str = OWN, annotate: Mapping[str, str] | None = None) -> PublicService:
    """Gives a service that is live or shown as information; whether it runs is asked apart.

    Shape: `annotate` as in `rows.one`. Raises NoSuchService.
    """
    found = rows.one(PublicService, _SHOWN, [code, origin, *SHOWN], annotate=annotate)
    if found is None:
        raise NoSuchService(code=code)
    return found


def by_code(code: str) -> PublicService:
    """Gives an own service whatever its state, for whoever keeps it. Raises NoSuchService."""
    found = PublicService.objects.filter(code=code, origin=OWN).first()
    if found is None:
        raise NoSuchService(code=code)
    return found


def events(kind: str = "") -> list[LifeEvent]:
    """Gives the events in life, in their order."""
    return list(LifeEvent.objects.filter(kind=kind) if kind else LifeEvent.objects.all())


def event(code: str) -> LifeEvent:
    """Gives an event in life. Raises NoSuchEvent."""
    found = LifeEvent.objects.filter(code=code).first()
    if found is None:
        raise NoSuchEvent
    return found


def doubles_of(service: PublicService) -> list[PublicService]:
    """Gives the other services of the region with the same output, audience and legal basis.

    Those that are live or about to be; a service that names no output or no basis has no double.
    """
    if not service.output_type or not service.legal_basis:
        return []
    rows = PublicService.objects.filter(
        origin=OWN,
        region=service.region_id,
        output_type=service.output_type,
        audience=service.audience,
        legal_basis=service.legal_basis,
        state__in=[ServiceState.CANDIDATE, ServiceState.LIVE],
    )
    return list(rows.exclude(id=service.id).order_by("id"))


def services_of(function_ids: Sequence[UUID]) -> list[PublicService]:
    """Gives the own services of functions that are not retired, by code."""
    rows = PublicService.objects.filter(origin=OWN, function_id__in=function_ids)
    return list(rows.exclude(state=ServiceState.RETIRED).order_by("code"))
