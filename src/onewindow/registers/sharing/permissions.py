"""Who may ask for data, give them, refuse them, and decide between both."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

_ASKING = (Role.PROCESS_OWNER, Role.LEAD, Role.HEAD, Role.DATA_STEWARD)
_ANSWERING = (Role.DATA_STEWARD, Role.HEAD)
_OF_ITS_BODY = (
    ("sharing.file_request", _ASKING, "Ask another institution for data, for one's own."),
    ("sharing.dispute_refusal", _ASKING, "Dispute a refusal that one's own institution got."),
    ("sharing.grant_request", _ANSWERING, "Grant a request for data of one's own institution."),
    ("sharing.refuse_request", _ANSWERING, "Refuse a request for data of one's own institution."),
    ("sharing.propose_agreement", _ASKING, "Propose an agreement of one's own institution."),
    ("sharing.sign_agreement", _ANSWERING, "Sign an agreement for one's own institution."),
    ("sharing.end_agreement", _ANSWERING, "End an agreement of one's own institution."),
)
_OF_THE_AUTHORITY = (
    ("sharing.grant_request", "Grant a request whose clock has run out."),
    ("sharing.refuse_request", "Refuse a request whose clock has run out."),
    ("sharing.decide_dispute", "Decide a dispute about a refusal."),
    ("sharing.end_agreement", "End any agreement."),
    ("sharing.grant_waiver", "Let a form ask what a register holds, until a day."),
    ("sharing.end_waiver", "End a waiver early."),
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

for _action, _roles, _words in _OF_ITS_BODY:
    permit(_action, *_roles, scope=Scope.BODY, words=_words)
for _action, _words in _OF_THE_AUTHORITY:
    permit(_action, Role.DATA_AUTHORITY, scope=Scope.ALL, words=_words)
permit(
    "sharing.check_compliance",
    Role.CATALOGUE_MANAGER,
    Role.DATA_AUTHORITY,
    scope=Scope.ALL,
    words="Check whether a request for data complies with the law.",
)
permit(
    "sharing.end_agreement",
    Role.SECURITY_HEAD,
    scope=Scope.ALL,
    words="Cut any agreement for security.",
)
permit(
    "sharing.give_consent",
    Role.APPLICANT,
    scope=Scope.OWN,
    words="Agree that an institution gets one's own data.",
)
permit(
    "sharing.withdraw_consent",
    Role.APPLICANT,
    scope=Scope.OWN,
    words="Take one's own consent back.",
)
permit(
    "sharing.escalate_request",
    Role.CLOCK,
    scope=Scope.ALL,
    words="The clock hands what nobody answered in time to the data authority.",
)
permit(
    "sharing.list_overdue",
    Role.CLOCK,
    scope=Scope.ALL,
    words="The clock finds requests that nobody answered in time.",
)
permit(
    "sharing.oversee",
    *_LOOKING,
    scope=Scope.ALL,
    words="Look at requests and agreements from a desk, as far as they are one's own.",
)
