"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class JurisdictionConfig(PackageConfig):
    default = True
    name = "onewindow.ground.jurisdiction"
    label = "ground_jurisdiction"
    verbose_name = "Jurisdiction"
