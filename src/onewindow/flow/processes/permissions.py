"""Who may do what with processes and tasks."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

DESK = (Role.OFFICER, Role.LEAD)

permit("processes.publish", Role.PROCESS_OWNER, scope=Scope.ALL, words=_("a process owner"))
permit(
    "processes.find_idle_layers",
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("a process owner, or the organisation office"),
)
permit(
    "processes.start",
    Role.APPLICANT,
    Role.PUBLIC,
    scope=Scope.OWN,
    words=_("the applicant, by submitting"),
)
permit("processes.withdraw", Role.APPLICANT, scope=Scope.OWN, words=_("the applicant"))
permit(
    "tasks.list",
    *DESK,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("an officer, for the functions of their institution"),
)
permit(
    "tasks.view",
    *DESK,
    scope=Scope.BODY,
    words=_("an officer of the institution that is responsible for the step"),
)
permit("tasks.view", Role.AUDITOR, scope=Scope.ALL, words=_("an auditor"))
permit(
    "tasks.claim",
    *DESK,
    scope=Scope.BODY,
    words=_("an officer of the institution that is responsible for the step"),
)
permit(
    "tasks.release",
    *DESK,
    scope=Scope.BODY,
    words=_("an officer of the institution that is responsible for the step"),
)
permit(
    "tasks.decide",
    *DESK,
    scope=Scope.BODY,
    words=_("an officer of the institution that is responsible for the step"),
)
permit(
    "tasks.claim_step",
    *DESK,
    scope=Scope.BODY,
    words=_("an officer of the institution that is responsible for the step"),
)
