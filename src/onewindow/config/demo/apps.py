"""Assembly of the demo; installed by the demo's own settings only."""

from onewindow.config.demo.moving_clock import demo_time
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.apps import PackageConfig


class DemoConfig(PackageConfig):
    name = "onewindow.config.demo"
    label = "config_demo"
    verbose_name = "Demo"

    def ready(self) -> None:
        super().ready()
        clock.install(demo_time)
