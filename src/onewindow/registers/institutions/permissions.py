"""Who may change the register of institutions.

The operator founds the first bodies and appoints the first officials; the condition
`founding_time` ends that on the day the organisation office has somebody.
"""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

_FOUNDING = (
    ("institutions.found_body", "Found an institution."),
    ("institutions.create_post", "Create a post in an institution."),
    ("institutions.appoint", "Appoint a person to a post."),
)
_KEEPING = (
    ("institutions.change_contact", "Change how the public reaches an institution."),
    ("institutions.close_body", "Close an institution."),
    ("institutions.dismiss", "Take a person out of a post."),
)
_OFFICIALS = (
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
)

for _action, _words in _FOUNDING:
    permit(_action, Role.ORGANISATION, Role.OPERATOR, scope=Scope.ALL, words=_words)
for _action, _words in _KEEPING:
    permit(_action, Role.ORGANISATION, scope=Scope.ALL, words=_words)
permit(
    "institutions.change_contact",
    Role.HEAD,
    scope=Scope.BODY,
    words="Change how the public reaches one's own institution.",
)
permit(
    "institutions.declare_interest",
    *_OFFICIALS,
    scope=Scope.ALL,
    words="Declare one's own interest in a person.",
)
for _action in (
    "institutions.take_in_bodies",
    "institutions.take_in_parents",
    "institutions.register_imported_body",
    "institutions.link_parents",
):
    permit(
        _action,
        Role.IMPORTER,
        scope=Scope.ALL,
        words="Keep a body as an approved source describes it.",
    )
