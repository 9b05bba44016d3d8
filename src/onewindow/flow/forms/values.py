"""One answer read from what a person sent: typed for storage, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from onewindow.flow.forms.signs import has_bad_signs
from onewindow.flow.forms.types import TODAY, Answer, Kind, Question, Wrong

YES, NO = "yes", "no"
LONGEST_ADDRESS = 254
MOST_DIGITS = 15
LONGEST_SENT = 20_000

_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_EMAIL = re.compile(r"[^\s@<>,;:\"\\()\[\]]+@[^\s@<>,;:\"\\()\[\]]+\.[^\s@<>,;:\"\\()\[\]]+")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_BETWEEN = re.compile(r"[ \-().]")


class WrongAnswer(ValueError):
    """An answer that cannot be taken, inside this package: why, and the limit it broke."""

    def __init__(self, wrong: Wrong, limit: object = "") -> None:
        super().__init__(wrong)
        self.wrong, self.limit = wrong, str(limit)


def read(question: Question, raw: object, today: dt.date) -> Answer:
    """Gives the typed answer; nothing for a blank. Raises WrongAnswer."""
    sent = _as_text(raw)
    if len(sent) > LONGEST_SENT:
        raise WrongAnswer(Wrong.TOO_LONG, question.max_length)
    text = clean(sent, many_lines=question.kind is Kind.LONG_TEXT)
    if not text:
        if question.required:
            raise WrongAnswer(Wrong.REQUIRED)
        return None
    if len(text) > question.max_length:
        raise WrongAnswer(Wrong.TOO_LONG, question.max_length)
    return _READERS[question.kind](question, text, today)


def _as_text(raw: object) -> str:
    """Gives what was sent as text; JSON's own truth values and numbers are taken as well."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, int | float):
        return repr(raw)
    if isinstance(raw, str):
        return raw
    raise WrongAnswer(Wrong.NOT_TEXT)


def clean(text: str, *, many_lines: bool) -> str:
    """Gives the text composed (NFC) and trimmed; on one line unless it may have many.

    Raises WrongAnswer for signs that are no text: controls, lone surrogates, directions that
    make a text look like another.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_bad_signs(text):
        raise WrongAnswer(Wrong.BAD_SIGNS)
    text = unicodedata.normalize("NFC", text)
    return text.strip() if many_lines else " ".join(text.split())


def _ascii_digits(text: str) -> str:
    """Gives the text with digits of any script as ASCII digits."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _text(question: Question, text: str, today: dt.date) -> Answer:
    if question.pattern and not question.pattern.fullmatch(text):
        raise WrongAnswer(Wrong.PATTERN)
    return text


def _date(question: Question, text: str, today: dt.date) -> Answer:
    parts = _DATE.fullmatch(_ascii_digits(text))
    try:
        year, month, day = (int(part) for part in parts.groups()) if parts else (0, 0, 0)
        value = dt.date(year, month, day)
    except ValueError as problem:
        raise WrongAnswer(Wrong.NOT_A_DATE) from problem
    if value.year < 1000:
        raise WrongAnswer(Wrong.NOT_A_DATE)
    if question.least and value < _day(question.least, today):
        raise WrongAnswer(Wrong.TOO_EARLY, _day(question.least, today))
    if question.most and value > _day(question.most, today):
        raise WrongAnswer(Wrong.TOO_LATE, _day(question.most, today))
    return value.isoformat()


def _day(bound: str, today: dt.date) -> dt.date:
    return today if bound == TODAY else dt.date.fromisoformat(bound)


def _time(question: Question, text: str, today: dt.date) -> Answer:
    parts = _TIME.fullmatch(_ascii_digits(text))
    if parts is None:
        raise WrongAnswer(Wrong.NOT_A_TIME)
    return f"{int(parts[1]):02}:{parts[2]}"


def _yes_no(question: Question, text: str, today: dt.date) -> Answer:
    if text not in (YES, NO):
        raise WrongAnswer(Wrong.NOT_AN_OPTION)
    return text == YES


def _choice(question: Question, text: str, today: dt.date) -> Answer:
    if text not in [option.value for option in question.options]:
        raise WrongAnswer(Wrong.NOT_AN_OPTION)
    return text


def _number(question: Question, text: str, today: dt.date) -> Answer:
    text = _ascii_digits(text)
    fraction = text.partition(".")[2]
    is_number = _NUMBER.fullmatch(text) and len(fraction) <= question.decimals
    if not is_number or sum(sign.isdigit() for sign in text) > MOST_DIGITS:
        raise WrongAnswer(Wrong.NOT_A_NUMBER)
    value = Decimal(text)
    if question.least and value < Decimal(question.least):
        raise WrongAnswer(Wrong.TOO_LITTLE, question.least)
    if question.most and value > Decimal(question.most):
        raise WrongAnswer(Wrong.TOO_MUCH, question.most)
    return float(value) if question.decimals else int(value)


def _email(question: Question, text: str, today: dt.date) -> Answer:
    if len(text) > LONGEST_ADDRESS or not _EMAIL.fullmatch(text):
        raise WrongAnswer(Wrong.NOT_AN_EMAIL)
    return text


def _phone(question: Question, text: str, today: dt.date) -> Answer:
    bare = _BETWEEN.sub("", _ascii_digits(text))
    if not _PHONE.fullmatch(bare):
        raise WrongAnswer(Wrong.NOT_A_PHONE)
    return bare


_READERS: Mapping[Kind, Callable[[Question, str, dt.date], Answer]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
}
