"""The process model as read: nodes, sequence flows, and what the two extensions say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from onewindow.engines.feel import Expression

NAMESPACE = "urn:onewindow:bpmn"
"""The namespace of the extension attributes."""


class Kind(StrEnum):
    """The supported flow nodes, by their BPMN element name (BPMN 2.0, chapter 10)."""

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    USER_TASK = "userTask"
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"


class FailureRule(StrEnum):
    """What a refused part means for the whole; the caller acts on it, not the engine."""

    INDEPENDENT = "independent"
    ALL_OR_NOTHING = "allOrNothing"


class Verdict(StrEnum):
    """Whether every case comes to its end: proven, disproven, or not decided in the budget."""

    SOUND = "sound"
    UNSOUND = "unsound"
    NOT_DECIDED = "notDecided"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A reason why a model is not executable.

    `element` is the id in the file (or empty), `line` its line counted from 1 (0: none),
    `code` the same for the same kind of fault, `sentence` for the process owner.
    """

    line: int
    element: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the extension attributes of a user task say. Units: `days` are working days."""

    function: str
    days: int
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node; `default` is the id of its default flow, `terms` those of a user task."""

    id: str
    kind: Kind
    name: str
    line: int
    default: str | None = None
    terms: Terms | None = None

    @property
    def shown(self) -> str:
        """The node as a sentence names it."""
        return f"“{self.name}”" if self.name else f"“{self.id}”"


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    line: int
    name: str = ""
    condition: Expression | None = None
    is_conditional: bool = False
    """Whether the file holds a condition, be it readable or not."""


@dataclass(frozen=True)
class Model:
    """One process as read from a file; made by `parse`, never changed.

    `digest` is the SHA-256 of the file in hexadecimal: a state remembers it.
    """

    id: str
    name: str
    lead: str
    failure_rule: FailureRule
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    digest: str
    found: tuple[Problem, ...] = field(default=(), repr=False)
    """The problems; `parse` fills them in."""

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that leave each node, in the order of the file."""
        return {
            node: tuple(flow for flow in self.flows.values() if flow.source == node)
            for node in self.nodes
        }

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that reach each node, in the order of the file."""
        return {
            node: tuple(flow for flow in self.flows.values() if flow.target == node)
            for node in self.nodes
        }

    def of_kind(self, kind: Kind) -> Iterator[Node]:
        """The nodes of one kind, in the order of the file."""
        return (node for node in self.nodes.values() if node.kind is kind)

    def problems(self) -> tuple[Problem, ...]:
        """Every reason why the process is not executable, by line; empty if it is."""
        return self.found

    @cached_property
    def soundness(self) -> Verdict:
        """Whether every case comes to its end, each step done at most once."""
        codes = {problem.code for problem in self.found}
        if codes == {"notDecided"}:
            return Verdict.NOT_DECIDED
        return Verdict.UNSOUND if codes else Verdict.SOUND
