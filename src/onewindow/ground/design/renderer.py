"""How Django's forms become our pages: `FORM_RENDERER = "…design.renderer.DesignRenderer"`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.forms.widgets import Input
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from onewindow.ground.design.fields import DateBoxes
from onewindow.ground.design.site import direction

# A CheckboxSelectMultiple is a RadioSelect for Django: the narrower kind stands first.
CLASSES: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.MultiWidget, "govuk-input"),
    (Input, "govuk-input"),
)
KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
)


@dataclass(frozen=True)
class Option:
    """One radio or checkbox: its widget, its hint, the field it reveals, its label's language."""

    widget: Any
    label: str
    id: str
    tag: str
    hint: str
    hint_id: str
    reveals: BoundField | None
    is_checked: bool
    language: str = ""
    direction: str = ""


class DesignBoundField(BoundField):
    """A field of a form with our classes, its kind, and the anchor of its error."""

    @property
    def kind(self) -> str:
        """Gives `radios`, `checkboxes`, `checkbox` or `single`."""
        return next((k for widget, k in KINDS if isinstance(self.field.widget, widget)), "single")

    @property
    def label_size(self) -> str:
        """Gives the size of the label: `Form.label_size`, else `s`."""
        return str(getattr(self.form, "label_size", "s"))

    @property
    def anchor(self) -> str:
        """Gives the id of the first control, to which the error summary leads."""
        many = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)
        given = str(self.field.widget.attrs.get("id") or self.auto_id)
        if isinstance(self.field.widget, DateBoxes):
            return f"{given}_{self.field.widget.order()[0]}"
        return f"{given}_0" if isinstance(self.field.widget, many) else given

    @property
    def problems(self) -> list[str]:
        """Gives the errors as sentences that can stand alone in the summary."""
        given = self.form.errors.as_data().get(self.name, [])
        default = forms.Field.default_error_messages["required"]
        found = []
        for error in given:
            if error.code == "required" and error.message == default:
                found.append(self._missing() % {"question": self.label})
            else:
                found += [str(text) for text in error.messages]
        return found

    def _missing(self) -> str:
        if self.kind == "checkbox":
            return _("Tick the box: %(question)s")
        if self.kind == "single" and not isinstance(self.field.widget, forms.Select):
            return _("Enter an answer: %(question)s")
        return _("Choose an answer: %(question)s")

    @property
    def is_revealed(self) -> bool:
        """Says whether an option of another field shows this one."""
        return any(
            self.name in getattr(other.widget, "reveals", {}).values()
            for other in self.form.fields.values()
        )

    @property
    def options(self) -> Iterator[Option]:
        """Gives the options with hints and revealed fields."""
        widget = self.field.widget
        hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
        languages = getattr(widget, "languages", {})
        for choice in self.subwidgets:
            value = str(choice.data["value"])
            attrs, hint = choice.data["attrs"], str(hints.get(value, ""))
            revealed = reveals.get(value)
            language = languages.get(value, "")
            hint_id = f"{attrs['id']}_hint" if hint else ""
            if hint:
                attrs["aria-describedby"] = hint_id
            if revealed:
                attrs["data-aria-controls"] = f"{attrs['id']}_reveals"
            yield Option(
                choice,
                choice.choice_label,
                str(attrs["id"]),
                choice.tag(),
                hint,
                hint_id,
                self.form[revealed] if revealed else None,
                bool(choice.data["selected"]),
                language,
                direction(language) if language else "",
            )

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Gives Django's attributes with our class; a radio may not carry `aria-invalid`."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        own = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        if own and not widget.is_hidden:
            classes = [own]
            if self.errors and not own.endswith("__input"):
                classes.append(f"{own}--error")
            classes += str(widget.attrs.get("class", "")).split()
            built["class"] = " ".join(dict.fromkeys(classes))
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            built.pop("aria-invalid", None)
        return built


class DesignRenderer(TemplatesSetting):
    """Renders forms, fields and options by the templates in `design/forms/`."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = DesignBoundField

    _builtin: ClassVar[DjangoTemplates] = DjangoTemplates()
    """One instance for all: a new one would compile Django's templates again each time."""

    def get_template(self, template_name: str) -> Any:
        """Gives our template, or Django's own where `django.forms` is not an installed app."""
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self._builtin.get_template(template_name)
