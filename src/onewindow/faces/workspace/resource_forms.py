"""Forms of the catalogue's desk: each error names its question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.ground.design.fields import DateField, Radios
from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue.types import Openness, ResourceState, SharingType

LABELS: Mapping[Level, object] = {
    Level.PUBLIC: gettext_lazy("Public"),
    Level.INTERNAL: gettext_lazy("Internal"),
    Level.CONFIDENTIAL: gettext_lazy("Confidential"),
    Level.SECRET: gettext_lazy("Secret"),
    Level.TOP_SECRET: gettext_lazy("Top secret"),
}
STATES: Mapping[ResourceState, object] = {
    ResourceState.DRAFT: gettext_lazy("Draft"),
    ResourceState.PUBLISHED: gettext_lazy("Published"),
    ResourceState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
ORGANS: Mapping[str, object] = {
    "party": gettext_lazy("Party organ"),
    "government": gettext_lazy("Government department"),
    "congress": gettext_lazy("People's congress"),
    "court": gettext_lazy("Court"),
    "mass_org": gettext_lazy("Mass organisation"),
    "public_body": gettext_lazy("Public body"),
}
SHARING: Mapping[SharingType, object] = {
    SharingType.UNCONDITIONAL: gettext_lazy("Shared without condition"),
    SharingType.CONDITIONAL: gettext_lazy("Shared under conditions"),
    SharingType.NOT_SHARED: gettext_lazy("Not shared"),
}
OPENNESS: Mapping[Openness, object] = {
    Openness.OPEN: gettext_lazy("Open to everybody"),
    Openness.ON_REQUEST: gettext_lazy("On request"),
    Openness.CLOSED: gettext_lazy("Not open"),
}
NONE = ("", "–")


def _options(words: Mapping[Any, object]) -> list[tuple[str, object]]:
    return [(str(int(k)) if isinstance(k, Level) else str(k), name) for k, name in words.items()]


class ResourceFilter(forms.Form):
    """What a list of resources is narrowed to."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    organ = forms.ChoiceField(
        label=gettext_lazy("Held by"), required=False, choices=[NONE, *_options(ORGANS)]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[NONE, *_options(STATES)]
    )


class ResourceForm(forms.Form):
    """A resource as its provider describes it."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    abstract = forms.CharField(
        label=gettext_lazy("What it is about"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    provider = forms.ChoiceField(label=gettext_lazy("Institution that provides it"))
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    level = forms.ChoiceField(label=gettext_lazy("Label"), choices=_options(LABELS), widget=Radios)
    update_cycle = forms.CharField(
        label=gettext_lazy("Update cycle"),
        help_text=gettext_lazy("A period like P1M (a month), or a code like DAILY"),
        max_length=20,
    )
    function = forms.ChoiceField(
        label=gettext_lazy("Function that it serves"),
        help_text=gettext_lazy("An organ of the party may name its task instead"),
        required=False,
    )
    party_task = forms.CharField(label=gettext_lazy("Party task"), max_length=200, required=False)
    sharing_type = forms.ChoiceField(
        label=gettext_lazy("Sharing among institutions"),
        choices=_options(SHARING),
        widget=Radios,
        initial=SharingType.UNCONDITIONAL,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("Its code, like SHARING-12; needed where sharing is limited"),
        max_length=60,
        required=False,
    )
    openness = forms.ChoiceField(
        label=gettext_lazy("Open to the public"),
        choices=_options(OPENNESS),
        widget=Radios,
        initial=Openness.CLOSED,
    )
    elements = forms.CharField(
        label=gettext_lazy("Data elements"),
        help_text=gettext_lazy("One code in each line, like person.birth_date"),
        widget=forms.Textarea({"rows": 5}),
        required=False,
        max_length=8000,
    )
    keywords = forms.CharField(label=gettext_lazy("Keywords"), max_length=300, required=False)
    format = forms.CharField(label=gettext_lazy("Format"), max_length=80, required=False)
    online_address = forms.URLField(
        label=gettext_lazy("Online address"), required=False, max_length=500, assume_scheme="https"
    )
    last_updated = DateField(label=gettext_lazy("Last updated"), required=False)

    def __init__(
        self,
        choices: Mapping[str, Sequence[tuple[str, str]]],
        *args: Any,
        is_known: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            self.fields[name].choices = [NONE, *options]  # type: ignore[attr-defined]
        if is_known:  # provider and label change by commands of their own
            del self.fields["provider"], self.fields["level"]

    def clean(self) -> dict[str, Any]:
        """Finds what a description still lacks (INV-15, INV-17)."""
        found = super().clean() or {}
        if not (found.get("function") or found.get("party_task")):
            self.add_error("function", _("Choose the function, or name the party task"))
        is_limited = found.get("sharing_type") not in {None, SharingType.UNCONDITIONAL}
        if is_limited and not found.get("legal_basis"):
            self.add_error("legal_basis", _("Name the article that limits sharing"))
        return found


class WithdrawForm(forms.Form):
    """Why a resource is withdrawn."""

    use_required_attribute = False

    because = forms.CharField(label=gettext_lazy("Reason"), max_length=4000)


class RetireForm(forms.Form):
    """When and why a register is closed."""

    use_required_attribute = False

    on = DateField(
        label=gettext_lazy("First day without the register"),
        help_text=gettext_lazy("For example, 1 1 2027"),
    )
    because = forms.CharField(label=gettext_lazy("Reason"), max_length=4000)
    with_elements = forms.BooleanField(
        label=gettext_lazy("Retire its data elements with it"), required=False
    )
