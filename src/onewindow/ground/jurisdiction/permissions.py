"""Who may shape the jurisdiction: the operator sets it up, the organisation office keeps it."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

KEEPERS = (Role.OPERATOR, Role.ORGANISATION)

permit("jurisdiction.found_region", *KEEPERS, scope=Scope.ALL, words="Add a region to the country.")
permit(
    "jurisdiction.add_holidays", *KEEPERS, scope=Scope.ALL, words="Declare holidays of a region."
)
permit(
    "jurisdiction.declare_legal_basis",
    *KEEPERS,
    scope=Scope.ALL,
    words="Enter an article of an act on which periods and functions rest.",
)
permit(
    "jurisdiction.declare_period",
    *KEEPERS,
    scope=Scope.ALL,
    words="Enter a legal period with its basis and validity.",
)
permit("jurisdiction.end_period", *KEEPERS, scope=Scope.ALL, words="End the validity of a period.")
