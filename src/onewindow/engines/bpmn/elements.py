"""The elements of a BPMN 2.0 file, one by one; what is not supported is a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from onewindow.engines.feel import Expression
from onewindow.engines.feel import compile as compile_feel
from onewindow.engines.feel.errors import FeelError

from .model import NAMESPACE, FailureRule, Flow, Kind, Model, Node, Problem, Terms

_NS = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_OWN = f"{{{NAMESPACE}}}"
_FEEL = ("https://www.omg.org/spec/DMN/", "http://www.omg.org/spec/DMN/", "feel")
_SILENT = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})
_DRAWN = _SILENT | {"laneSet", "textAnnotation", "association", "group", "category"}
_KNOWN_OWN: Mapping[str, frozenset[str]] = {
    "process": frozenset({"lead", "failureRule"}),
    "userTask": frozenset({"function", "days", "outcomes"}),
}
_MAX_DAYS = 10_000


def local(element: etree._Element) -> str:
    """The element's name without the BPMN namespace; others keep theirs."""
    return str(element.tag).removeprefix(_NS)


def line_of(element: etree._Element) -> int:
    """The line of the element in the file, 0 if it is not known."""
    line: object = element.sourceline  # the stubs have it as an ellipsis
    return line if isinstance(line, int) else 0


class Elements:
    """Reads elements into nodes and flows, and collects the faults on the way."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.faults: list[Problem] = []
        self._names = names
        self._readers: Mapping[str, Callable[[etree._Element], None]] = {
            **{kind.value: self._node for kind in Kind},
            "sequenceFlow": self._flow,
        }

    def fault(self, element: etree._Element, code: str, sentence: str) -> None:
        """Note a problem at an element."""
        line = line_of(element)
        self.faults.append(Problem(line, element.get("id", ""), code, sentence))

    def process(self, root: etree._Element) -> etree._Element | None:
        """The one process to execute."""
        if local(root) != "definitions":
            self.fault(root, "notBpmn", "This is not a BPMN 2.0 file.")
            return None
        for child in root.iterchildren(f"{_NS}*"):
            self._definition(child)
        every = list(root.iterchildren(f"{_NS}process"))
        chosen = [one for one in every if one.get("isExecutable") == "true"] or every
        if not chosen:
            self.fault(root, "noProcess", "The file has no process.")
            return None
        for other in chosen[1:]:
            self.fault(other, "manyProcesses", "The file has more than one process; keep one.")
        return chosen[0]

    def _definition(self, child: etree._Element) -> None:
        name = local(child)
        if name == "collaboration":
            for part in child.iterchildren(f"{_NS}messageFlow"):
                self._unsupported(part)
        elif name not in ("process", "extension", "relationship", *_DRAWN):
            self._unsupported(child)

    def _unsupported(self, element: etree._Element) -> None:
        name = element.get("name") or element.get("id") or ""
        shown = f" “{name}”" if name else ""
        sentence = f"The element {local(element)}{shown} is not supported yet; replace it."
        self.fault(element, "unsupported", sentence)

    def read(self, process: etree._Element) -> None:
        """Read all elements of the process."""
        if process.get("isExecutable") == "false":
            self.fault(process, "draft", "The process is marked as not executable.")
        self._own_attributes(process)
        for child in process.iterchildren(f"{_NS}*"):
            name = local(child)
            if name in self._readers:
                self._readers[name](child)
            elif name not in _DRAWN:
                self._unsupported(child)

    def _own_attributes(self, element: etree._Element) -> None:
        known = _KNOWN_OWN.get(local(element), frozenset())
        for key in element.attrib:
            name = str(key).removeprefix(_OWN)
            if str(key).startswith(_OWN) and name not in known:
                sentence = f"The attribute “{name}” is not known on the element {local(element)}."
                self.fault(element, "unknownAttribute", sentence)

    def _id(self, element: etree._Element) -> str | None:
        found = element.get("id")
        if not found:
            self.fault(element, "noId", f"The element {local(element)} has no id.")
        elif found in self.nodes or found in self.flows:
            self.fault(element, "sameId", f"The id “{found}” is used twice.")
        else:
            return found
        return None

    def _node(self, element: etree._Element) -> None:
        self._own_attributes(element)
        for child in element.iterchildren(f"{_NS}*"):
            if local(child) not in _SILENT:
                self._unsupported(child)
        self._quantities(element)
        found = self._id(element)
        if found is None:
            return
        kind, name = Kind(local(element)), " ".join(element.get("name", "").split())
        line, default = line_of(element), element.get("default")
        terms = self._terms(element) if kind is Kind.USER_TASK else None
        self.nodes[found] = Node(found, kind, name, line, default, terms)

    def _quantities(self, element: etree._Element) -> None:
        fixed = {"startQuantity": "1", "completionQuantity": "1", "isForCompensation": "false"}
        for name, value in fixed.items():
            if element.get(name, value) != value:
                self.fault(element, "unsupported", f"The attribute {name} is not supported yet.")

    def _terms(self, element: etree._Element) -> Terms:
        name = element.get("name") or element.get("id")
        if not element.get("name"):
            self.fault(element, "noName", f"The task “{name}” has no name.")
        function = element.get(f"{_OWN}function", "").strip()
        if not function:
            sentence = f"The task “{name}” does not say which function does it."
            self.fault(element, "noFunction", sentence)
        outcomes = tuple(element.get(f"{_OWN}outcomes", "granted refused").split())
        if not outcomes or len(set(outcomes)) != len(outcomes):
            sentence = f"The task “{name}” needs at least one outcome, and none twice."
            self.fault(element, "outcomes", sentence)
        return Terms(function, self._days(element), outcomes)

    def _days(self, element: etree._Element) -> int:
        text = element.get(f"{_OWN}days", "").strip()
        if text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) <= _MAX_DAYS:
            return int(text)
        name = element.get("name") or element.get("id")
        sentence = f"The task “{name}” needs the working days promised, from 1 to {_MAX_DAYS}."
        self.fault(element, "days", sentence)
        return 0

    def _flow(self, element: etree._Element) -> None:
        found = self._id(element)
        if found is None:
            return
        conditions = list(element.iterchildren(f"{_NS}conditionExpression"))
        condition = self._condition(element, conditions[0]) if conditions else None
        self.flows[found] = Flow(
            found,
            element.get("sourceRef", ""),
            element.get("targetRef", ""),
            line_of(element),
            element.get("name", ""),
            condition,
            bool(conditions),
        )

    def _condition(self, flow: etree._Element, element: etree._Element) -> Expression | None:
        language = element.get("language")
        if language and not language.lower().startswith(tuple(map(str.lower, _FEEL))):
            sentence = f"The condition is written in {language}; only FEEL is understood."
            self.fault(flow, "language", sentence)
            return None
        text = "".join(str(part) for part in element.itertext()).strip()
        text = text.removeprefix("=").strip()
        try:
            return compile_feel(text, self._names)
        except FeelError as error:
            self.fault(flow, "condition", f"The condition “{text[:80]}” cannot be read. {error}")
            return None

    def model(self, process: etree._Element | None, digest: str) -> Model:
        """The model of what was read."""
        found: Mapping[str, str] = {}
        if process is not None:
            found = {str(key): str(value) for key, value in process.attrib.items()}
            if not found.get(f"{_OWN}lead", "").strip():
                self.fault(process, "noLead", "The process does not say which function leads it.")
        rule = found.get(f"{_OWN}failureRule", FailureRule.INDEPENDENT.value)
        if process is not None and rule not in list(FailureRule):
            sentence = "The failure rule must be “independent” or “allOrNothing”."
            self.fault(process, "failureRule", sentence)
            rule = FailureRule.INDEPENDENT.value
        return Model(
            found.get("id", ""),
            found.get("name", ""),
            found.get(f"{_OWN}lead", "").strip(),
            FailureRule(rule),
            self.nodes,
            self.flows,
            digest,
            tuple(self.faults),
        )
