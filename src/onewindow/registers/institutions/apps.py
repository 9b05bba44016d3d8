"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class InstitutionsConfig(PackageConfig):
    default = True
    name = "onewindow.registers.institutions"
    label = "registers_institutions"
    verbose_name = "Institutions"
