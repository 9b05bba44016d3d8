"""The front door of the catalogue."""

from __future__ import annotations

from onewindow.registers.catalogue.commands.categories import add_category
from onewindow.registers.catalogue.commands.elements import (
    define_element,
    name_source,
    retire_element,
    revise_element,
    transfer_source,
)
from onewindow.registers.catalogue.commands.registers import (
    connect_register,
    register_register,
    retire_register,
)
from onewindow.registers.catalogue.commands.resources import (
    hand_over_resource,
    publish_resource,
    register_resource,
    relabel_resource,
    report_update,
    revise_resource,
    withdraw_resource,
)
from onewindow.registers.catalogue.commands.systems import (
    change_system_state,
    declare_collection,
    declare_dependency,
    end_collection,
    register_system,
)
from onewindow.registers.catalogue.models import InformationResource as Resource
from onewindow.registers.catalogue.queries import harvests, quality, systems
from onewindow.registers.catalogue.queries.elements import (
    element_by_code,
    elements,
    elements_held,
    history,
    register,
    register_by_code,
    registers,
    sources,
)
from onewindow.registers.catalogue.queries.impact import lost
from onewindow.registers.catalogue.queries.resources import (
    categories,
    elements_of,
    public_resource,
    public_resources,
    resource,
    resources,
)

__all__ = [
    "Resource",
    "add_category",
    "categories",
    "change_system_state",
    "connect_register",
    "declare_collection",
    "declare_dependency",
    "define_element",
    "element_by_code",
    "elements",
    "elements_held",
    "elements_of",
    "end_collection",
    "hand_over_resource",
    "harvests",
    "history",
    "lost",
    "name_source",
    "public_resource",
    "public_resources",
    "publish_resource",
    "quality",
    "register",
    "register_by_code",
    "register_register",
    "register_resource",
    "register_system",
    "registers",
    "relabel_resource",
    "report_update",
    "resource",
    "resources",
    "retire_element",
    "retire_register",
    "revise_element",
    "revise_resource",
    "sources",
    "systems",
    "transfer_source",
    "withdraw_resource",
]
