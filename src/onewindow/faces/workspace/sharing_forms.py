"""Forms of the desk of sharing: requests, answers, agreements, waivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.ground.design.fields import DateField, Radios

_DAY = gettext_lazy("For example, 1 1 2027")
_CODE = gettext_lazy("Its code, like SHARING-12")
NONE = ("", "–")


class RequestForm(forms.Form):
    """What an institution asks of another one; whose data they are follows from the data."""

    use_required_attribute = False

    requester = forms.ChoiceField(label=gettext_lazy("Institution that needs the data"))
    elements = forms.CharField(
        label=gettext_lazy("Data elements"),
        help_text=gettext_lazy("One code in each line, like person.birth_date"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )
    function = forms.ChoiceField(label=gettext_lazy("Function that needs them"))
    purpose = forms.CharField(label=gettext_lazy("Purpose"), max_length=1000)
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis"), help_text=_CODE, max_length=60)
    begins = DateField(label=gettext_lazy("From"), help_text=_DAY)
    ends = DateField(label=gettext_lazy("Until, not included"), help_text=_DAY)

    def __init__(
        self,
        bodies: Sequence[tuple[str, str]],
        functions: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requester"].choices = bodies  # type: ignore[attr-defined]
        self.fields["function"].choices = [NONE, *functions]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer: yes, or no for a reason, which the law may have to give."""

    use_required_attribute = False

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), widget=Radios)
    reason = forms.CharField(
        label=gettext_lazy("Why it is refused"),
        help_text=gettext_lazy("Who asked reads this"),
        required=False,
        max_length=4000,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Article that forbids sharing"),
        help_text=gettext_lazy("Its code, like SECRECY-10; needed for data that are not shared"),
        required=False,
        max_length=60,
    )

    def __init__(self, yes: object, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("yes", yes), ("no", gettext_lazy("Refuse"))]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Finds a refusal without a reason."""
        found = super().clean() or {}
        if found.get("answer") == "no" and not found.get("reason", "").strip():
            self.add_error("reason", _("Say why it is refused"))
        return found


class ReasonForm(forms.Form):
    """Why."""

    use_required_attribute = False

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=4000)


class DecisionForm(ReasonForm):
    """How a dispute is decided, with reasons."""

    grants = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=Radios,
        choices=[
            ("yes", gettext_lazy("Grant the request")),
            ("no", gettext_lazy("The refusal stands")),
        ],
    )
    field_order = ("grants", "reason")


class EndForm(ReasonForm):
    """From when something holds no longer, and why."""

    on = DateField(label=gettext_lazy("First day without it"), help_text=_DAY)
    field_order = ("on", "reason")


class WaiverForm(forms.Form):
    """What a form may ask all the same."""

    use_required_attribute = False

    form = forms.CharField(label=gettext_lazy("Form"), max_length=40)
    question = forms.CharField(label=gettext_lazy("Question"), max_length=40)
    element = forms.CharField(label=gettext_lazy("Data element"), max_length=80)
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis"), help_text=_CODE, max_length=60)
    because = forms.CharField(
        label=gettext_lazy("Why it is asked"),
        help_text=gettext_lazy("Everybody reads this on the public list"),
        max_length=1000,
    )
    ends = DateField(label=gettext_lazy("Until, not included"), help_text=_DAY)
