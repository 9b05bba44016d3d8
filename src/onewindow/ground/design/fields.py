"""Widgets and fields of our own: a date in three boxes, choices with hints and revealed fields."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

YEAR_FIRST: Final = frozenset({"zh", "ii", "ja", "ko", "mn", "hu", "lt"})


class Radios(forms.RadioSelect):
    """Radios whose options may carry a hint and reveal one further field of the same form.

    *Shape*: `hints` maps value to text; `reveals` maps value to the name of a field; `languages`
    maps value to the code of the language that its label is in, where that is not the page's.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        languages: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        self.languages = dict(languages or {})


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes whose options may carry a hint and reveal one further field of the same form."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})


class DateBoxes(forms.MultiWidget):
    """Day, month and year as three boxes of one field, in the order of the page's language."""

    template_name = "design/forms/date.html"
    parts = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_birthday: bool = False) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for name, _title, _width in self.parts:
            own = {"inputmode": "numeric"}
            if is_birthday:
                own["autocomplete"] = f"bday-{name}"
            boxes[name] = forms.TextInput(own)
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Gives day, month and year of a date."""
        if isinstance(value, str) and value:
            value = datetime.date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Gives the three boxes with their labels and widths."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, (_part, title, width) in zip(boxes, self.parts, strict=True):
            box["label"] = title
            box["attrs"]["class"] = (
                f"{box['attrs'].get('class', 'govuk-input')} "
                f"govuk-date-input__input govuk-input--width-{width}"
            )
        context["widget"]["boxes"] = [boxes[number] for number in self.order()]
        return context

    @staticmethod
    def order() -> tuple[int, int, int]:
        """Gives the order in which the language writes the parts of a date."""
        return (2, 1, 0) if (get_language() or "").split("-")[0] in YEAR_FIRST else (0, 1, 2)


class DateField(forms.MultiValueField):
    """A date typed as three numbers; says which part is missing, and if the day does not exist."""

    widget = DateBoxes
    default_error_messages = {
        "required": _("Enter a date"),
        "incomplete": _("Enter a day, a month and a year"),
        "invalid": _("Enter a real date, for example 27 3 2026"),
    }

    def __init__(self, **kwargs: Any) -> None:
        numbers = tuple(forms.CharField(required=False, max_length=4) for _part in DateBoxes.parts)
        super().__init__(fields=numbers, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> datetime.date | None:
        """Gives the date. *Raises* ValidationError with code `incomplete` or `invalid`."""
        if not any(data_list):
            return None
        if not all(data_list):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = (int(part) for part in data_list)
            if year < 1000:
                raise ValueError
            return datetime.date(year, month, day)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong
