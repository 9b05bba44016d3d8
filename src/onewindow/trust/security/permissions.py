"""Who may do what in security."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit(
    "security.name_first_officers",
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("the operator, once, while there is no officer"),
)
permit("security.name_officer", Role.SECURITY_HEAD, scope=Scope.ALL, words=_("a security officer"))
permit(
    "security.confirm_officer",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words=_("a security officer other than the one who named the new one"),
)
permit(
    "security.end_officer",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words=_("a security officer, for another one"),
)
permit(
    "security.prepare_dossier",
    Role.PROCESS_OWNER,
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.OPERATOR,
    Role.IMPORTER,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("whoever answers for the subject"),
)
permit("security.register_source", Role.IMPORTER, scope=Scope.ALL, words=_("the importer"))
permit(
    "security.sign_clearance",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words=_("a security officer who did not prepare the dossier"),
)
permit("security.impose_veto", Role.SECURITY_HEAD, scope=Scope.ALL, words=_("a security officer"))
permit(
    "security.lift_veto",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words=_("a security officer other than the one who imposed it"),
)
permit("security.order_stop", Role.SECURITY_HEAD, scope=Scope.ALL, words=_("a security officer"))
permit("security.release_stop", Role.SECURITY_HEAD, scope=Scope.ALL, words=_("a security officer"))
permit(
    "security.view",
    Role.SECURITY_HEAD,
    Role.MARKER,
    Role.AUDITOR,
    Role.HEAD,
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words=_("security, auditors, heads and process owners"),
)
permit(
    "audit.view",
    Role.SECURITY_HEAD,
    Role.AUDITOR,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("security officers and auditors"),
)
