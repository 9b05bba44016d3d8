"""YAML read strictly, and plain data made into dataclasses: every fault is listed with its path."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum, IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

try:  # libyaml reads ten times faster; it is not everywhere
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

LANGUAGES = ("en", "zh-hans", "ii", "ar")
EVERYWHERE = ("en", "zh-hans")
NOTHING: Any = object()


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: file `people.yaml`, path `people[3].post`."""

    file: str
    path: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.what) if part)


class _Loader(SafeLoader):
    """SafeLoader that refuses a key written twice (YAML would silently keep the second)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(folder: Path, file: str, faults: list[Fault]) -> Mapping[str, Any]:
    """Gives the top of a YAML file; an empty mapping, and a fault, where it cannot be read."""
    path = folder / file
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        faults.append(Fault(file, "", " ".join(str(problem).split())))
        return {}
    if isinstance(read, Mapping):
        return read
    faults.append(Fault(file, "", "must be keys and values"))
    return {}


class Maker:
    """Makes values of declared types from plain data of one file, and goes on after a fault."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self._file = file
        self._faults = faults

    def made(self, kind: Any, raw: object, path: str) -> Any:
        """Gives the value, or NOTHING after a fault was noted."""
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._optional(kind, raw, path)
        if origin is tuple:
            return self._items(kind, raw, path)
        if origin is Mapping:
            return self._mapping(kind, raw, path)
        if dataclasses.is_dataclass(kind):
            return self._record(kind, raw, path)
        return self._single(kind, raw, path)

    def only(self, top: Mapping[str, Any], *known: str) -> None:
        """Notes every key that the file has and nobody reads."""
        for name in top:
            if name not in known:
                self.fault(str(name), f"is not known here; known are {', '.join(known)}")

    def fault(self, path: str, what: str) -> Any:
        """Notes a fault and gives NOTHING."""
        self._faults.append(Fault(self._file, path, what))
        return NOTHING

    def _optional(self, kind: Any, raw: object, path: str) -> Any:
        if raw is None:
            return None
        (inner,) = (each for each in get_args(kind) if each is not type(None))
        return self.made(inner, raw, path)

    def _items(self, kind: Any, raw: object, path: str) -> Any:
        if not isinstance(raw, list):
            return self.fault(path, "must be a list")
        inner = get_args(kind)
        kinds = [inner[0]] * len(raw) if inner[-1] is Ellipsis else list(inner)
        if len(kinds) != len(raw):
            return self.fault(path, f"must have {len(kinds)} items")
        made = [self.made(kinds[at], each, f"{path}[{at}]") for at, each in enumerate(raw)]
        return tuple(each for each in made if each is not NOTHING)

    def _mapping(self, kind: Any, raw: object, path: str) -> Any:
        if not isinstance(raw, Mapping) or not raw:
            return self.fault(path, "must be keys and values")
        of_key, of_value = get_args(kind)
        if (of_key, of_value) == (str, str):
            return self._texts(raw, path)
        made = {}
        for key, value in raw.items():
            made[self.made(of_key, key, path)] = self.made(of_value, value, f"{path}.{key}")
        return made

    def _texts(self, raw: Mapping[Any, Any], path: str) -> Any:
        for language in EVERYWHERE:
            if language not in raw:
                self.fault(path, f"has no text in {language}")
        for language, text in raw.items():
            if language not in LANGUAGES:
                self.fault(f"{path}.{language}", f"is none of the languages {', '.join(LANGUAGES)}")
            elif not isinstance(text, str) or not text or text != text.strip():
                self.fault(f"{path}.{language}", "must be a text without spaces around it")
        return dict(raw)

    def _record(self, kind: Any, raw: object, path: str) -> Any:
        if not isinstance(raw, Mapping):
            return self.fault(path, "must be keys and values")
        hints, values, before = _hints(kind), {}, len(self._faults)
        fields = {field.name: field for field in dataclasses.fields(kind)}
        for name in raw:
            if name not in fields:
                self.fault(_under(path, name), "is not known here")
        for name, field in fields.items():
            if name in raw:
                values[name] = self.made(hints[name], raw[name], _under(path, name))
            elif _is_required(field):
                self.fault(_under(path, name), "is missing")
        return kind(**values) if len(self._faults) == before else NOTHING

    def _single(self, kind: Any, raw: object, path: str) -> Any:
        try:
            value = _reader(kind)(raw)
        except (ValueError, TypeError, KeyError, InvalidOperation):
            return self.fault(path, f"{raw!r} is not {_words(kind)}")
        return value


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _under(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _is_required(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _reader(kind: Any) -> Callable[[Any], Any]:
    if issubclass(kind, IntEnum):
        return lambda raw: kind[str(raw).upper()]
    if issubclass(kind, Enum):
        return lambda raw: kind(str(raw))
    if kind is Decimal:
        return lambda raw: Decimal(raw) if isinstance(raw, str) else _refuse()
    return lambda raw: raw if type(raw) is kind and raw != "" else _refuse()


def _refuse() -> Any:
    raise ValueError


def _words(kind: Any) -> str:
    if issubclass(kind, IntEnum):
        return f"one of {', '.join(each.name.lower() for each in kind)}"
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(each.value) for each in kind)}"
    known = {
        str: "a text",
        int: "a whole number",
        bool: "true or false",
        dt.date: "a day like 2026-11-02",
        Decimal: 'a number in quotes like "0.87"',
    }
    return known.get(kind, str(kind))
