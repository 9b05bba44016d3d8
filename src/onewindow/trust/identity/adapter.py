"""What allauth may do here: sign in, and keep second factors. Nothing else it offers is open."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from onewindow.trust.identity.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Citizens may sign up; accounts of officials are opened by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def save_user(
        self, request: HttpRequest, user: Account, form: object, commit: bool = True
    ) -> Account:
        """Saves a citizen's account: the address is also the name that signs in."""
        saved: Account = super().save_user(request, user, form, commit=False)
        saved.username = saved.username or saved.email
        saved.name = saved.name or saved.email.partition("@")[0]
        if commit:
            saved.save()
        return saved


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Names this installation in authenticator apps and passkeys."""

    def get_totp_label(self, user: Account) -> str:
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "OneWindow"}
