"""Who may do what with services."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit(
    "services.declare_event",
    Role.PROCESS_OWNER,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("a process owner"),
)
permit(
    "services.draft", Role.PROCESS_OWNER, Role.OPERATOR, scope=Scope.ALL, words=_("a process owner")
)
permit(
    "services.make_candidate",
    Role.PROCESS_OWNER,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("a process owner"),
)
permit(
    "services.go_live",
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words=_("the process owner, once security has cleared the service"),
)
permit("services.retire", Role.PROCESS_OWNER, scope=Scope.ALL, words=_("a process owner"))
for _action in ("services.take_in", "services.take_in_batch"):
    permit(_action, Role.IMPORTER, scope=Scope.ALL, words=_("the importer"))
permit(
    "services.oversee",
    Role.PROCESS_OWNER,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("a process owner, or an auditor"),
)
