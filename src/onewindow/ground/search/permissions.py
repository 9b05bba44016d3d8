"""Who keeps synonyms: those who write services, the organisation office, and who sets up."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

EDITORS = (Role.OPERATOR, Role.PROCESS_OWNER, Role.ORGANISATION)

permit("search.oversee", *EDITORS, scope=Scope.ALL, words="See which words mean the same.")
permit(
    "search.add_synonyms",
    *EDITORS,
    scope=Scope.ALL,
    words="Let terms that mean the same find the same.",
)
permit(
    "search.remove_synonyms",
    *EDITORS,
    scope=Scope.ALL,
    words="No longer let terms find the same.",
)
