"""A form as data: questions in sections, and what became of the answers."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.engines.feel import Expression
from onewindow.registers.sharing.types import Suggestion, Violation

Texts = Mapping[str, str]
Answer = str | int | float | bool | None
Answers = Mapping[str, Answer]
TODAY = "today"


class FormState(StrEnum):
    """Where a version of a form stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Kind(StrEnum):
    """What a question asks for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    EMAIL = "email"
    PHONE = "phone"


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    value: str
    label: Texts
    hint: Texts = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One question. It is asked where it has no condition or its condition is true.

    Shape: `least` and `most` are numbers as text, ISO dates or `today`; `element` is the code of
    the data element that the answer could be bound to.
    """

    key: str
    kind: Kind
    label: Texts
    hint: Texts
    required: bool
    max_length: int
    pattern: re.Pattern[str] | None
    least: str
    most: str
    decimals: int
    options: tuple[Option, ...]
    condition: Expression | None
    element: str


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page."""

    key: str
    title: Texts
    intro: Texts
    questions: tuple[Question, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Schema:
    """One form. Every condition names earlier questions only."""

    code: str
    title: Texts
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """Gives all questions in their order."""
        for section in self.sections:
            yield from section.questions


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """What is asked next: one section with the questions that the answers so far call for."""

    key: str
    title: Texts
    intro: Texts
    questions: tuple[Question, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: the question, its answer, and how a reader sees a choice."""

    question: Question
    answer: Answer
    shown: str


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One section of the preview."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class LintLine:
    """One question under the rule of asking once: what it is bound to, and what is against it.

    Shape: `element` is the code of a data element, or nothing; `suggested` are elements that the
    wording seems to ask for, where the question is bound to none.
    """

    question: str
    label: Texts
    element: str
    violation: Violation | None
    suggested: tuple[Suggestion, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SchemaFault:
    """What is wrong in a form, and where: `sections[0].questions[2].condition`."""

    path: str
    what: str


class Wrong(StrEnum):
    """Why one answer cannot be taken."""

    REQUIRED = "required"
    UNKNOWN = "unknown"
    NOT_TEXT = "not_text"
    BAD_SIGNS = "bad_signs"
    TOO_LONG = "too_long"
    PATTERN = "pattern"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_NUMBER = "not_a_number"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_AN_OPTION = "not_an_option"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One answer that cannot be taken: the question by key, why, and the limit it broke."""

    question: str
    wrong: Wrong
    limit: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as its holder resumes it."""

    id: UUID
    form_version: UUID
    schema: Schema
    answers: Answers
    page: str
    service_id: UUID
    region: str
    language: str
    today: dt.date
    submitted_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class TakenAnswers:
    """What a case takes over; `is_first` is false where the draft was submitted before."""

    draft: UUID
    form_version: UUID
    answers: Answers
    service_id: UUID
    region: str
    language: str
    submitted_at: dt.datetime
    is_first: bool
