"""Assembly of identity."""

from onewindow.ground.kernel.apps import PackageConfig


class IdentityConfig(PackageConfig):
    name = "onewindow.trust.identity"
    label = "trust_identity"
    verbose_name = "Identity"
