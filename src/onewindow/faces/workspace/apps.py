"""Assembly of the workspace."""

from onewindow.ground.kernel.apps import PackageConfig


class WorkspaceConfig(PackageConfig):
    name = "onewindow.faces.workspace"
    label = "faces_workspace"
    verbose_name = "Workspace"
