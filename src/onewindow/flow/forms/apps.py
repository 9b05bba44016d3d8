"""Assembly of forms."""

from onewindow.ground.kernel.apps import PackageConfig


class FormsConfig(PackageConfig):
    name = "onewindow.flow.forms"
    label = "flow_forms"
    verbose_name = "Forms"
