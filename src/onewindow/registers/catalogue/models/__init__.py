"""Tables of resources, of data elements and their one source, of registers and systems;
other catalogues and what they describe."""

from onewindow.registers.catalogue.models.elements import DataElement, ElementSource, Register
from onewindow.registers.catalogue.models.harvested import (
    CatalogueSource,
    HarvestedResource,
    HarvestRun,
)
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
    "CatalogueSource",
    "Collection",
    "DataElement",
    "ElementSource",
    "HarvestRun",
    "HarvestedResource",
    "InformationResource",
    "InformationSystem",
    "Register",
    "ResourceCategory",
    "ResourceElement",
    "ResourceInCategory",
    "SystemDependency",
]
