"""Only the organisation office changes functions and who does them."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

_TABLE = (
    ("functions.propose_function", "Propose a function for the register."),
    ("functions.activate", "Let a function be exercised from a day on."),
    ("functions.assign", "Give an institution a part in a function."),
    ("functions.release", "End an institution's help in a function."),
    ("functions.transfer", "Move a function to another institution."),
    ("functions.orphan", "Declare that a function has lost its owner."),
    ("functions.end_function", "End a function."),
    ("functions.add_basis", "Note a further article that a function rests on."),
    ("functions.plan_reorganisation", "Plan what functions and institutions become on a day."),
    ("functions.decide_reorganisation", "Decide a reorganisation that a colleague has planned."),
    ("functions.withdraw_reorganisation", "Withdraw a reorganisation before its day."),
    ("functions.record_finding", "Record an overlap, a gap, a duplicate or an excess layer."),
    ("functions.decide_finding", "Decide a finding about the division of functions."),
)

for _action, _words in _TABLE:
    permit(_action, Role.ORGANISATION, scope=Scope.ALL, words=_words)
permit(
    "functions.oversee",
    Role.ORGANISATION,
    Role.AUDITOR,
    Role.HEAD,
    Role.PROCESS_OWNER,
    scope=Scope.ALL,
    words="Look at who does what, and at open findings.",
)
permit(
    "functions.take_effect",
    Role.CLOCK,
    scope=Scope.ALL,
    words="Note that the day of a reorganisation has come.",
)
permit(
    "functions.simulate",
    Role.ORGANISATION,
    Role.AUDITOR,
    Role.OPERATOR,
    scope=Scope.ALL,
    words="See what a reorganisation would touch.",
)
