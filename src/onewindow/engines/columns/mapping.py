"""The grammar of a mapping: which column, or which constant, a field takes its value from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Given

from .errors import BadMapping

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_TOP = ("encoding", "delimiter", "fields")
_RULE = ("column", "constant", "required", "values", "separator")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\Z")


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A field that a record can have.

    Shape: `in_languages` fields are named with a tag, `many` ones hold several values, `needed`
    ones have a rule in every mapping (in some language).
    """

    name: str
    in_languages: bool = False
    many: bool = False
    needed: bool = False
    values: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """Where one field takes its value from. `language` is empty for fields without languages."""

    field: Field
    language: str
    column: str = ""
    constant: str = ""
    is_required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    separator: str = ""

    @property
    def name(self) -> str:
        """Gives the field as the mapping names it."""
        return f"{self.field.name}@{self.language}" if self.language else self.field.name


@dataclasses.dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. `encoding` is empty where the first bytes tell it."""

    rules: tuple[Rule, ...]
    encoding: str = ""
    delimiter: str = ","


def mapping_of(data: object, fields: Sequence[Field]) -> Mapping:
    """Gives the mapping that plain data (of YAML or JSON) write. Raises: BadMapping."""
    given = _object(data, "The mapping", _TOP)
    encoding = str(given.get("encoding", "")).lower()
    if encoding and encoding not in ENCODINGS:
        raise BadMapping(f'The encoding "{encoding}" is not read. Choose: {", ".join(ENCODINGS)}.')
    delimiter = given.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1:
        raise BadMapping("The delimiter is one sign, for example ;")
    known = {field.name: field for field in fields}
    wanted = _object(given.get("fields"), "fields", None)
    rules = tuple(_rule(str(name), rule, known) for name, rule in wanted.items())
    _check_needed(rules, fields)
    return Mapping(rules, encoding, delimiter)


def _check_needed(rules: Sequence[Rule], fields: Sequence[Field]) -> None:
    there = {rule.field.name for rule in rules}
    for field in fields:
        if field.needed and field.name not in there:
            tag = "@en (or another language)" if field.in_languages else ""
            raise BadMapping(f"The mapping has no {field.name}{tag}. Every record needs one.")


def _object(value: object, where: str, known: Collection[str] | None) -> Given[str, object]:
    if not isinstance(value, dict):
        raise BadMapping(f"{where}: names with values are expected here.")
    strange = [str(key) for key in value if known is not None and key not in known]
    if strange:
        raise BadMapping(f"{where}: {strange[0]} is not known. Choose: {', '.join(known or ())}.")
    return value


def _rule(name: str, data: object, known: Given[str, Field]) -> Rule:
    plain, _, tag = name.partition("@")
    field = known.get(plain)
    if field is None:
        raise BadMapping(f"There is no field {plain}. Choose: {', '.join(sorted(known))}.")
    if field.in_languages and not _TAG.match(tag):
        raise BadMapping(f"{name}: say its language, for example {plain}@en.")
    if tag and not field.in_languages:
        raise BadMapping(f"{name}: this field has no language. Write {plain}.")
    given = _object(data, name, _RULE)
    if ("column" in given) == ("constant" in given):
        raise BadMapping(f"{name}: give it a column or a constant, one of the two.")
    required = given.get("required", False)
    if not isinstance(required, bool):
        raise BadMapping(f"{name}: required is true or false.")
    return Rule(
        field,
        tag,
        column=_text(given, "column", name),
        constant=_text(given, "constant", name),
        is_required=required,
        values=_values(given.get("values"), name),
        separator=_separator(given, field, name),
    )


def _separator(given: Given[str, object], field: Field, name: str) -> str:
    found = _text(given, "separator", name)
    if found and not field.many:
        raise BadMapping(f"{name}: this field holds one value. Leave the separator out.")
    return found


def _text(given: Given[str, object], key: str, name: str) -> str:
    value = given.get(key, "")
    if isinstance(value, (dict, list)) or value is None or (key in given and value == ""):
        raise BadMapping(f"{name}: {key} is a text.")
    return str(value)


def _values(given: object, name: str) -> tuple[tuple[str, str], ...]:
    if given is None:
        return ()
    found = _object(given, f"{name}, values", None)
    if any(isinstance(value, (dict, list)) for value in found.values()):
        raise BadMapping(f"{name}, values: each value is one text.")
    return tuple((str(key), str(value)) for key, value in found.items())
