"""Who may shape the jurisdiction: the operator sets it up, the organisation office keeps it."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

KEEPERS = (Role.OPERATOR, Role.ORGANISATION)

WORDS = _("the operator, or the organisation office")

for _action in (
    "jurisdiction.found_region",
    "jurisdiction.add_holidays",
    "jurisdiction.declare_legal_basis",
    "jurisdiction.declare_period",
    "jurisdiction.end_period",
):
    permit(_action, *KEEPERS, scope=Scope.ALL, words=WORDS)
