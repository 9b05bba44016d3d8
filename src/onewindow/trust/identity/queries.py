"""Reads of identity: an account by the name it signs in with, and the way to a second factor."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from onewindow.trust.identity.errors import NoSuchAccount
from onewindow.trust.identity.models import Account


def account_called(username: str) -> Account:
    """Gives the open account of that name. Raises NoSuchAccount."""
    found = Account.objects.filter(username=username.strip(), is_active=True).first()
    if found is None:
        raise NoSuchAccount(username=username)
    return found


def preferred_language(request: HttpRequest) -> str:
    """Gives the language that was chosen in this browser, else the account's; or nothing."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return chosen
    return request.user.language if isinstance(request.user, Account) else ""


def way_to_second_factor(request: HttpRequest) -> str:
    """Gives the address where the signed-in person gives a second factor, or sets one up first."""
    has_one = is_mfa_enabled(request.user)
    name = "mfa_reauthenticate" if has_one else "mfa_activate_totp"
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"
