"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class CatalogueConfig(PackageConfig):
    default = True
    name = "onewindow.registers.catalogue"
    label = "registers_catalogue"
    verbose_name = "Catalogue"
