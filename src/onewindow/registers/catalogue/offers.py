"""What the catalogue lends: titles of its things, what the end of a source would touch, and when
another catalogue is to be asked again.
"""

from __future__ import annotations

import datetime as dt

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.impact import IMPACT
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.registers.catalogue.commands.harvests import start_harvest
from onewindow.registers.catalogue.queries import elements, harvests, impact, resources, systems

_PACKAGE = "registers.catalogue"

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
