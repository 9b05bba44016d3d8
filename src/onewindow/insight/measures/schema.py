"""The grammar of a definition, as it stands in a YAML file. Closed: what is not named is refused.

Every fault says where it is and what was expected, inside an expression to the character.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from onewindow.engines import feel
from onewindow.insight.measures.errors import DefinitionInvalid
from onewindow.insight.measures.types import (
    Aggregate,
    Direction,
    Draft,
    Formula,
    PeriodKind,
    Take,
    Unit,
)

E = TypeVar("E", bound=StrEnum)
CODE = re.compile(r"M-[A-Z]{3}(-[A-Z0-9]{1,12})*")
NAME = re.compile(r"[a-z][a-z_0-9]{0,39}")
SET = re.compile(r"[a-z_]+\.[a-z_]+")
NEEDED = {"code", "valid_from", "title", "unit", "direction", "period", "value"}
ALLOWED = NEEDED | {"about", "target", "counts", "measures", "numerator", "denominator", "cap"}
BODY = "body"


def read_definition(given: object, file: str) -> Draft:
    """Reads what a YAML file holds. Raises DefinitionInvalid with place and expectation."""
    top = _mapping(given, file)
    _keys(top, NEEDED, ALLOWED, file)
    code = _matching(top["code"], CODE, f"{file}: code", "a code like M-PRO-1")
    valid_from = top["valid_from"]
    if not isinstance(valid_from, dt.date) or isinstance(valid_from, dt.datetime):
        raise _fault(f"{file}: valid_from", "expected a day like 2026-01-01")
    return Draft(
        code=code,
        valid_from=valid_from,
        title=_texts(top["title"], f"{file}: title"),
        about=_texts(top.get("about", {}), f"{file}: about"),
        unit=_one_of(Unit, top["unit"], f"{file}: unit"),
        direction=_one_of(Direction, top["direction"], f"{file}: direction"),
        period=_one_of(PeriodKind, top["period"], f"{file}: period"),
        target=_number(top.get("target"), f"{file}: target"),
        formula=read_formula(top, file),
    )


def read_formula(given: Mapping[str, object], file: str) -> Formula:
    """Reads the part of a definition that says how the value is made. Raises DefinitionInvalid."""
    counts = {
        _name(name, f"{file}: counts"): _aggregate(one, f"{file}: counts.{name}")
        for name, one in _mapping(given.get("counts") or {}, f"{file}: counts").items()
    }
    measures = {
        _name(name, f"{file}: measures"): _matching(
            one, CODE, f"{file}: measures.{name}", "the code of a measure"
        )
        for name, one in _mapping(given.get("measures") or {}, f"{file}: measures").items()
    }
    both = sorted(counts.keys() & measures.keys())
    if both:
        raise _fault(f"{file}: measures.{both[0]}", "expected a name that no count has")
    known = [*counts, *measures]
    cap = given.get("cap") or ""
    if cap and cap not in measures:
        raise _fault(f"{file}: cap", f"expected one of the measures: {_listed(measures)}")
    texts = {
        key: _expression(given.get(key) or "", known, f"{file}: {key}")
        for key in ("value", "numerator", "denominator")
    }
    if not texts["value"]:
        raise _fault(f"{file}: value", "expected an expression")
    return Formula(counts, measures, cap=str(cap), **texts)


def check_names(formula: Formula, name: str, flags: Iterable[str], amounts: Iterable[str]) -> None:
    """Compares what a formula asks of a set of facts with what the set has.

    Raises DefinitionInvalid that names the flags or amounts there are.
    """
    for label, one in formula.counts.items():
        if one.of != name:
            continue
        for used in sorted(feel.names_used(feel.compile(one.where))) if one.where else ():
            if used not in flags:
                raise _fault(
                    f"counts.{label}.where",
                    f"expected a flag of {name} ({_listed(flags)}), found {used}",
                )
        if one.what and one.what not in {*amounts, BODY}:
            raise _fault(
                f"counts.{label}.what",
                f"expected an amount of {name} ({_listed(amounts)}), found {one.what}",
            )


def as_data(formula: Formula) -> dict[str, object]:
    """Gives a formula as it is kept; `read_formula` reads it back."""
    return {
        "counts": {
            name: {
                key: value
                for key, value in (
                    ("of", one.of),
                    ("where", one.where),
                    ("take", str(one.take)),
                    ("what", one.what),
                )
                if value
            }
            for name, one in formula.counts.items()
        },
        "measures": dict(formula.measures),
        "value": formula.value,
        "numerator": formula.numerator,
        "denominator": formula.denominator,
        "cap": formula.cap,
    }


def _aggregate(given: object, place: str) -> Aggregate:
    one = _mapping(given, place)
    _keys(one, {"of"}, {"of", "where", "take", "what"}, place)
    take = _one_of(Take, one.get("take", Take.COUNT), f"{place}.take")
    what = str(one.get("what") or "")
    if (take is Take.COUNT) == bool(what):
        wanted = "nothing, since rows are counted" if what else "the amount that is taken"
        raise _fault(f"{place}.what", f"expected {wanted}")
    if what == BODY and take is not Take.DISTINCT:
        raise _fault(f"{place}.what", "expected an amount; bodies are counted distinct")
    where = str(one.get("where") or "")
    if where:
        _compiled(where, f"{place}.where")
    of = _matching(one["of"], SET, f"{place}.of", "the name of a set of facts")
    return Aggregate(of, where, take, what)


def _expression(given: object, known: Iterable[str], place: str) -> str:
    if not given:
        return ""
    text = str(given)
    strange = sorted(feel.names_used(_compiled(text, place)) - set(known))
    if strange:
        raise _fault(place, f"expected one of {_listed(known)}, found {strange[0]}")
    return text


def _compiled(text: str, place: str) -> feel.Expression:
    try:
        return feel.compile(text)
    except feel.errors.FeelError as error:
        raise _fault(place, str(error)) from error


def _mapping(given: object, place: str) -> Mapping[str, object]:
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise _fault(place, "expected names with values")
    return given


def _keys(given: Mapping[str, object], needed: set[str], allowed: set[str], place: str) -> None:
    missing, strange = sorted(needed - given.keys()), sorted(given.keys() - allowed)
    if missing:
        raise _fault(place, f"expected {missing[0]}")
    if strange:
        raise _fault(place, f"expected one of {_listed(sorted(allowed))}, found {strange[0]}")


def _texts(given: object, place: str) -> dict[str, str]:
    texts = _mapping(given, place)
    if not all(isinstance(text, str) and text for text in texts.values()):
        raise _fault(place, "expected a text for each language")
    if place.endswith("title") and "en" not in texts:
        raise _fault(place, "expected a text in en")
    return {language: str(text) for language, text in texts.items()}


def _matching(given: object, pattern: re.Pattern[str], place: str, wanted: str) -> str:
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise _fault(place, f"expected {wanted}, found {given!r}")
    return given


def _name(given: str, place: str) -> str:
    return _matching(given, NAME, place, "a name of small letters")


def _one_of(kind: type[E], given: object, place: str) -> E:
    try:
        return kind(str(given))
    except ValueError:
        raise _fault(place, f"expected one of {_listed(kind)}, found {given!r}") from None


def _number(given: object, place: str) -> Decimal | None:
    if given is None:
        return None
    try:
        return Decimal(str(given))
    except InvalidOperation:
        raise _fault(place, f"expected a number, found {given!r}") from None


def _listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names) or "none"


def _fault(place: str, reason: str) -> DefinitionInvalid:
    return DefinitionInvalid(place=place, reason=reason)
