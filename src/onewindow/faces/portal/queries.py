"""Reads that the portal puts together of several packages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.safestring import SafeString

from onewindow.delivery.services import public as services
from onewindow.faces.portal.said import said
from onewindow.ground.kernel import clock

YEAR = dt.timedelta(days=365)
_MOST_USED = """
    SELECT s.code, s.title, s.summary
    FROM delivery_services_publicservice s
    LEFT JOIN onewindow_most_used(%(since)s, 100) u ON u.service_id = s.id
    WHERE s.state = 'live' AND s.origin = 'own' AND operational('service:' || s.id, %(now)s)
    ORDER BY COALESCE(u.cases, 0) DESC, s.form_code <> '' DESC, s.code
    LIMIT %(most)s
"""
_SERVICES_OF = """
    SELECT s.code, s.title, s.summary FROM delivery_services_publicservice s
    WHERE s.state = 'live' AND s.origin = 'own' AND s.function_id = ANY(%(functions)s)
      AND operational('service:' || s.id, %(now)s)
    ORDER BY s.code
"""
_FORM_IN_USE = {
    "form_version": "SELECT v.id FROM flow_forms_formversion v"
    " WHERE v.code = form_code AND v.state = 'published'"
}


@dataclasses.dataclass(frozen=True, slots=True)
class Offered:
    """A service as a line of a list."""

    code: str
    title: SafeString
    summary: SafeString


def most_used(most: int = 6) -> list[Offered]:
    """Gives the running services with the most applications of a year; then those to apply for."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_MOST_USED, {"now": now, "since": now - YEAR, "most": most})
        rows = cursor.fetchall()
    return [
        Offered(code, said(_texts(title)), said(_texts(summary))) for code, title, summary in rows
    ]


def service_with_form(code: str) -> tuple[services.PublicService, UUID | None]:
    """Gives a shown service and the version of its form that is in use, in one statement.

    Raises NoSuchService.
    """
    service = services.shown(code, annotate=_FORM_IN_USE)
    version: UUID | None = getattr(service, "form_version")  # noqa: B009  # set by annotate
    return service, version


def _texts(value: Any) -> dict[str, str]:
    given = json.loads(value) if isinstance(value, str) else value
    return given if isinstance(given, dict) else {}


def services_of(function_ids: Sequence[UUID]) -> list[Offered]:
    """Gives the running services of functions, by code."""
    if not function_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SERVICES_OF, {"now": clock.now(), "functions": list(function_ids)})
        rows = cursor.fetchall()
    return [
        Offered(code, said(_texts(title)), said(_texts(summary))) for code, title, summary in rows
    ]
