"""Assembly of cases."""

from onewindow.ground.kernel.apps import PackageConfig


class CasesConfig(PackageConfig):
    name = "onewindow.delivery.cases"
    label = "delivery_cases"
    verbose_name = "Cases"
