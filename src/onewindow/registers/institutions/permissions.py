"""Who may change the register of institutions.

The operator founds the first bodies and appoints the first officials; the condition
`founding_time` ends that on the day the organisation office has somebody.
"""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

_FOUNDING = ("institutions.found_body", "institutions.create_post", "institutions.appoint")
_KEEPING = (
    "institutions.change_contact",
    "institutions.close_body",
    "institutions.reopen_body",
    "institutions.dismiss",
)
_FOUNDERS = _("the organisation office, or the operator when the installation begins")
_OFFICE = _("the organisation office")
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

for _action in _FOUNDING:
    permit(_action, Role.ORGANISATION, Role.OPERATOR, scope=Scope.ALL, words=_FOUNDERS)
for _action in _KEEPING:
    permit(_action, Role.ORGANISATION, scope=Scope.ALL, words=_OFFICE)
permit(
    "institutions.change_contact",
    Role.HEAD,
    scope=Scope.BODY,
    words=_("the head of the institution"),
)
permit(
    "institutions.declare_interest",
    *_OFFICIALS,
    scope=Scope.ALL,
    words=_("somebody with a post in the administration"),
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
        words=_("the importer"),
    )
