"""Tables of resources, of data elements and their one source, of registers and systems."""

from onewindow.registers.catalogue.models.elements import DataElement, ElementSource, Register
from onewindow.registers.catalogue.models.resources import (
    InformationResource,
    ResourceCategory,
    ResourceElement,
    ResourceInCategory,
)
from onewindow.registers.catalogue.models.systems import (
    Collection,
    InformationSystem,
    SystemDependency,
)

__all__ = [
    "Collection",
    "DataElement",
    "ElementSource",
    "InformationResource",
    "InformationSystem",
    "Register",
    "ResourceCategory",
    "ResourceElement",
    "ResourceInCategory",
    "SystemDependency",
]
