"""Assembly of services."""

from onewindow.ground.kernel.apps import PackageConfig


class ServicesConfig(PackageConfig):
    name = "onewindow.delivery.services"
    label = "delivery_services"
    verbose_name = "Services"
