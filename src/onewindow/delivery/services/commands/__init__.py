"""Writes of services."""

from onewindow.delivery.services.commands import imports, items

__all__ = ["imports", "items"]
