"""One-time links, printed once."""

from __future__ import annotations

import typer
from django.conf import settings

from onewindow.ground.kernel.actor import OPERATOR
from onewindow.trust.identity import public as identity


def link(username: str) -> int:
    """Prints a one-time link for an account; gives 1 where there is none of that name."""
    account = identity.Account.objects.filter(username=username).first()
    if account is None:
        typer.echo(f"Nobody signs in as {username}. Check the name.", err=True)
        return 1
    secret = identity.issue_link(OPERATOR, account_id=account.id)
    typer.echo(f"{settings.PUBLIC_ADDRESS}/begin/{secret}/")
    return 0
