"""Words of security: decisions, states of conditions, what stands in the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum


class Decision(StrEnum):
    """Decisions of a clearance. Source: NIST SP 800-37 rev. 2, task R-4."""

    AUTHORISED = "authorised"
    WITH_CONDITIONS = "with_conditions"
    INTERIM_TEST = "interim_test"
    DENIED = "denied"


class Obstacle(StrEnum):
    """Why a subject is not operational."""

    UNREGISTERED = "UNREGISTERED"
    NOT_CLEARED = "NOT_CLEARED"
    DENIED = "DENIED"
    EXPIRED = "EXPIRED"
    VETO = "VETO"
    STOPPED = "STOPPED"


@dataclasses.dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing in the way of a subject: what, on which subject, since when, in plain words."""

    obstacle: Obstacle
    subject: str
    title: str
    reason: str
    alternative: str
    since: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """What a lender of conditions says: held, or missing with what to do next."""

    is_held: bool
    what_next: str = ""


HELD = State(True)


def missing(what_next: str) -> State:
    """Gives the state of a condition that is not held."""
    return State(False, what_next)
