"""Who may fill in forms, and who may put them into use."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

permit(
    "forms.begin",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("everybody, for an application of their own"),
)
permit(
    "forms.answer",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("whoever began the application"),
)
permit(
    "forms.resume",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("whoever began the application"),
)
permit(
    "forms.write_form_version",
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words=_("a process owner"),
)
permit(
    "forms.publish_form_version",
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words=_("a process owner"),
)
