"""The package's application configuration."""

from __future__ import annotations

from onewindow.ground.kernel.apps import PackageConfig


class SearchConfig(PackageConfig):
    default = True
    name = "onewindow.ground.search"
    label = "ground_search"
    verbose_name = "Search"
