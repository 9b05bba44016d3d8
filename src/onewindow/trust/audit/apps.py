"""Assembly of audit."""

from onewindow.ground.kernel.apps import PackageConfig


class AuditConfig(PackageConfig):
    name = "onewindow.trust.audit"
    label = "trust_audit"
    verbose_name = "Audit"
