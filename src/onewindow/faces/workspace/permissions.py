"""Who comes in: whoever holds a role in the administration. What is on the desks is theirs."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit(
    "workspace.open",
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.CATALOGUE_MANAGER,
    Role.DATA_STEWARD,
    Role.DATA_AUTHORITY,
    Role.MARKER,
    Role.SECURITY_HEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("somebody with a post in the administration"),
)
