"""A gate for the tests of one package: it holds the table of permissions and nothing else.

The real gate is `trust.security`; the journeys go through it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import connection

from onewindow.ground.kernel.actor import Actor, ActorKind
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.gate import Standing, Witnessed
from onewindow.ground.kernel.permissions import Holding, Role, Scope, permissions_for
from onewindow.ground.kernel.refs import Matter, Ref

ROLES: dict[str, tuple[Role, ...]] = {
    "anonymous": (Role.PUBLIC,),
    "system:clock": (Role.CLOCK,),
    "system:importer": (Role.IMPORTER,),
    "system:operator": (Role.OPERATOR,),
}
BY_KIND = {
    ActorKind.GUEST: (Role.PUBLIC, Role.APPLICANT),
    ActorKind.PERSON: (Role.APPLICANT,),
}
SETTINGS = (
    "SELECT set_config('onewindow.actor', %s, true), set_config('onewindow.bodies', '', true), "
    "set_config('onewindow.sees', %s, true)"
)


@dataclasses.dataclass
class StandIn:
    """Roles by actor, things that are stopped, and the lines it was given."""

    roles: dict[str, tuple[Role, ...]] = dataclasses.field(default_factory=lambda: dict(ROLES))
    stopped: set[Ref] = dataclasses.field(default_factory=set)
    lines: list[Witnessed] = dataclasses.field(default_factory=list)

    def stand(self, actor: Actor, at: dt.datetime) -> Standing:
        roles: Sequence[Role] = self.roles.get(actor.id) or BY_KIND.get(actor.kind, ())
        standing = Standing(actor, at, tuple(Holding(role, "test") for role in roles))
        self._set(standing)
        return standing

    def leave(self, outer: Standing | None) -> None:
        self._set(outer)

    def admit(self, standing: Standing, action: str, on: Matter | None, duty: str | None) -> None:
        if on and on.subject in self.stopped:
            raise Refused
        rows = [row for row in permissions_for(action) if standing.holds(row.role)]
        owner = on.owner if on else None
        if not any(row.scope is Scope.ALL or owner == standing.actor.id for row in rows):
            raise Refused

    def witness(self, line: Witnessed) -> None:
        self.lines.append(line)

    def _set(self, standing: Standing | None) -> None:
        actor = standing.actor.id if standing else ""
        sees = "all" if standing and standing.sees_all else ""
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS, [actor, sees])

    def actions(self, outcome: str = "done") -> list[str]:
        """Gives the actions witnessed with that outcome."""
        return [line.action for line in self.lines if line.outcome == outcome]
