"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class SharingConfig(PackageConfig):
    default = True
    name = "onewindow.registers.sharing"
    label = "registers_sharing"
    verbose_name = "Sharing"
