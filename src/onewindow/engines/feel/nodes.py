"""The syntax tree of FEEL (DMN 1.5, section 10.3.1.2): frozen, typed, without behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from .values import Value


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression; `at` is its character position in the text."""

    at: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, text, truth value, null or temporal literal."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable or a function by its name, spaces normalised."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """Arithmetic negation."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic or comparison."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """A chain of `and`, or a chain of `or`."""

    operator: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`x between low and high`."""

    subject: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`x in test` or `x in (test, test)`."""

    subject: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A unary test such as `> 5`: the range of all values for which it holds."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """`[low..high]` with open or closed ends."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """One entry of a context."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{key: value}`; later entries may use earlier ones."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then one else other`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """`name in domain`, or `name in domain..until`."""

    name: str
    domain: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for iterations return body`."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` or `every` iterations satisfies body."""

    every: bool
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`subject.name`."""

    subject: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`subject[test]`."""

    subject: Node
    test: Node


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """A named argument of a call."""

    name: str
    value: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(a, b)` or `function(name: a)`."""

    function: Node
    positional: tuple[Node, ...]
    named: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type: `number`, `list<number>`, `context<a: string>`, `function<number>->string`."""

    name: str
    names: tuple[str, ...] = ()
    parts: tuple[TypeName, ...] = ()
    result: TypeName | None = None


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """A parameter of a function literal."""

    name: str
    type: TypeName | None


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """`function(a, b) body`."""

    parameters: tuple[Parameter, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`x instance of type`."""

    subject: Node
    type: TypeName


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def height(root: Node, limit: int) -> int:
    """How high the tree is, counted without recursion and at most up to the limit."""
    level, nodes = 0, [root]
    while nodes and level <= limit:
        nodes = [child for node in nodes for child in children(node)]
        level += 1
    return level
