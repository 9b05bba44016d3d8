"""The table of permissions: action -> which role may, on whose things, in words.

Each package declares its rows in its `permissions.py`; the gate reads them, the reference in
`docs/reference/actions.md` prints them. Whoever lends holdings of roles (posts, accounts) needs
no knowledge of the packages above.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.texts import later as _


class Role(StrEnum):
    """Roles of `domain.md` 3.1 that have something to do so far."""

    PUBLIC = "public"
    APPLICANT = "applicant"
    OFFICER = "officer"
    LEAD = "lead"
    HEAD = "head"
    PROCESS_OWNER = "process_owner"
    ORGANISATION = "organisation_office"
    CATALOGUE_MANAGER = "catalogue_manager"
    DATA_STEWARD = "data_steward"
    DATA_AUTHORITY = "data_authority"
    MARKER = "security_marker"
    SECURITY_HEAD = "security_head"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CLOCK = "clock"
    IMPORTER = "importer"
    OPERATOR = "operator"


ROLES: Mapping[str, object] = {
    Role.PUBLIC: _("everybody"),
    Role.APPLICANT: _("applicant"),
    Role.OFFICER: _("officer"),
    Role.LEAD: _("lead officer"),
    Role.HEAD: _("head"),
    Role.PROCESS_OWNER: _("process owner"),
    Role.ORGANISATION: _("organisation office"),
    Role.MARKER: _("security marker"),
    Role.SECURITY_HEAD: _("security officer"),
    Role.AUDITOR: _("auditor"),
    Role.CATALOGUE_MANAGER: _("catalogue manager"),
    Role.DATA_STEWARD: _("data steward"),
    Role.DATA_AUTHORITY: _("data authority"),
    Role.ADMINISTRATOR: _("administrator"),
    Role.CLOCK: _("the clock"),
    Role.IMPORTER: _("the importer"),
    Role.OPERATOR: _("the operator"),
}
"""Roles in words."""


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"
    BODY = "body"
    REGION = "region"
    ALL = "all"


@dataclasses.dataclass(frozen=True, slots=True)
class Permission:
    """One row: this role may do this action within this scope; `words` are translated later."""

    action: str
    role: Role
    scope: Scope
    words: object


@dataclasses.dataclass(frozen=True, slots=True)
class Holding:
    """A role that an actor holds at an instant, where, and why.

    Shape: `body` and `region` bound the scopes of the same names; `because` is printed on the
    account page ("post of head of Civil Affairs since 2026-01-01"), translated there.
    """

    role: Role
    because: object
    body: UUID | None = None
    region: str | None = None


_table: dict[str, tuple[Permission, ...]] = {}


def permit(action: str, *roles: Role, scope: Scope, words: object) -> None:
    """Adds rows to the table: each of the roles may do the action within the scope.

    `words` say who that is ("a process owner"); a refusal says them in the reader's language.
    """
    rows = tuple(Permission(action, role, scope, words) for role in roles)
    _table[action] = (*_table.get(action, ()), *rows)


def permissions_for(action: str) -> tuple[Permission, ...]:
    """Gives the rows of an action; none means that nobody may."""
    return _table.get(action, ())


def all_permissions() -> dict[str, tuple[Permission, ...]]:
    """Gives the whole table for the reference and for the tests."""
    return dict(sorted(_table.items()))
