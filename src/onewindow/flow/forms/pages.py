"""The first renderer: a page of questions as a Django form, the preview as summary lists.

Nothing is decided here. The form turns what a browser sends into the raw answers of `save_page`,
and shows the faults that the rules found.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from onewindow.flow.forms import rules
from onewindow.flow.forms.types import (
    Answer,
    Answers,
    Fault,
    Kind,
    Line,
    Page,
    Question,
    Schema,
    Wrong,
)
from onewindow.flow.forms.values import NO, YES
from onewindow.ground.design.fields import DateField, Radios
from onewindow.ground.design.site import date_style
from onewindow.ground.design.types import Row
from onewindow.ground.kernel.texts import pick

MOST_RADIOS = 8
OURS = frozenset({"csrfmiddlewaretoken"})


class QuestionForm(forms.Form):
    """One page of questions.

    Shape: one field per question under its key; a date has three boxes.
    """

    use_required_attribute = False

    def __init__(self, page: Page, answers: Answers, data: QueryDict | None = None) -> None:
        initial = {q.key: _initial(q, answers.get(q.key)) for q in page.questions}
        super().__init__(data, initial=initial)
        self.page = page
        self.fields.update({question.key: _field(question) for question in page.questions})

    @property
    def title(self) -> str:
        """Gives the title of the page in the present language."""
        return pick(self.page.title)

    @property
    def intro(self) -> str:
        """Gives what stands above the questions, if anything does."""
        return pick(self.page.intro)

    def full_clean(self) -> None:
        """Checks nothing: `rules.answer` is the only law, its faults come by `show`."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def show(self, faults: Iterable[Fault]) -> None:
        """Shows each fault at its question, and those of no question at the top."""
        for fault in faults:
            question = next((q for q in self.page.questions if q.key == fault.question), None)
            self.add_error(question.key if question else None, sentence(fault, question))


def page_form(
    schema: Schema, page: str, answers: Answers, data: QueryDict | None = None
) -> QuestionForm:
    """Gives the form of one page, filled with the answers so far or with what was sent.

    Raises PageNotFound.
    """
    return QuestionForm(rules.page(schema, answers, page), answers, data)


@dataclasses.dataclass(frozen=True, slots=True)
class SummaryPart:
    """One section of the preview, ready for the tag `summary_list`."""

    title: str
    rows: tuple[Row, ...]


def raw_answers(page: Page, data: QueryDict) -> dict[str, object]:
    """Gives what was sent to the questions of a page, for `save_page`.

    Names that belong to no question are passed on, so that the rules refuse them.
    """
    boxes = {question.key: _boxes(question) for question in page.questions}
    read = {name for names in boxes.values() for name in names}
    raw = {key: _sent([_one(data, name) for name in names]) for key, names in boxes.items()}
    unknown = set(data) - read - OURS
    return {**{name: data.get(name) for name in sorted(unknown)}, **raw}


def _boxes(question: Question) -> tuple[str, ...]:
    """Gives the names under which the answer to a question is sent."""
    if question.kind is not Kind.DATE:
        return (question.key,)
    return tuple(f"{question.key}_{box}" for box in ("year", "month", "day"))


def _sent(parts: Sequence[object]) -> object:
    """Gives the one answer, or the parts of a date as one text."""
    if len(parts) == 1:
        return parts[0]
    texts = [part.strip() if isinstance(part, str) else "?" for part in parts]
    return "-".join(texts) if any(texts) else ""


def _one(data: QueryDict, name: str) -> object:
    """Gives the one value sent under the name; a second one makes it no answer."""
    sent = data.getlist(name)
    return sent if len(sent) > 1 else (sent[0] or "") if sent else ""


def blank_form(schema: Schema, page: str, asked: Collection[str]) -> QuestionForm:
    """Gives the form of one page with the questions of these keys and no answers."""
    section = next(section for section in schema.sections if section.key == page)
    questions = tuple(question for question in section.questions if question.key in asked)
    return QuestionForm(Page(section.key, section.title, section.intro, questions), {})


def shown_answers(schema: Schema, answers: Answers) -> dict[str, str]:
    """Gives the answer to each question that was asked as a person reads it, by its key."""
    parts = rules.summary(schema, answers, get_language() or "en")
    return {line.question.key: shown(line) for part in parts for line in part.lines}


def summary_parts(
    schema: Schema, answers: Mapping[str, str], link: Callable[[str], str] | None = None
) -> tuple[SummaryPart, ...]:
    """Gives the preview of `shown_answers`; `link` gives the address that changes a page."""
    return tuple(
        SummaryPart(
            pick(section.title),
            tuple(
                Row(pick(question.label), answers[question.key], link(section.key) if link else "")
                for question in section.questions
                if question.key in answers
            ),
        )
        for section in schema.sections
        if any(question.key in answers for question in section.questions)
    )


def shown(line: Line) -> str:
    """Gives an answer as a person reads it in the present language."""
    value, kind = line.answer, line.question.kind
    if value is None:
        return _("Not answered")
    if kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if kind is Kind.DATE:
        return date_format(dt.date.fromisoformat(str(value)), date_style())
    if kind is Kind.TIME:
        return time_format(dt.time.fromisoformat(str(value)), "TIME_FORMAT")
    if kind is Kind.NUMBER:
        return number_format(value, use_l10n=True)
    return line.shown


def sentence(fault: Fault, question: Question | None) -> str:
    """Gives the sentence for a fault: what to do, with the question's own words."""
    if question is None:
        return _("This page does not ask for “%(name)s”. Reload it and try again.") % {
            "name": fault.question
        }
    facts = {"question": pick(question.label), "limit": _limit(fault)}
    return _sentences(fault)[fault.wrong] % facts


def _sentences(fault: Fault) -> Mapping[Wrong, str]:
    return {
        Wrong.REQUIRED: _("Answer the question: %(question)s"),
        Wrong.UNKNOWN: _("This page does not ask for “%(question)s”. Reload it and try again."),
        Wrong.NOT_TEXT: _("Give one answer to: %(question)s"),
        Wrong.BAD_SIGNS: _("Remove signs that cannot be printed from: %(question)s"),
        Wrong.TOO_LONG: ngettext(
            "%(question)s: use at most %(limit)s character",
            "%(question)s: use at most %(limit)s characters",
            int(fault.limit) if fault.limit.isdecimal() else 0,
        ),
        Wrong.PATTERN: _("%(question)s: use the form that the hint shows"),
        Wrong.NOT_A_DATE: _("%(question)s: enter a real date, for example 27 3 2026"),
        Wrong.NOT_A_TIME: _("%(question)s: enter a time of the day, for example 14:05"),
        Wrong.NOT_A_NUMBER: _("%(question)s: enter a number, for example 12"),
        Wrong.TOO_LITTLE: _("%(question)s: must be %(limit)s or more"),
        Wrong.TOO_MUCH: _("%(question)s: must be %(limit)s or less"),
        Wrong.TOO_EARLY: _("%(question)s: must be on or after %(limit)s"),
        Wrong.TOO_LATE: _("%(question)s: must be on or before %(limit)s"),
        Wrong.NOT_AN_OPTION: _("Choose one of the answers to: %(question)s"),
        Wrong.NOT_AN_EMAIL: _("%(question)s: enter an e-mail address, such as name@example.org"),
        Wrong.NOT_A_PHONE: _("%(question)s: enter a phone number, for example +86 10 1234 5678"),
    }


def _limit(fault: Fault) -> str:
    if fault.wrong in (Wrong.TOO_EARLY, Wrong.TOO_LATE):
        return date_format(dt.date.fromisoformat(fault.limit), date_style())
    return fault.limit


def _initial(question: Question, value: Answer) -> Answer:
    if question.kind is Kind.YES_NO and value is not None:
        return YES if value else NO
    return value


def _field(question: Question) -> forms.Field:
    """Gives the field for a question; label and hint are escaped here, hints are shown as is."""
    make = _FIELDS.get(question.kind, _text_field)
    field = make(question)
    field.label = pick(question.label)
    field.help_text = escape(pick(question.hint))
    field.required = question.required
    return field


def _text_field(question: Question) -> forms.Field:
    attrs = {"maxlength": str(question.max_length), **_ATTRS.get(question.kind, {})}
    return forms.CharField(widget=forms.TextInput(attrs))


def _long_field(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.Textarea({"rows": "5"}))


def _choice_field(question: Question) -> forms.Field:
    choices = [(option.value, pick(option.label)) for option in question.options]
    hints = {option.value: pick(option.hint) for option in question.options if option.hint}
    if len(choices) > MOST_RADIOS:
        return forms.ChoiceField(choices=[("", ""), *choices], widget=forms.Select())
    return forms.ChoiceField(choices=choices, widget=Radios(hints=hints))


def _yes_no_field(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))], widget=Radios())


def _date_field(question: Question) -> forms.Field:
    return DateField()


_ATTRS: Mapping[Kind, dict[str, str]] = {
    Kind.NUMBER: {"inputmode": "decimal", "class": "govuk-input--width-10"},
    Kind.TIME: {"class": "govuk-input--width-5"},
    Kind.EMAIL: {"type": "email", "spellcheck": "false"},
    Kind.PHONE: {"type": "tel", "class": "govuk-input--width-20"},
}
_FIELDS: Mapping[Kind, Callable[[Question], forms.Field]] = {
    Kind.LONG_TEXT: _long_field,
    Kind.CHOICE: _choice_field,
    Kind.YES_NO: _yes_no_field,
    Kind.DATE: _date_field,
}
