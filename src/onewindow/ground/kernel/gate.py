"""The gate port: the one place that says no. `trust.security` is its only lender."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Protocol
from uuid import UUID

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.errors import NoGate
from onewindow.ground.kernel.permissions import Holding, Role
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Matter, Ref


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """An actor at an instant with the roles held then: what lists filter by."""

    actor: Actor
    at: dt.datetime
    holdings: tuple[Holding, ...] = ()

    @property
    def bodies(self) -> frozenset[UUID]:
        """Gives the institutions for which the actor holds a role."""
        return frozenset(h.body for h in self.holdings if h.body)

    def holds(self, *roles: Role) -> bool:
        """Says whether one of the roles is held anywhere."""
        return any(h.role in roles for h in self.holdings)

    @property
    def sees_all(self) -> bool:
        """Says whether lists are unfiltered for this actor (auditor and the system's own)."""
        return self.holds(Role.AUDITOR, Role.CLOCK, Role.IMPORTER, Role.OPERATOR)


@dataclasses.dataclass(frozen=True, slots=True)
class Witnessed:
    """One audit line in the making: who did or tried what, on what, with what outcome."""

    actor: Actor
    action: str
    on: Ref | None
    outcome: str
    fact: dict[str, object]
    at: dt.datetime


class Gate(Protocol):
    """What the kernel asks of the package that guards."""

    def stand(self, actor: Actor, at: dt.datetime) -> Standing:
        """Gives the roles held now, and sets the row-security settings of the transaction."""

    def leave(self, outer: Standing | None) -> None:
        """Sets the row-security settings back to those of the frame outside, or to nothing."""

    def admit(self, standing: Standing, action: str, on: Matter | None, duty: str | None) -> None:
        """Returns, or raises the refusal: operational, then label, grant, condition, duty."""

    def witness(self, *lines: Witnessed) -> None:
        """Writes audit lines in the current transaction, in their order."""


GATE: Port[Gate] = Port("gate")


def the_gate() -> Gate:
    """Gives the installed gate. Raises NoGate where there is none: then everything is refused."""
    gate = GATE.the_only()
    if gate is None:
        raise NoGate
    return gate
