"""The law of bodies and posts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from uuid import UUID

from onewindow.ground.kernel.permissions import Role

# Security officers are named by security officers (trust.security), never by a post: whoever
# appoints could otherwise appoint whoever lifts a veto (INV-27, INV-28).
ROLES_OF_POSTS = (
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.CATALOGUE_MANAGER,
    Role.DATA_STEWARD,
    Role.DATA_AUTHORITY,
    Role.MARKER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


def makes_circle(body: UUID, parent: UUID, parents: Mapping[UUID, Set[UUID]]) -> bool:
    """Says whether the body stands over the parent, directly or not, so cannot stand under it."""
    seen: set[UUID] = set()
    open_ones = [parent]
    while open_ones:
        one = open_ones.pop()
        if one == body:
            return True
        if one not in seen:
            seen.add(one)
            open_ones.extend(parents.get(one, ()))
    return False


def leaving_day(begun: dt.date, today: dt.date) -> dt.date:
    """Gives the day from which a post left at once is free: today, or tomorrow on its first day.

    A period of no days would forget that the post was held at all; the instant of leaving takes
    the rights away on that first day.
    """
    return today if begun < today else begun + dt.timedelta(days=1)
