"""Who may do what with measures."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit("measures.define", Role.CLOCK, scope=Scope.ALL, words=_("the clock, as they are shipped"))
permit("measures.define", Role.OPERATOR, scope=Scope.ALL, words=_("the operator"))
permit("measures.compute", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit("measures.compute", Role.OPERATOR, scope=Scope.ALL, words=_("the operator"))
permit("measures.list_due", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit(
    "measures.verify",
    Role.OPERATOR,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("the operator and auditors"),
)
permit(
    "measures.view",
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.SECURITY_HEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("whoever answers for an office, a process, the organisation, security or the audit"),
)
