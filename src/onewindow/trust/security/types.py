"""Words of security: decisions, states of conditions, what stands in the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import later as _


class Decision(StrEnum):
    """Decisions of a clearance. Source: NIST SP 800-37 rev. 2, task R-4."""

    AUTHORISED = "authorised"
    WITH_CONDITIONS = "with_conditions"
    INTERIM_TEST = "interim_test"
    DENIED = "denied"


DUTIES: Mapping[str, object] = {
    "imposer": _("the one who imposed the veto"),
    "lifter": _("the one who lifts the veto"),
    "preparer": _("the one who prepared the dossier"),
    "signer": _("the one who signs the clearance"),
    "namer": _("the one who named the officer"),
    "confirmer": _("the one who confirms the officer"),
    "importer": _("the one who imports"),
    "approver": _("the one who approves"),
}
"""Duties in words: those of one pair are incompatible on the same thing (INV-33)."""


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
class SubjectState:
    """A subject on the security desk.

    Shape: `hindrances` is empty where it may run; `expires_at` is the end of the clearance that
    governs now, if any does.
    """

    ref: Ref
    title: Mapping[str, str]
    region: str
    hindrances: tuple[Hindrance, ...]
    expires_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class NamedOfficer:
    """A naming on the security desk: who, by whom, and whether it serves."""

    id: UUID
    actor_id: str
    label: str
    named_by: str
    is_confirmed: bool
    is_ended: bool

    @property
    def serves(self) -> bool:
        """Says whether the officer may sign and veto now."""
        return self.is_confirmed and not self.is_ended


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """What a lender of conditions says: held, or missing with what to do next.

    The words are translated where they are said.
    """

    is_held: bool
    what_next: object = ""


HELD = State(True)


def missing(what_next: object) -> State:
    """Gives the state of a condition that is not held."""
    return State(False, what_next)
