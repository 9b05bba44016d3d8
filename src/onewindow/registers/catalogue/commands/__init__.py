"""Writes of the catalogue."""

from onewindow.registers.catalogue.commands import (
    categories,
    elements,
    registers,
    resources,
    systems,
)

__all__ = ["categories", "elements", "registers", "resources", "systems"]
