"""Assembly of processes."""

from onewindow.ground.kernel.apps import PackageConfig


class ProcessesConfig(PackageConfig):
    name = "onewindow.flow.processes"
    label = "flow_processes"
    verbose_name = "Processes"
