"""Who may ask for data, give them, refuse them, and decide between both."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

_ASKING = (Role.PROCESS_OWNER, Role.LEAD, Role.HEAD, Role.DATA_STEWARD)
_ANSWERING = (Role.DATA_STEWARD, Role.HEAD)
_ASKED = (
    "sharing.file_request",
    "sharing.dispute_refusal",
    "sharing.propose_agreement",
)
_ANSWERED = (
    "sharing.grant_request",
    "sharing.refuse_request",
    "sharing.sign_agreement",
    "sharing.end_agreement",
)
_OF_THE_AUTHORITY = (
    "sharing.grant_request",
    "sharing.refuse_request",
    "sharing.decide_dispute",
    "sharing.end_agreement",
    "sharing.grant_waiver",
    "sharing.end_waiver",
)
_LOOKING = (
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.CATALOGUE_MANAGER,
    Role.DATA_STEWARD,
    Role.DATA_AUTHORITY,
    Role.SECURITY_HEAD,
    Role.AUDITOR,
)

for _action in _ASKED:
    permit(
        _action,
        *_ASKING,
        scope=Scope.BODY,
        words=_("whoever leads, owns processes or keeps data in the institution that asks"),
    )
for _action in _ANSWERED:
    permit(
        _action,
        *_ANSWERING,
        scope=Scope.BODY,
        words=_("the head or the data steward of the institution"),
    )
for _action in _OF_THE_AUTHORITY:
    permit(_action, Role.DATA_AUTHORITY, scope=Scope.ALL, words=_("the data authority"))
permit(
    "sharing.check_compliance",
    Role.CATALOGUE_MANAGER,
    Role.DATA_AUTHORITY,
    scope=Scope.ALL,
    words=_("the manager of the catalogue or the data authority"),
)
permit(
    "sharing.end_agreement",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words=_("the head of security"),
)
permit(
    "sharing.give_consent",
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("the person whose data they are"),
)
permit(
    "sharing.withdraw_consent",
    Role.APPLICANT,
    scope=Scope.OWN,
    words=_("the person whose data they are"),
)
permit(
    "sharing.escalate_request",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "sharing.list_overdue",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "sharing.oversee",
    *_LOOKING,
    scope=Scope.ALL,
    words=_("somebody with a post in the administration"),
)
