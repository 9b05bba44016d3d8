"""Who may do what with cases."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

APPLICANTS = _("the applicant")

permit("cases.submit", Role.APPLICANT, scope=Scope.OWN, words=APPLICANTS)
permit("cases.view_own", Role.APPLICANT, scope=Scope.OWN, words=APPLICANTS)
permit("cases.list_own", Role.APPLICANT, scope=Scope.ALL, words=APPLICANTS)
permit("cases.withdraw", Role.APPLICANT, scope=Scope.OWN, words=APPLICANTS)
permit("cases.rate", Role.APPLICANT, scope=Scope.OWN, words=APPLICANTS)
permit("cases.accept_deemed", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit("cases.tell_stopped", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit("cases.list_overdue", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit(
    "cases.view",
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("an officer of an institution that has a step in the case, or an auditor"),
)
