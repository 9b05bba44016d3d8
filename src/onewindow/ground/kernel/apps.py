"""The application configuration that every package of the house uses."""

from __future__ import annotations

import importlib
import importlib.util

from django.apps import AppConfig

ROOMS = ("permissions", "offers", "tasks", "subscribers", "commands")


class PackageConfig(AppConfig):
    """Opens the rooms that speak at start: permissions, offers, tasks, subscribers, commands."""

    default = False

    def __init_subclass__(cls) -> None:
        """Makes the subclass, not this base that its module imports, the one Django takes."""
        cls.default = True

    def ready(self) -> None:
        for room in ROOMS:
            name = f"{self.name}.{room}"
            if importlib.util.find_spec(name):
                importlib.import_module(name)


class KernelConfig(PackageConfig):
    name = "onewindow.ground.kernel"
    label = "ground_kernel"
    verbose_name = "Kernel"
