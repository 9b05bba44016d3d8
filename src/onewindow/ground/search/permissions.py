"""Who keeps synonyms: those who write services, the organisation office, and who sets up."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

EDITORS = (Role.OPERATOR, Role.PROCESS_OWNER, Role.ORGANISATION)

permit("search.oversee", *EDITORS, scope=Scope.ALL, words=_("whoever edits what the public finds"))
permit(
    "search.add_synonyms",
    *EDITORS,
    scope=Scope.ALL,
    words=_("whoever edits what the public finds"),
)
permit(
    "search.remove_synonyms",
    *EDITORS,
    scope=Scope.ALL,
    words=_("whoever edits what the public finds"),
)
permit("search.rebuild", Role.OPERATOR, scope=Scope.ALL, words=_("the operator"))
