"""What the catalogue lends: titles, what the end of a source touches, what is due on a day."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.impact import IMPACT
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.search.types import ENTRIES
from onewindow.registers.catalogue.commands import describing
from onewindow.registers.catalogue.commands.harvests import start_harvest
from onewindow.registers.catalogue.commands.succession import due_now, succeed
from onewindow.registers.catalogue.queries import elements, harvests, impact, resources, systems

_PACKAGE = "registers.catalogue"


def _succeed(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    succeed(actor, body=UUID(ref.id))


AGENDA.lend("catalogue.succeed", Item(due_now, _succeed))

ENTRIES.lend("resources", describing.entries)
KINDS.lend("resource", RefKind("resource", _PACKAGE, resources.resource_title))
KINDS.lend("element", RefKind("element", _PACKAGE, elements.element_title))
KINDS.lend("register", RefKind("register", _PACKAGE, elements.register_title))
KINDS.lend("system", RefKind("system", _PACKAGE, systems.system_title))
KINDS.lend("harvested", RefKind("harvested", _PACKAGE, harvests.harvested_title))
IMPACT.lend("registers.catalogue.elements", impact.elements_of_change)
IMPACT.lend("registers.catalogue.resources", impact.resources_of_change)
IMPACT.lend("registers.catalogue.systems", impact.systems_of_change)


def _harvest(ref: Ref, _now: dt.datetime, actor: Actor) -> None:
    start_harvest(actor, source=ref.id)


AGENDA.lend("catalogue.harvest", Item(harvests.due_sources, _harvest))
