"""What the catalogue lends: titles of its things, and what the end of a source would touch."""

from __future__ import annotations

from onewindow.ground.kernel.impact import IMPACT
from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.ground.search.types import ENTRIES
from onewindow.registers.catalogue.commands import describing
from onewindow.registers.catalogue.queries import elements, impact, resources, systems

_PACKAGE = "registers.catalogue"

ENTRIES.lend("resources", describing.entries)
KINDS.lend("resource", RefKind("resource", _PACKAGE, resources.resource_title))
KINDS.lend("element", RefKind("element", _PACKAGE, elements.element_title))
KINDS.lend("register", RefKind("register", _PACKAGE, elements.register_title))
KINDS.lend("system", RefKind("system", _PACKAGE, systems.system_title))
IMPACT.lend("registers.catalogue.elements", impact.elements_of_change)
IMPACT.lend("registers.catalogue.resources", impact.resources_of_change)
IMPACT.lend("registers.catalogue.systems", impact.systems_of_change)
