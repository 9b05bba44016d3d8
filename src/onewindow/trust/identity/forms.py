"""The form behind a one-time link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FirstPassword(forms.Form):
    """Asks for a password once; a sentence of several words is welcome."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 signs. Several words are easier to keep in mind than signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
        strip=False,
    )
