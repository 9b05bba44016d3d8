"""Reads of the catalogue, by noun."""

from onewindow.registers.catalogue.queries import elements, impact, quality, resources, systems

__all__ = ["elements", "impact", "quality", "resources", "systems"]
