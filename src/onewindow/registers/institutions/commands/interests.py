"""Interests that keep an official from deciding."""

from __future__ import annotations

from uuid import UUID

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.errors import InterestDeclared, NotAPerson
from onewindow.registers.institutions.models import DeclaredInterest


@command("institutions.declare_interest")
def declare_interest(actor: Actor, /, *, party: str, because: str) -> UUID:
    """Declares one's own interest in a person: from now on one may not decide their matters.

    Raises: NotAPerson, InterestDeclared.
    """
    account = queries.account_of(actor)
    if account is None:
        raise NotAPerson
    if queries.has_interest(account, party):
        raise InterestDeclared
    row = DeclaredInterest.objects.create(account_id=account, party=party, because=because)
    note(party=party)
    return row.id
