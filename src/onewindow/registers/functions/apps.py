"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class FunctionsConfig(PackageConfig):
    default = True
    name = "onewindow.registers.functions"
    label = "registers_functions"
    verbose_name = "Functions"
