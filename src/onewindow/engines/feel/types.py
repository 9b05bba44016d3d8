"""Type names (DMN 1.5, section 10.3.1.2, rule 52) and `instance of` (section 10.3.2.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .cursor import Cursor
from .nodes import TypeName
from .tokens import Kind
from .values import Function, Range, Value, type_of

_LONG = ("date and time", "days and time duration", "years and months duration")
_SPELLED = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}


def type_name(cursor: Cursor) -> TypeName:
    """Parse a type. Raises: FeelSyntaxError."""
    for name in _LONG:
        cursor.know(name)
    at = cursor.token.position
    if cursor.at("function") or cursor.at("null"):
        name = cursor.take().text
    else:
        name = cursor.known_name() or cursor.words("a type")
    name = _SPELLED.get(name, name)
    if not cursor.at("<"):
        return TypeName(at, name)
    cursor.take()
    if name == "context":
        return _context(cursor, at)
    parts = _types(cursor)
    cursor.expect(">")
    result = None
    if name == "function":
        cursor.expect("->")
        result = type_name(cursor)
    return TypeName(at, name, (), parts, result)


def _types(cursor: Cursor) -> tuple[TypeName, ...]:
    parts: list[TypeName] = []
    while not cursor.at(">") and cursor.token.kind is not Kind.END:
        parts.append(type_name(cursor))
        if not cursor.accept(","):
            break
    return tuple(parts)


def _context(cursor: Cursor, at: int) -> TypeName:
    names: list[str] = []
    parts: list[TypeName] = []
    while not cursor.at(">"):
        names.append(cursor.name_until(":"))
        cursor.expect(":")
        parts.append(type_name(cursor))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return TypeName(at, "context", tuple(names), tuple(parts))


def is_instance(value: Value, kind: TypeName) -> bool:
    """Whether the value is of the type; null is of the type Null only."""
    if kind.name in ("null", "Null"):
        return value is None
    if kind.name == "Any":
        return value is not None
    if type_of(value) != kind.name:
        return False
    parts = _PARTS.get(kind.name)
    return parts is None or parts(value, kind)


def _list(value: Value, kind: TypeName) -> bool:
    if not kind.parts or not isinstance(value, list):
        return True
    return all(conforms(item, kind.parts[0]) for item in value)


def _context_parts(value: Value, kind: TypeName) -> bool:
    if not isinstance(value, dict):
        return False
    pairs = zip(kind.names, kind.parts, strict=True)
    return all(name in value and conforms(value[name], part) for name, part in pairs)


def _range(value: Value, kind: TypeName) -> bool:
    if not kind.parts or not isinstance(value, Range):
        return True
    return conforms(value.low, kind.parts[0]) and conforms(value.high, kind.parts[0])


def _function(value: Value, kind: TypeName) -> bool:
    return isinstance(value, Function) and kind.result is None


def conforms(value: Value, kind: TypeName) -> bool:
    """Whether the value may be given where the type is asked: null conforms to every type."""
    return value is None or is_instance(value, kind)


_PARTS: Mapping[str, Callable[[Value, TypeName], bool]] = {
    "list": _list,
    "context": _context_parts,
    "range": _range,
    "function": _function,
}
