"""The Django app of the public's window."""

from onewindow.ground.kernel.apps import PackageConfig


class PortalConfig(PackageConfig):
    name = "onewindow.faces.portal"
    label = "faces_portal"
    verbose_name = "Portal"
