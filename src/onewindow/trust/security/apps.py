"""Assembly of security."""

from onewindow.ground.kernel.apps import PackageConfig


class SecurityConfig(PackageConfig):
    name = "onewindow.trust.security"
    label = "trust_security"
    verbose_name = "Security"
