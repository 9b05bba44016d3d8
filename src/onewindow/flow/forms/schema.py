"""A form read from JSON: every fault is named with its path, none is passed over."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from onewindow.engines import feel
from onewindow.flow.forms.errors import InvalidSchema
from onewindow.flow.forms.patterns import compile_pattern
from onewindow.flow.forms.signs import has_bad_signs, printable
from onewindow.flow.forms.types import (
    TODAY,
    Kind,
    Option,
    Question,
    Schema,
    SchemaFault,
    Section,
    Texts,
)

MOST_SECTIONS = 40
MOST_QUESTIONS = 200
MOST_OPTIONS = 300
MOST_DECIMALS = 6
INFINITE = (float("inf"), float("-inf"))
LONGEST_TEXT = 2000
LONGEST_CONDITION = 500
LENGTHS = {Kind.TEXT: 200, Kind.LONG_TEXT: 4000}
EVERY = frozenset({"key", "kind", "label", "hint", "required", "condition", "element"})
OWN: Mapping[Kind, frozenset[str]] = {
    Kind.TEXT: frozenset({"max_length", "pattern"}),
    Kind.LONG_TEXT: frozenset({"max_length"}),
    Kind.DATE: frozenset({"min", "max"}),
    Kind.NUMBER: frozenset({"min", "max", "decimals"}),
    Kind.CHOICE: frozenset({"options"}),
}

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")

Thing = Mapping[str, object]


def parse_schema(given: object) -> Schema:
    """Gives the form. Raises InvalidSchema with every fault and its path."""
    reader = _Reader()
    schema = reader.schema(given)
    if reader.faults:
        raise InvalidSchema(reader.faults)
    return schema


class _Reader:
    """Reads one form, and goes on after a fault to find the others."""

    def __init__(self) -> None:
        self.faults: list[SchemaFault] = []
        self._known: list[str] = []
        self._sections: set[str] = set()

    def schema(self, given: object) -> Schema:
        form = self._thing("", given, {"code", "title", "sections"})
        sections = self._list("sections", form.get("sections"), MOST_SECTIONS)
        read = tuple(self._section(path, each) for path, each in sections)
        if len(self._known) > MOST_QUESTIONS:
            self._fault("sections", f"a form has at most {MOST_QUESTIONS} questions")
        return Schema(self._key("code", form), self._texts("title", form), read)

    def _section(self, path: str, given: object) -> Section:
        section = self._thing(path, given, {"key", "title", "intro", "questions"})
        key = self._key(f"{path}.key", section)
        if key in self._sections:
            self._fault(f"{path}.key", f"a second section is called {key!r}")
        self._sections.add(key)
        questions = self._list(f"{path}.questions", section.get("questions"), MOST_QUESTIONS)
        return Section(
            key,
            self._texts(f"{path}.title", section),
            self._texts(f"{path}.intro", section, optional=True),
            tuple(self._question(where, each) for where, each in questions),
        )

    def _question(self, path: str, given: object) -> Question:
        kind = self._kind(path, given)
        thing = self._thing(path, given, EVERY | OWN.get(kind, frozenset()))
        condition = self._condition(f"{path}.condition", thing.get("condition"))
        question = Question(
            key=self._question_key(f"{path}.key", thing),
            kind=kind,
            label=self._texts(f"{path}.label", thing),
            hint=self._texts(f"{path}.hint", thing, optional=True),
            required=self._flag(f"{path}.required", thing.get("required", True)),
            max_length=self._length(path, thing, kind),
            pattern=self._pattern(f"{path}.pattern", thing.get("pattern")),
            least=self._bound(f"{path}.min", thing.get("min"), kind),
            most=self._bound(f"{path}.max", thing.get("max"), kind),
            decimals=self._number(f"{path}.decimals", thing.get("decimals", 0), 0, MOST_DECIMALS),
            options=self._options(f"{path}.options", thing, kind),
            condition=condition,
            element=self._word(f"{path}.element", thing.get("element", "")),
        )
        self._in_order(path, question)
        return question

    def _kind(self, path: str, given: object) -> Kind:
        name = given.get("kind") if isinstance(given, Mapping) else None
        if isinstance(name, str) and name in list(Kind):
            return Kind(name)
        if isinstance(given, Mapping):
            self._fault(f"{path}.kind", f"must be one of {', '.join(Kind)}")
        return Kind.TEXT

    def _question_key(self, path: str, thing: Thing) -> str:
        key = self._key(path, thing)
        if key in self._known:
            self._fault(path, f"a second question is called {key!r}")
        elif key and not _is_a_name(key):
            self._fault(path, f"{key!r} is a word of the condition language")
        self._known.append(key)
        return key

    def _condition(self, path: str, given: object) -> feel.Expression | None:
        """Reads a condition; it is tried once without answers, so that a costly one is found."""
        if given is None:
            return None
        if not isinstance(given, str) or not 0 < len(given) <= LONGEST_CONDITION:
            self._fault(path, f"must be a text of 1 to {LONGEST_CONDITION} signs")
            return None
        try:
            condition = feel.compile(given)
            condition.evaluate(dict.fromkeys(self._known), budget())
        except feel.errors.FeelError as problem:
            self._fault(path, str(problem))
            return None
        for name in sorted(feel.names_used(condition) - set(self._known)):
            self._fault(path, f"{name!r} is no earlier question")
        return condition

    def _length(self, path: str, thing: Thing, kind: Kind) -> int:
        longest = LENGTHS.get(kind, LENGTHS[Kind.TEXT])
        return self._number(f"{path}.max_length", thing.get("max_length", longest), 1, longest)

    def _pattern(self, path: str, given: object) -> re.Pattern[str] | None:
        if given is None:
            return None
        try:
            return compile_pattern(given if isinstance(given, str) else "")
        except ValueError as problem:
            self._fault(path, str(problem))
            return None

    def _bound(self, path: str, given: object, kind: Kind) -> str:
        if given is None or (kind is Kind.DATE and given == TODAY):
            return str(given or "")
        read: Callable[[str], object] = dt.date.fromisoformat if kind is Kind.DATE else Decimal
        wanted = str if kind is Kind.DATE else int | float
        try:
            if isinstance(given, bool) or not isinstance(given, wanted):
                raise ValueError
            if read(str(given)) != read(str(given)) or given in INFINITE:
                raise ValueError
        except (ValueError, decimal.InvalidOperation):
            what = f"an ISO date or {TODAY!r}" if kind is Kind.DATE else "a number"
            self._fault(path, f"must be {what}")
            return ""
        return str(given)

    def _in_order(self, path: str, question: Question) -> None:
        """Finds bounds that no answer can meet; `today` is met by no fixed order."""
        least, most = question.least, question.most
        if not least or not most or TODAY in (least, most):
            return
        is_wrong = least > most if question.kind is Kind.DATE else Decimal(least) > Decimal(most)
        if is_wrong:
            self._fault(f"{path}.max", "is below min")

    def _options(self, path: str, thing: Thing, kind: Kind) -> tuple[Option, ...]:
        if kind is not Kind.CHOICE:
            return ()
        options: list[Option] = []
        for where, each in self._list(path, thing.get("options"), MOST_OPTIONS):
            option = self._thing(where, each, {"value", "label", "hint"})
            value = option.get("value")
            if not isinstance(value, str) or not _VALUE.fullmatch(value):
                self._fault(f"{where}.value", "must be letters, digits, '_', '.' or '-', up to 40")
            elif value in [one.value for one in options]:
                self._fault(f"{where}.value", f"a second option has the value {value!r}")
            label = self._texts(f"{where}.label", option)
            hint = self._texts(f"{where}.hint", option, optional=True)
            options.append(Option(str(value), label, hint))
        return tuple(options)

    def _thing(self, path: str, given: object, allowed: set[str] | frozenset[str]) -> Thing:
        if not isinstance(given, Mapping):
            self._fault(path, "must be an object")
            return {}
        for name in sorted(str(name) for name in given if name not in allowed):
            self._fault(f"{path}.{name}".lstrip("."), "is not known here")
        return given

    def _list(self, path: str, given: object, most: int) -> Iterator[tuple[str, object]]:
        if not isinstance(given, list) or not 0 < len(given) <= most:
            self._fault(path, f"must be a list of 1 to {most}")
            return
        for index, each in enumerate(given):
            yield f"{path}[{index}]", each

    def _key(self, path: str, thing: Thing) -> str:
        given = thing.get(path.rpartition(".")[2])
        if isinstance(given, str) and _KEY.fullmatch(given):
            return given
        self._fault(
            path, "must be small letters, digits and '_', beginning with a letter, up to 40"
        )
        return ""

    def _texts(self, path: str, thing: Thing, *, optional: bool = False) -> Texts:
        given = thing.get(path.rpartition(".")[2])
        if given is None and optional:
            return {}
        if not isinstance(given, Mapping) or not given:
            self._fault(path, 'must be texts by language, such as {"en": "Name"}')
            return {}
        for language, text in given.items():
            if not _LANGUAGE.fullmatch(str(language)):
                self._fault(f"{path}.{language}", "is no code of a language in small letters")
            if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_TEXT:
                self._fault(f"{path}.{language}", f"must be a text of 1 to {LONGEST_TEXT} signs")
            elif has_bad_signs(text):
                self._fault(f"{path}.{language}", "contains a sign that cannot be printed")
        return {str(language): str(text) for language, text in given.items()}

    def _flag(self, path: str, given: object) -> bool:
        if not isinstance(given, bool):
            self._fault(path, "must be true or false")
        return given is not False

    def _number(self, path: str, given: object, least: int, most: int) -> int:
        if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
            return given
        self._fault(path, f"must be a whole number from {least} to {most}")
        return most

    def _word(self, path: str, given: object) -> str:
        if isinstance(given, str) and (not given or _VALUE.fullmatch(given)):
            return given
        self._fault(path, "must be the code of a data element")
        return ""

    def _fault(self, path: str, what: str) -> None:
        self.faults.append(SchemaFault(printable(path or "form", LONGEST_TEXT), what))


def budget() -> feel.Budget:
    """Gives what one condition may use: far less than a decision table."""
    return feel.Budget(steps=2_000, depth=10, size=20_000)


def _is_a_name(key: str) -> bool:
    try:
        return feel.names_used(feel.compile(key)) == {key}
    except feel.errors.FeelError:
        return False
