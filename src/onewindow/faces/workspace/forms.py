"""Forms of the desk: they say what is missing; what may be done is the commands' to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.faces.workspace.words import CHOICES
from onewindow.flow.processes.types import REFUSED
from onewindow.ground.design.fields import DateField, Radios
from onewindow.ground.design.site import own_name

KEYS = {"granted": "g", "refused": "r"}
REFUSAL = ("reason", "legal_basis", "remedy")


class KeyedRadios(Radios):
    """Radios that a single key chooses. Shape: `keys` maps value to key."""

    keys: Mapping[str, str] = KEYS

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Gives an option with its key."""
        option = super().create_option(name, value, *args, **kwargs)
        key = self.keys.get(str(value))
        if key:
            option["attrs"]["data-key"] = key
            option["attrs"]["data-key-name"] = str(option["label"])
        return option


def _text(label: object, hint: object = "", rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text
        help_text=hint,  # type: ignore[arg-type]  # lazy text
        widget=forms.Textarea({"rows": rows}),
        max_length=4000,
        **kwargs,
    )


class LanguageForm(forms.Form):
    """The language in which the desk speaks; each is named in itself."""

    label_size = "m"
    language = forms.ChoiceField(
        label=gettext_lazy("My language"),
        widget=Radios(languages={code: code for code, _name in settings.LANGUAGES}),
        choices=[(code, own_name(code, str(name))) for code, name in settings.LANGUAGES],
    )


class DecisionForm(forms.Form):
    """The decision on one step. A refusal says why, on which basis, and what can be done."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        # Of a value that reveals several fields the first is named; the others follow it.
        widget=KeyedRadios(reveals={REFUSED: REFUSAL[0], **{f"+{n}": n for n in REFUSAL[1:]}}),
    )
    reason = _text(
        gettext_lazy("Why it is refused"),
        gettext_lazy("The applicant reads this. Say which fact is missing or wrong."),
        required=False,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("Act and article"),
        max_length=300,
        required=False,
    )
    remedy = _text(
        gettext_lazy("What the applicant can do about it"),
        gettext_lazy("What to bring or correct, where to object, and until when"),
        required=False,
    )

    def __init__(self, outcomes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        field.choices = [(one, CHOICES.get(one, one)) for one in outcomes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Finds what a refusal still lacks (INV-36)."""
        found = super().clean() or {}
        if found.get("outcome") == REFUSED:
            words = {
                "reason": _("Say why it is refused"),
                "legal_basis": _("Name the legal basis of the refusal"),
                "remedy": _("Say what the applicant can do about it"),
            }
            for name, text in words.items():
                if not found.get(name, "").strip():
                    self.add_error(name, text)
        return found


class VetoForm(forms.Form):
    """What a veto or a stop tells the public, and what only security reads."""

    use_required_attribute = False

    public_reason = _text(
        gettext_lazy("Reason for the public"),
        gettext_lazy("Everybody reads this. No technical detail that helps an attacker."),
    )
    alternative = _text(
        gettext_lazy("Other way for people meanwhile"),
        gettext_lazy("Where they can apply or ask: a window, a phone number, opening hours"),
    )


class RestrictedVetoForm(VetoForm):
    """A veto has a reason for security besides."""

    restricted_reason = _text(
        gettext_lazy("Restricted reason"),
        gettext_lazy("Read by security only"),
        required=False,
    )


class EvidenceForm(forms.Form):
    """Why a veto may end."""

    use_required_attribute = False

    evidence = _text(
        gettext_lazy("Evidence of the remedy"),
        gettext_lazy("What was remedied, and how you know"),
    )


class ClearanceForm(forms.Form):
    """The decision on a dossier."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("authorised", gettext_lazy("Authorised")),
            ("with_conditions", gettext_lazy("Authorised with conditions")),
            ("interim_test", gettext_lazy("For tests only")),
            ("denied", gettext_lazy("Denied")),
        ],
        widget=Radios,
    )
    expires_on = DateField(
        label=gettext_lazy("Last day of validity"),
        help_text=gettext_lazy("For example, 30 6 2027"),
    )
    conditions = _text(gettext_lazy("Conditions"), gettext_lazy("One on each line"), required=False)
    reason = _text(gettext_lazy("Reason"), gettext_lazy("Needed for a denial"), required=False)


class OfficerForm(forms.Form):
    """Whom to name."""

    use_required_attribute = False

    username = forms.CharField(
        label=gettext_lazy("Name with which the person signs in"), max_length=80
    )


class StatementForm(forms.Form):
    """What a dossier says."""

    use_required_attribute = False

    statement = _text(
        gettext_lazy("Statement"),
        gettext_lazy("What the service does, which data it touches, how it is protected"),
        rows=6,
    )


class PartForm(forms.Form):
    """Which institution gets which part in a function."""

    use_required_attribute = False

    body = forms.ChoiceField(label=gettext_lazy("Institution"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=[
            ("responsible", gettext_lazy("Responsible")),
            ("cooperating", gettext_lazy("Cooperating")),
            ("delegated", gettext_lazy("Delegated")),
        ],
        widget=Radios,
        initial="responsible",
    )
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=300, required=False)
    ends = DateField(
        label=gettext_lazy("First day on which it takes part no longer"),
        help_text=gettext_lazy("A delegation always has one, and a basis."),
        required=False,
    )

    def __init__(self, bodies: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "–"), *bodies]  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """To which institution a function moves, and on which day."""

    use_required_attribute = False

    to_body = forms.ChoiceField(label=gettext_lazy("New institution"))
    on = DateField(
        label=gettext_lazy("First day of the new institution"),
        help_text=gettext_lazy("For example, 1 1 2027"),
    )
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=300, required=False)

    def __init__(self, bodies: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].choices = [("", "–"), *bodies]  # type: ignore[attr-defined]


class ReorganisationForm(forms.Form):
    """What becomes of one institution on a day: where each function goes, and whether it closes.

    Shape: one field `function_<id>` for each function that it is responsible for.
    """

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Name of the reorganisation"), max_length=200)
    on = DateField(
        label=gettext_lazy("First day of the new division"),
        help_text=gettext_lazy("For example, 1 1 2027"),
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        help_text=gettext_lazy("The decision that orders it, with its number."),
        max_length=300,
    )
    closes = forms.BooleanField(
        label=gettext_lazy("The institution ends on that day"), required=False
    )
    rest = forms.ChoiceField(label=gettext_lazy("All functions go to"), required=False)
    posts = forms.ChoiceField(
        label=gettext_lazy("All posts, with those who hold them, go to"), required=False
    )

    def __init__(
        self,
        bodies: Iterable[tuple[str, str]],
        functions: Iterable[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *bodies]
        for name in ("rest", "posts"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for key, title in functions:
            self.fields[f"function_{key}"] = forms.ChoiceField(
                label=_("{function} goes to").format(function=title),
                choices=choices,
                required=False,
            )

    def chosen(self) -> dict[str, str]:
        """Gives function -> institution for those functions that go somewhere of their own."""
        begin = "function_"
        return {
            name.removeprefix(begin): goal
            for name, goal in self.cleaned_data.items()
            if name.startswith(begin) and goal
        }


class BecauseForm(forms.Form):
    """Why a reorganisation is withdrawn."""

    use_required_attribute = False

    because = _text(gettext_lazy("Reason"))


class FindingForm(forms.Form):
    """How a finding is decided."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("", "–"),
            ("transfer", gettext_lazy("Transfer the function")),
            ("merge", gettext_lazy("Merge the functions")),
            ("delegate", gettext_lazy("Delegate")),
            ("lead_and_cooperating", gettext_lazy("One leads, the others cooperate")),
            ("owner_named", gettext_lazy("An owner was named")),
            ("justified", gettext_lazy("It is justified as it is")),
        ],
    )
    in_favour_of = forms.ChoiceField(
        label=gettext_lazy("Institution that has the function afterwards"),
        help_text=gettext_lazy("Leave it out where all stays as it is."),
        required=False,
    )
    because = _text(gettext_lazy("Reason"))

    def __init__(self, bodies: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_favour_of"].choices = [("", "–"), *bodies]  # type: ignore[attr-defined]


class HearingForm(forms.Form):
    """What an institution says of a finding."""

    use_required_attribute = False

    body = forms.ChoiceField(label=gettext_lazy("Institution"))
    words = _text(gettext_lazy("What it says"))
    said_on = DateField(
        label=gettext_lazy("Day on which it was said"),
        help_text=gettext_lazy("Leave it out for today."),
        required=False,
    )

    def __init__(self, bodies: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "–"), *bodies]  # type: ignore[attr-defined]


class SynonymsForm(forms.Form):
    """Which terms mean the same, and for readers of which language."""

    use_required_attribute = False

    terms = _text(gettext_lazy("Terms"), gettext_lazy("Each on a line of its own"), rows=4)
    language = forms.ChoiceField(
        label=gettext_lazy("For readers of"),
        choices=[("", gettext_lazy("all languages")), *settings.LANGUAGES],
        required=False,
    )


def end_of(day: dt.date) -> dt.datetime:
    """Gives the instant at which a last day is over."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
