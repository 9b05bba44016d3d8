"""The gate: the only code that says no. Order: operational, label, grant, condition, duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import connection

from onewindow.ground.kernel.actor import Actor, ActorKind
from onewindow.ground.kernel.errors import NotFound
from onewindow.ground.kernel.gate import Standing, Witnessed
from onewindow.ground.kernel.labels import PUBLIC
from onewindow.ground.kernel.permissions import Holding, Permission, Role, permissions_for
from onewindow.ground.kernel.ports import Port
from onewindow.ground.kernel.refs import Matter
from onewindow.ground.kernel.texts import later as _
from onewindow.trust.audit import public as audit
from onewindow.trust.security import queries
from onewindow.trust.security.errors import (
    ConditionMissing,
    IncompatibleDuty,
    NotAllowed,
    SignInMoreSurely,
)
from onewindow.trust.security.models import HeldDuty
from onewindow.trust.security.rules import conflicting_duty, reaches, usable
from onewindow.trust.security.types import State, missing

Lender = Callable[[Actor, dt.datetime], Sequence[Holding]]
Condition = Callable[[Actor, Matter, dt.datetime], State]

GRANTS: Port[Lender] = Port("security.grants")
CONDITIONS: Port[Condition] = Port("security.conditions")

_SYSTEM = {"clock": Role.CLOCK, "importer": Role.IMPORTER, "operator": Role.OPERATOR}
_SETTINGS = ("onewindow.actor", "onewindow.bodies", "onewindow.sees", "onewindow.at")


class SecurityGate:
    """The kernel's gate, as security keeps it."""

    def stand(self, actor: Actor, at: dt.datetime) -> Standing:
        """Gives the roles held now, and sets the row-security settings of the transaction."""
        standing = Standing(actor, at, usable(actor, _holdings(actor, at)))
        _set(standing)
        return standing

    def leave(self, outer: Standing | None) -> None:
        """Sets the row-security settings back."""
        _set(outer)

    def admit(self, standing: Standing, action: str, on: Matter | None, duty: str | None) -> None:
        """Returns, or raises the refusal."""
        if on is not None and on.subject is not None:
            queries.require_operational(on.subject, standing.at)
        if on is not None and not PUBLIC.dominates(on.label):
            raise NotFound
        _grant(standing, action, on)
        for code in on.conditions if on else ():
            _condition(standing, code, on)
        if duty is not None and on is not None:
            _duty(standing.actor, duty, on)

    def witness(self, *lines: Witnessed) -> None:
        """Writes audit lines in the current transaction: one by one, or many in one go."""
        if len(lines) == 1:
            audit.record(lines[0])
        else:
            audit.record_many(lines)


def _holdings(actor: Actor, at: dt.datetime) -> list[Holding]:
    held = [Holding(Role.PUBLIC, _("everybody"))]
    if actor.kind is ActorKind.SYSTEM:
        return [*held, Holding(_SYSTEM[actor.key], _("part of the system"))]
    if actor.kind is ActorKind.ANONYMOUS:
        return held
    held.append(Holding(Role.APPLICANT, _("whoever applies")))
    if actor.kind is ActorKind.PERSON:
        if queries.is_officer(actor.id):
            held.append(Holding(Role.SECURITY_HEAD, _("named by two security officers")))
        for lender in GRANTS.values():
            held.extend(lender(actor, at))
    return held


def _set(standing: Standing | None) -> None:
    values = ["", "", "", ""]
    if standing is not None:
        bodies = ",".join(sorted(str(body) for body in standing.bodies))
        sees = "all" if standing.sees_all else ""
        values = [standing.actor.id, bodies, sees, standing.at.isoformat()]
    connection.set_locally(dict(zip(_SETTINGS, values, strict=True)))  # type: ignore[attr-defined]  # config.postgresql


def _grant(standing: Standing, action: str, on: Matter | None) -> None:
    rows = permissions_for(action)
    if any(reaches(p, h, standing.actor, on) for p in rows for h in standing.holdings):
        return
    raise _refusal(standing, action, rows, on)


def _refusal(
    standing: Standing, action: str, rows: Sequence[Permission], on: Matter | None
) -> NotAllowed | SignInMoreSurely:
    """Tells apart who would be allowed with a second factor from who would not be at all."""
    actor = standing.actor
    all_held = _holdings(actor, standing.at)
    if any(reaches(p, h, actor, on) for p in rows for h in all_held):
        return SignInMoreSurely()
    return NotAllowed(action=action)


def _condition(standing: Standing, code: str, on: Matter | None) -> None:
    """Asks the lender of a condition; an unknown condition is missing."""
    lender = CONDITIONS.get(code)
    state = lender(standing.actor, on, standing.at) if lender and on else missing(code)
    if not state.is_held:
        raise ConditionMissing(what_next=state.what_next)


def _duty(actor: Actor, duty: str, on: Matter) -> None:
    ref = str(on.ref)
    held = HeldDuty.objects.filter(ref=ref, actor_id=actor.id).values_list("duty", flat=True)
    conflict = conflicting_duty(duty, held)
    if conflict:
        raise IncompatibleDuty(held=conflict, wanted=duty)
    if duty not in held:
        HeldDuty.objects.create(ref=ref, duty=duty, actor_id=actor.id)
