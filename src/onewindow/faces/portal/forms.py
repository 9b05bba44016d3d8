"""Small forms of the portal itself; the questions of a service come from `flow.forms`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.ground.design.fields import Radios

GRADES = (
    ("5", _("Very good")),
    ("4", _("Good")),
    ("3", _("Fair")),
    ("2", _("Bad")),
    ("1", _("Very bad")),
)


class ContactForm(forms.Form):
    """How an applicant without an account is called, and where we may write."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name, so that the office knows whom to answer")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("We write to you when something happens. You can leave it empty."),
        error_messages={"invalid": _("Enter an e-mail address, such as name@example.org")},
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


class RatingForm(forms.Form):
    """What the applicant thinks of a finished service."""

    use_required_attribute = False
    grade = forms.ChoiceField(
        label=_("How was this service for you?"),
        choices=GRADES,
        widget=Radios(),
        error_messages={"required": _("Choose one of the five grades")},
    )
    comment = forms.CharField(
        label=_("What should we do better?"),
        required=False,
        max_length=2000,
        help_text=_("Do not write names or numbers of people."),
        widget=forms.Textarea({"rows": "4"}),
    )
