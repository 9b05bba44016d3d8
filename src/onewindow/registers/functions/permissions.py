"""Only the organisation office changes functions and who does them."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

OFFICE = _("the organisation office")

for _action in (
    "functions.propose_function",
    "functions.activate",
    "functions.assign",
    "functions.release",
    "functions.transfer",
    "functions.orphan",
    "functions.end_function",
    "functions.add_basis",
    "functions.plan_reorganisation",
    "functions.decide_reorganisation",
    "functions.withdraw_reorganisation",
    "functions.record_finding",
    "functions.decide_finding",
    "functions.state_view",
):
    permit(_action, Role.ORGANISATION, scope=Scope.ALL, words=OFFICE)
permit(
    "functions.oversee",
    Role.ORGANISATION,
    Role.AUDITOR,
    Role.HEAD,
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words=_("the organisation office, auditors, heads and process owners"),
)
permit(
    "functions.scan",
    Role.ORGANISATION,
    Role.CLOCK,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("the organisation office, the operator and the clock"),
)
permit(
    "functions.state_view",
    Role.HEAD,
    scope=Scope.BODY,
    words=_("the head of the institution"),
)
permit(
    "functions.take_effect",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "functions.simulate",
    Role.ORGANISATION,
    Role.AUDITOR,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("the organisation office, auditors and the operator"),
)
