"""The syntax tree to closures, once; evaluation then only calls them. No eval, no exec."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from . import nodes as n
from .arithmetic import OPERATIONS, minus
from .compare import COMPARISONS, all_of, any_of, between, half_range, matches, valid_range
from .frames import Code, Frame
from .library import BUILTINS
from .properties import part
from .types import is_instance
from .values import Range, Value, weigh


@singledispatch
def compiled(node: n.Node) -> Code:
    """The closure that evaluates a node."""
    raise TypeError(f"{type(node).__name__} has no meaning of its own.")


def tested(node: n.Node) -> Callable[[Value, Frame], Value]:
    """The closure that says whether a value passes a unary test (section 10.3.1.2, rule 7)."""
    if isinstance(node, n.Comparison):
        operand, compare = compiled(node.operand), COMPARISONS[node.operator]
        return lambda value, frame: compare(_weighed(value, frame), _weighed(operand(frame), frame))
    code = compiled(node)
    if isinstance(node, n.Interval):  # without a range there is no answer, not even for null
        return lambda value, frame: None if (r := code(frame)) is None else matches(value, r)
    return lambda value, frame: matches(_weighed(value, frame), _weighed(code(frame), frame))


@compiled.register
def _literal(node: n.Literal) -> Code:
    value = node.value
    return lambda frame: value


@compiled.register
def _name(node: n.Name) -> Code:
    name, default = node.name, BUILTINS.get(node.name)
    return lambda frame: frame.find(name, default)


@compiled.register
def _unary(node: n.Unary) -> Code:
    operand = compiled(node.operand)
    return lambda frame: minus(operand(frame))


@compiled.register
def _binary(node: n.Binary) -> Code:
    left, right = compiled(node.left), compiled(node.right)
    if node.operator in COMPARISONS:
        return _comparing(COMPARISONS[node.operator], left, right)
    operate = OPERATIONS[node.operator]
    return lambda frame: operate(left(frame), right(frame), frame.budget)


def _comparing(compare: Callable[[Value, Value], Value], left: Code, right: Code) -> Code:
    def run(frame: Frame) -> Value:
        return compare(_weighed(left(frame), frame), _weighed(right(frame), frame))

    return run


def _weighed(value: Value, frame: Frame) -> Value:
    """The value, its walk counted."""
    if isinstance(value, str | list | dict):
        weigh(value, frame.budget)
    return value


@compiled.register
def _logic(node: n.Logic) -> Code:
    items = [compiled(item) for item in node.items]
    combine = all_of if node.operator == "and" else any_of
    return lambda frame: combine(item(frame) for item in items)


@compiled.register
def _between(node: n.Between) -> Code:
    subject, low, high = compiled(node.subject), compiled(node.low), compiled(node.high)
    return lambda frame: between(subject(frame), low(frame), high(frame))


@compiled.register
def _in(node: n.In) -> Code:
    subject, tests = compiled(node.subject), [tested(test) for test in node.tests]

    def run(frame: Frame) -> Value:
        value = subject(frame)
        return any_of(test(value, frame) for test in tests)

    return run


@compiled.register
def _comparison(node: n.Comparison) -> Code:
    operand, operator = compiled(node.operand), node.operator
    return lambda frame: half_range(operator, operand(frame))


@compiled.register
def _interval(node: n.Interval) -> Code:
    low, high = compiled(node.low), compiled(node.high)

    def run(frame: Frame) -> Value:
        made = Range(low(frame), high(frame), node.low_closed, node.high_closed)
        return made if valid_range(made) else None

    return run


@compiled.register
def _list(node: n.ListOf) -> Code:
    items = [compiled(item) for item in node.items]
    return lambda frame: [item(frame) for item in items]


@compiled.register
def _context(node: n.ContextOf) -> Code:
    entries = [(entry.key, compiled(entry.value)) for entry in node.entries]

    def run(frame: Frame) -> Value:
        made: dict[str, Value] = {}
        inner = frame.inner(made)
        for key, value in entries:
            if key in made:
                return None
            made[key] = value(inner)
        return made

    return run


@compiled.register
def _if(node: n.If) -> Code:
    condition, then, otherwise = map(compiled, (node.condition, node.then, node.otherwise))
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)


@compiled.register
def _path(node: n.Path) -> Code:
    subject, name = compiled(node.subject), node.name
    return lambda frame: part(_weighed(subject(frame), frame), name)


@compiled.register
def _instance(node: n.InstanceOf) -> Code:
    subject, kind = compiled(node.subject), node.type
    return lambda frame: is_instance(_weighed(subject(frame), frame), kind)
