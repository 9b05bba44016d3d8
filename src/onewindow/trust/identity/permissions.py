"""Who may make and block accounts."""

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit(
    "identity.open_account",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("an administrator, or the operator when the installation begins"),
)
permit(
    "identity.issue_link",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("an administrator, or the operator when the installation begins"),
)
permit("identity.use_link", Role.PUBLIC, scope=Scope.ALL, words=_("whoever holds the link"))
permit(
    "identity.choose_language",
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("everybody, for their own account"),
)
permit("identity.block_account", Role.SECURITY_HEAD, scope=Scope.ALL, words=_("a security officer"))
