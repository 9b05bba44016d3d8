"""Who may fill in forms, and who may put them into use."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

permit(
    "forms.begin",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words="Anybody begins an application of their own, with an account or as a guest.",
)
permit(
    "forms.answer",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words="The holder of a draft answers its questions.",
)
permit(
    "forms.resume",
    Role.PUBLIC,
    Role.APPLICANT,
    scope=Scope.OWN,
    words="The holder of a draft comes back to it, also while the service is stopped.",
)
permit(
    "forms.write_form_version",
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words="The process owner writes a version of a form.",
)
permit(
    "forms.publish_form_version",
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words="The process owner puts a version of a form into use.",
)
