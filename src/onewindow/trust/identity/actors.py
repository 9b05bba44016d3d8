"""How a request or an account becomes an actor."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from onewindow.ground.kernel import actor as kernel
from onewindow.ground.kernel.actor import Actor, Assurance
from onewindow.trust.identity.models import Account

GUEST_COOKIE = "draft"
GUEST_DAYS = 30
METHODS = "account_authentication_methods"
_signer = signing.TimestampSigner(salt="onewindow.guest")


def actor_of(account: Account, assurance: Assurance = Assurance.LOW) -> Actor:
    """Gives the actor of an account at an assurance."""
    return kernel.person(account.id, account.name, assurance)


def assurance_of(request: HttpRequest) -> Assurance:
    """Gives the assurance of a session: a second factor or passkey makes it substantial."""
    methods = {record.get("method") for record in request.session.get(METHODS, [])}
    sure = {"mfa", "demo"} if settings.DEMO else {"mfa"}
    return Assurance.SUBSTANTIAL if methods & sure else Assurance.LOW


def actor_of_request(request: HttpRequest) -> Actor:
    """Gives the actor behind a request: signed in, holding a draft, or the public."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = request.user
        if isinstance(user, Account) and user.is_active:
            return actor_of(user, assurance_of(request))
    draft = guest_draft(request)
    return kernel.guest(draft) if draft else kernel.ANONYMOUS


def guest_draft(request: HttpRequest) -> UUID | None:
    """Gives the draft whose secret the request carries, or nothing where it was tampered with."""
    value = request.COOKIES.get(GUEST_COOKIE, "")
    try:
        return UUID(_signer.unsign(value, max_age=GUEST_DAYS * 86_400)) if value else None
    except (signing.BadSignature, ValueError):
        return None


def hand_draft(response: HttpResponseBase, draft_id: UUID) -> None:
    """Gives the browser the secret of a draft, so that its holder can come back to it."""
    response.set_cookie(
        GUEST_COOKIE,
        _signer.sign(str(draft_id)),
        max_age=GUEST_DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
