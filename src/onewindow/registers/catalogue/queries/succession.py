"""Institutions that ended while something in the catalogue still names them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.registers.catalogue.models import InformationResource, InformationSystem, Register
from onewindow.registers.institutions import public as institutions

_A_DAY = dt.timedelta(days=1)


def ended_owners(now: dt.datetime) -> list[UUID]:
    """Gives those that have a successor, by id, once their last day is over in their region."""
    latest = (now + _A_DAY).date()  # what is later is later everywhere
    found: set[UUID] = set()
    for rows, owner in (
        (Register.objects.all(), "owner"),
        (InformationSystem.objects.all(), "owner"),
        (InformationResource.objects.all(), "provider"),
    ):
        ended = rows.filter(
            **{f"{owner}__valid_to__lte": latest, f"{owner}__superseded_by__isnull": False}
        )
        found.update(ended.values_list(f"{owner}_id", flat=True))
    bodies = sorted((institutions.body(key) for key in found), key=lambda one: str(one.id))
    return [one.id for one in bodies if not one.is_active(jurisdiction.day(one.region, now))]
