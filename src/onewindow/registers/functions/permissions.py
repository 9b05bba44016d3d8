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
    "functions.record_finding",
    "functions.decide_finding",
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
    words="Search the register for overlaps and gaps; the clock does it once a day.",
)
permit(
    "functions.state_view",
    Role.ORGANISATION,
    scope=Scope.ALL,
    words="Write down what an institution says of a finding.",
)
permit(
    "functions.state_view",
    Role.HEAD,
    scope=Scope.BODY,
    words="Say what one's own institution thinks of a finding.",
)
