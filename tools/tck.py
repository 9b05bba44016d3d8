"""The FEEL cases of the DMN Technology Compatibility Kit, run against engines.feel.

A case counts when its decision, and everything that it requires, is a literal expression or a
function of one: decision tables and boxed expressions belong to engines.dmn, which comes later.
Expected `null` is met by a null or by a refusal to compile. Numbers may differ by 1e-8, as in the
kit's own runner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from onewindow.engines import feel
from onewindow.engines.feel import temporal
from onewindow.engines.feel.compare import equal
from onewindow.engines.feel.values import to_value

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NUMBERS = {"decimal", "double", "float", "integer", "int", "long"}
DURATIONS = {"duration", "dayTimeDuration", "yearMonthDuration"}
TOLERANCE = Decimal("1e-8")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class OutOfScope(Exception):
    """The case needs more than FEEL."""


@dataclass(frozen=True)
class Outcome:
    """One result that a case expects: met or not, and whether by a refusal to compile."""

    case: str
    decision: str
    met: bool
    by_refusal: bool = False


class Model:
    """The literal expressions of one DMN model."""

    def __init__(self, path: Path) -> None:
        self._by_id: dict[str, Any] = {}
        self._by_name: dict[str, Any] = {}
        root = etree.parse(str(path), PARSER).getroot()
        for node in root.iter("{*}decision", "{*}inputData", "{*}businessKnowledgeModel"):
            self._by_id[node.get("id")] = node
            self._by_name[node.get("name")] = node

    def decide(self, name: str, inputs: Mapping[str, object]) -> object:
        """Gives the value of a decision. Raises OutOfScope, FeelError."""
        node = self._by_name.get(name)
        if node is None or _tag(node) != "decision":
            raise OutOfScope
        return self._value(node, inputs, {})

    def _value(self, node: Any, inputs: Mapping[str, object], known: dict[str, object]) -> object:
        name = node.get("name")
        if _tag(node) == "inputData":
            return inputs.get(name)
        if name not in known:
            context = {
                one.get("name"): self._value(one, inputs, known) for one in self._required(node)
            }
            known[name] = feel.evaluate(_expression(node), context)
        return known[name]

    def _required(self, node: Any) -> Iterator[Any]:
        for one in node.iter("{*}requiredDecision", "{*}requiredInput", "{*}requiredKnowledge"):
            found = self._by_id.get(one.get("href", "").partition("#")[2])
            if found is None:  # imported from another model
                raise OutOfScope
            yield found


def level(folder: Path) -> Iterator[Outcome]:
    """Gives the outcomes of all cases of one compliance level."""
    for case in sorted(path for path in folder.iterdir() if path.is_dir()):
        for path in sorted(case.glob("*-test-*.xml")):
            yield from _outcomes(case, path)


def _outcomes(case: Path, path: Path) -> Iterator[Outcome]:
    root = etree.parse(str(path), PARSER).getroot()
    named = [case / (one.text or "") for one in _children(root, "modelName")]
    models = [one for one in named if one.is_file()] or sorted(case.glob("*.dmn"))
    if not models:
        return
    model = Model(models[0])
    for test in _children(root, "testCase"):
        inputs = {one.get("name"): _value(one) for one in _children(test, "inputNode")}
        for result in _children(test, "resultNode"):
            expected = next((_value(one) for one in _children(result, "expected")), None)
            name = result.get("name")
            try:
                given = model.decide(name, inputs)
            except OutOfScope:
                continue
            except feel.errors.FeelError:
                yield Outcome(case.name, name, expected is None, by_refusal=expected is None)
            else:
                yield Outcome(case.name, name, _is_met(expected, given))


def _is_met(expected: object, given: Any) -> bool:
    if isinstance(expected, Decimal) and isinstance(given, Decimal):
        return abs(expected - given) <= TOLERANCE
    return equal(to_value(expected), given) is True


def _expression(node: Any) -> str:
    """Gives the FEEL text of a decision, or of a function that a knowledge model is."""
    if _tag(node) == "businessKnowledgeModel":
        logic = next(iter(_children(node, "encapsulatedLogic")), None)
        if logic is None:
            raise OutOfScope
        names = ", ".join(one.get("name") for one in _children(logic, "formalParameter"))
        return f"function({names}) {_literal(logic)}"
    return _literal(node)


def _literal(node: Any) -> str:
    texts = [t for one in _children(node, "literalExpression") for t in _children(one, "text")]
    if not texts:
        raise OutOfScope
    return texts[0].text or ""


def _value(node: Any) -> object:
    for one in node:
        if _tag(one) == "value":
            return _scalar(one)
        if _tag(one) == "list":
            empty = one.get(NIL) == "true"
            return None if empty else [_value(item) for item in _children(one, "item")]
    parts = _children(node, "component")
    return {part.get("name"): _value(part) for part in parts} if parts else None


def _scalar(node: Any) -> object:
    text, kind = node.text or "", (node.get(TYPE) or "string").rpartition(":")[2]
    if node.get(NIL) == "true":
        return None
    if kind in NUMBERS:
        return Decimal(text) if text not in {"NaN", "INF", "-INF"} else None
    if kind in DURATIONS:
        months = temporal.to_months(text)
        return temporal.to_days(text) if months is None else months
    readers = {
        "boolean": lambda t: t == "true",
        "date": temporal.to_date,
        "time": temporal.to_time,
        "dateTime": temporal.to_datetime,
    }
    return readers[kind](text) if kind in readers else text


def _tag(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _children(node: Any, name: str) -> list[Any]:
    return [one for one in node if _tag(one) == name]
