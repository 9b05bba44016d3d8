"""What an institution kept goes to its successor on the day on which it ends."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.catalogue.commands.describing import index
from onewindow.registers.catalogue.errors import NoSuccessor
from onewindow.registers.catalogue.models import InformationResource, InformationSystem, Register
from onewindow.registers.catalogue.queries.succession import ended_owners
from onewindow.registers.catalogue.types import ResourceState
from onewindow.registers.institutions import public as institutions


def _of_body(*, body: UUID, **_: object) -> Matter:
    return Matter(Ref.to("body", body), body=body, region=institutions.body(body).region)


@command("catalogue.succeed", on=_of_body)
def succeed(actor: Actor, /, *, body: UUID) -> int:
    """Makes the successor of an ended institution answer for what that kept; gives how much.

    Until the day nothing is changed, so questions before it answer as before. Safe to repeat.
    Raises: NoSuccessor.
    """
    found = institutions.body(body)
    heir = found.superseded_by
    if heir is None or found.is_active(jurisdiction.day(found.region)):
        raise NoSuccessor(body=found.name)
    registers = Register.objects.filter(owner=body).update(owner=heir)
    systems = InformationSystem.objects.filter(owner=body).update(owner=heir)
    resources = list(InformationResource.objects.select_for_update().filter(provider=body))
    for row in resources:
        row.provider_id = heir
        row.save(update_fields=["provider"])
        if row.state == ResourceState.PUBLISHED:
            index(row)
    frames.note(to_body=str(heir), registers=registers, systems=systems, resources=len(resources))
    return registers + systems + len(resources)


def due_now(now: dt.datetime, limit: int) -> list[Ref]:
    """Gives the institutions that ended, have a successor, and still stand in the catalogue."""
    return [Ref.to("body", body) for body in ended_owners(now)[:limit]]
