"""Who acts. Every command and every framed read names its actor; no actor means no."""

from __future__ import annotations

import dataclasses
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of being stands behind an action; the prefix of its id."""

    ANONYMOUS = "anonymous"
    GUEST = "guest"
    PERSON = "person"
    SYSTEM = "system"


class Assurance(StrEnum):
    """How surely the actor is known (levels of eIDAS, Regulation (EU) 910/2014, article 8)."""

    NONE = "none"
    LOW = "low"
    SUBSTANTIAL = "substantial"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Gives 0 for none up to 3 for high."""
        return list(Assurance).index(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Actor:
    """One acting being.

    Shape: `id` is `<kind>:<key>` and is stored as text wherever it is remembered; `label` is
    what an audit line prints; `through` names the commands inside which this one acts,
    outermost first.
    """

    id: str
    label: str
    assurance: Assurance = Assurance.NONE
    through: tuple[str, ...] = ()

    @property
    def kind(self) -> ActorKind:
        """Gives the kind that the id begins with."""
        return ActorKind(self.id.partition(":")[0])

    @property
    def key(self) -> str:
        """Gives the part of the id after the kind; empty for the anonymous public."""
        return self.id.partition(":")[2]

    def acting_through(self, action: str) -> Actor:
        """Gives the same actor as seen by a command called inside `action`."""
        return dataclasses.replace(self, through=(*self.through, action))


ANONYMOUS = Actor("anonymous", "the public")
CLOCK = Actor("system:clock", "the clock", Assurance.HIGH)
IMPORTER = Actor("system:importer", "the importer", Assurance.HIGH)
OPERATOR = Actor("system:operator", "the command line", Assurance.HIGH)


def person(key: object, label: str, assurance: Assurance = Assurance.LOW) -> Actor:
    """Gives the actor of a signed-in person."""
    return Actor(f"{ActorKind.PERSON}:{key}", label, assurance)


def guest(key: object) -> Actor:
    """Gives the actor of somebody known only by the secret of one draft."""
    return Actor(f"{ActorKind.GUEST}:{key}", "an applicant without an account", Assurance.NONE)
