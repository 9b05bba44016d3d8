"""Writes of identity."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from onewindow.ground.design.site import own_name
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.identity.errors import LanguageUnknown, LinkSpent, NameTaken, WeakPassword
from onewindow.trust.identity.models import Account, OneTimeLink

LINK_LIFE = dt.timedelta(hours=24)


def _about(*, account_id: UUID, **_: object) -> Matter:
    return Matter(Ref.to("account", account_id))


@command("identity.open_account")
def open_account(
    actor: Actor, /, *, username: str, name: str, email: str = "", language: str = ""
) -> UUID:
    """Opens an account without a password; its holder sets one through a one-time link."""
    if Account.objects.filter(username=username).exists():
        raise NameTaken(username=username)
    account = Account(username=username, name=name, email=email, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    frames.note(on=Ref.to("account", account.id), username=username)
    return account.id


@command("identity.issue_link", on=_about)
def issue_link(actor: Actor, /, *, account_id: UUID) -> str:
    """Gives the secret of a new one-time link; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        account_id=account_id,
        digest=_digest(secret),
        expires_at=clock.now() + LINK_LIFE,
    )
    return secret


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@command("identity.use_link")
def use_link(actor: Actor, /, *, secret: str, password: str) -> UUID:
    """Sets the password of the link's account; the link is spent."""
    link = (
        OneTimeLink.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(digest=_digest(secret))
        .first()
    )
    if link is None or link.used_at or link.expires_at <= clock.now():
        raise LinkSpent(username=link.account.username if link else "NAME")
    try:
        validate_password(password, link.account)
    except ValidationError as error:
        raise WeakPassword(reason=error.messages) from error
    link.account.set_password(password)
    link.account.save(update_fields=["password"])
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    frames.note(on=Ref.to("account", link.account_id))
    return link.account_id


def _own(*, language: str) -> Matter:
    """Gives what choosing a language is about: the actor's own account."""
    actor = frames.standing().actor
    return Matter(Ref("account", actor.key), owner=actor.id)


@command("identity.choose_language", on=_own)
def choose_language(actor: Actor, /, *, language: str) -> None:
    """Keeps in which language the desk and the messages speak to the actor.

    Raises LanguageUnknown.
    """
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown(
            languages=[own_name(code, str(name)) for code, name in settings.LANGUAGES]
        )
    Account.objects.filter(id=actor.key).update(language=language)
    frames.note(language=language)


@command("identity.block_account", on=_about)
def block_account(actor: Actor, /, *, account_id: UUID, reason: str) -> None:
    """Blocks an account; its sessions end with the next request."""
    Account.objects.filter(id=account_id).update(is_active=False)
    frames.note(reason=reason)
