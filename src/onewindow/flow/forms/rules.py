"""The only way in for answers: what is asked next, and what becomes of an answer.

An answer that was asked for and left blank is stored as nothing (null); a question without any
entry has not been asked yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from onewindow.engines.feel.errors import FeelError
from onewindow.flow.forms import values
from onewindow.flow.forms.errors import FormBroken, InvalidAnswers, PageNotFound
from onewindow.flow.forms.schema import budget
from onewindow.flow.forms.signs import printable
from onewindow.flow.forms.types import (
    Answer,
    Answers,
    Fault,
    Kind,
    Line,
    Page,
    Part,
    Question,
    Schema,
    Section,
    Texts,
    Wrong,
)

MOST_UNKNOWN = 20


def next_questions(schema: Schema, answers: Answers) -> Page | None:
    """Gives the first page with something still to be asked; nothing when all is answered."""
    asked = _asked(schema, answers)
    for section in schema.sections:
        if any(
            question.key in asked and question.key not in answers for question in section.questions
        ):
            return _page(section, asked)
    return None


def page(schema: Schema, answers: Answers, key: str) -> Page:
    """Gives one page with the questions that the answers call for. Raises PageNotFound."""
    found = _page(_section(schema, key), _asked(schema, answers))
    if not found.questions:
        raise PageNotFound
    return found


def answer(
    schema: Schema, answers: Answers, page: str, raw: Mapping[str, object], today: dt.date
) -> dict[str, Answer]:
    """Gives the new answers after one page: typed, and without those to questions not asked now.

    A question that only the answers of this very page call for, and that was not sent with it,
    is left open: it is asked next. Raises InvalidAnswers naming each question; PageNotFound.
    """
    section = _section(schema, page)
    before = _asked(schema, answers)
    keys = {question.key for question in section.questions}
    if not keys & before.keys():
        raise PageNotFound
    unknown = [name for name in raw if name not in keys][:MOST_UNKNOWN]
    faults = [Fault(printable(name), Wrong.UNKNOWN) for name in unknown]
    given = {key: value for key, value in settled(schema, answers).items() if key not in keys}
    context = {question.key: _typed(question, given) for question in schema.questions()}
    for question in section.questions:
        if _is_asked(question, context) and (question.key in raw or question.key in before):
            _take(question, raw.get(question.key), today, given, faults)
            context[question.key] = _typed(question, given)
    if faults:
        raise InvalidAnswers(faults)
    return settled(schema, given)


def settled(schema: Schema, answers: Answers) -> dict[str, Answer]:
    """Gives the answers to the questions that are asked now, and no others."""
    asked = _asked(schema, answers)
    return {key: value for key, value in answers.items() if key in asked}


def is_complete(schema: Schema, answers: Answers) -> bool:
    """Says whether every question that is asked has an answer, or may stay blank and was."""
    return not missing(schema, answers)


def missing(schema: Schema, answers: Answers) -> list[str]:
    """Gives the keys of the questions that still need an answer."""
    asked = _asked(schema, answers)
    return [
        question.key
        for question in schema.questions()
        if question.key in asked
        and (question.key not in answers or (question.required and answers[question.key] is None))
    ]


def summary(schema: Schema, answers: Answers, language: str) -> tuple[Part, ...]:
    """Gives the preview: every question that was asked, with its answer, by section.

    Shape: choices are shown by the label in the language; other answers as they are stored.
    """
    asked = _asked(schema, answers)
    parts = (
        Part(
            section.key,
            in_language(section.title, language),
            tuple(
                Line(question, answers.get(question.key), _shown(question, answers, language))
                for question in section.questions
                if question.key in asked
            ),
        )
        for section in schema.sections
    )
    return tuple(part for part in parts if part.lines)


def _take(
    question: Question,
    raw: object,
    today: dt.date,
    given: dict[str, Answer],
    faults: list[Fault],
) -> None:
    try:
        given[question.key] = values.read(question, raw, today)
    except values.WrongAnswer as problem:
        faults.append(Fault(question.key, problem.wrong, problem.limit))


def _asked(schema: Schema, answers: Answers) -> dict[str, object]:
    """Gives the questions that are asked, by key: an answer not asked for counts as none."""
    asked: dict[str, object] = {}
    for question in schema.questions():
        if _is_asked(question, asked):
            asked[question.key] = _typed(question, answers)
    return asked


def _is_asked(question: Question, context: Mapping[str, object]) -> bool:
    """Says whether the condition is true. Raises FormBroken where it cannot be worked out."""
    if question.condition is None:
        return True
    try:
        return question.condition.evaluate(context, budget()) is True
    except FeelError as problem:
        raise FormBroken(question=question.key) from problem


def _typed(question: Question, answers: Answers) -> object:
    """Gives an answer as conditions see it: dates and times are such, not texts."""
    value = answers.get(question.key)
    if isinstance(value, str) and question.kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    if isinstance(value, str) and question.kind is Kind.TIME:
        return dt.time.fromisoformat(value)
    return value


def _section(schema: Schema, key: str) -> Section:
    for section in schema.sections:
        if section.key == key:
            return section
    raise PageNotFound


def _page(section: Section, asked: Mapping[str, object]) -> Page:
    questions = tuple(question for question in section.questions if question.key in asked)
    return Page(section.key, section.title, section.intro, questions)


def _shown(question: Question, answers: Answers, language: str) -> str:
    value = answers.get(question.key)
    if question.kind is Kind.CHOICE:
        labels = {option.value: option.label for option in question.options}
        return in_language(labels.get(str(value), {}), language)
    return "" if value is None else str(value)


def in_language(texts: Texts, language: str) -> str:
    """Gives the text in the language, else its base language, English, any.

    The same choice as `kernel.texts.pick`, which needs the settings and is not pure.
    """
    for code in (language, language.partition("-")[0], "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")
