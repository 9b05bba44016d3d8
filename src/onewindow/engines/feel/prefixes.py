"""What may start an operand: literals, brackets, and the expressions named by a keyword."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from . import nodes as n
from .cursor import Cursor
from .temporal import temporal
from .tokens import Kind
from .types import type_name

COMPARE, UNARY = 30, 70


def by_kind(cursor: Cursor) -> n.Node:
    """A number, a text or a name."""
    token = cursor.token
    if token.kind is Kind.NUMBER:
        return n.Literal(token.position, Decimal(cursor.take().text))
    if token.kind is Kind.TEXT:
        return n.Literal(token.position, cursor.take().text)
    return n.Name(token.position, cursor.name("a value or a name"))


def _constant(value: bool | None) -> Callable[[Cursor], n.Node]:
    def parse(cursor: Cursor) -> n.Node:
        return n.Literal(cursor.take().position, value)

    return parse


def _negation(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    return n.Unary(at, cursor.expression(UNARY))


def _comparison(cursor: Cursor) -> n.Node:
    token = cursor.take()
    return n.Comparison(token.position, token.text, cursor.expression(COMPARE))


def _at_literal(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    if cursor.token.kind is not Kind.TEXT:
        raise cursor.fault("a date, time or duration in quotation marks")
    value = temporal(cursor.token.text)
    if value is None:
        raise cursor.fault("a date, time or duration as in ISO 8601")
    cursor.take()
    return n.Literal(at, value)


def _endpoint(cursor: Cursor) -> n.Node:
    before, cursor.in_endpoint = cursor.in_endpoint, True
    node = cursor.expression(COMPARE)
    cursor.in_endpoint = before
    return node


def _interval(cursor: Cursor, at: int, low: n.Node, low_closed: bool) -> n.Node:
    cursor.expect("..")
    high = _endpoint(cursor)
    closing = cursor.expect("]", ")", "[")
    return n.Interval(at, low, high, low_closed, closing.text == "]")


def _round(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    before, cursor.in_endpoint = cursor.in_endpoint, False
    inner = cursor.expression()
    cursor.in_endpoint = before
    if cursor.at(".."):
        return _interval(cursor, at, inner, low_closed=False)
    cursor.expect(")")
    return inner


def _reversed(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    return _interval(cursor, at, cursor.expression(COMPARE), low_closed=False)


def _square(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    before, cursor.in_endpoint = cursor.in_endpoint, False
    items: list[n.Node] = []
    while not cursor.at("]"):
        items.append(cursor.expression())
        if len(items) == 1 and cursor.at(".."):
            cursor.in_endpoint = before
            return _interval(cursor, at, items[0], low_closed=True)
        if not cursor.accept(","):
            break
    cursor.expect("]")
    cursor.in_endpoint = before
    return n.ListOf(at, tuple(items))


def _curly(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    entries: list[n.Entry] = []
    while not cursor.at("}"):
        start = cursor.token.position
        key = cursor.take().text if cursor.token.kind is Kind.TEXT else cursor.name_until(":")
        cursor.expect(":")
        entries.append(n.Entry(start, key, cursor.expression()))
        if not cursor.accept(","):
            break
    cursor.expect("}")
    return n.ContextOf(at, tuple(entries))


def _if(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    condition = cursor.expression()
    cursor.expect("then")
    then = cursor.expression()
    cursor.expect("else")
    return n.If(at, condition, then, cursor.expression())


def _iterations(cursor: Cursor) -> tuple[n.Iteration, ...]:
    found: list[n.Iteration] = []
    while True:
        at = cursor.token.position
        name = cursor.name_until("in")
        cursor.expect("in")
        domain = cursor.expression()
        until = cursor.expression() if cursor.accept("..") else None
        found.append(n.Iteration(at, name, domain, until))
        if not cursor.accept(","):
            return tuple(found)


def _for(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    iterations = _iterations(cursor)
    cursor.expect("return")
    return n.For(at, iterations, cursor.expression())


def _quantified(cursor: Cursor) -> n.Node:
    token = cursor.take()
    iterations = _iterations(cursor)
    cursor.expect("satisfies")
    return n.Quantified(token.position, token.text == "every", iterations, cursor.expression())


def _function(cursor: Cursor) -> n.Node:
    at = cursor.take().position
    cursor.expect("(")
    parameters: list[n.Parameter] = []
    while not cursor.at(")"):
        start = cursor.token.position
        name = cursor.name_until(":", ",", ")")
        kind = type_name(cursor) if cursor.accept(":") else None
        parameters.append(n.Parameter(start, name, kind))
        if not cursor.accept(","):
            break
    cursor.expect(")")
    if cursor.at("external"):
        raise cursor.fault("a body in FEEL (external functions are refused)")
    return n.FunctionOf(at, tuple(parameters), cursor.expression())


PREFIXES: Mapping[str, Callable[[Cursor], n.Node]] = {
    "true": _constant(True),
    "false": _constant(False),
    "null": _constant(None),
    "-": _negation,
    "@": _at_literal,
    "(": _round,
    "[": _square,
    "]": _reversed,
    "{": _curly,
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
    **dict.fromkeys(("<", "<=", ">", ">=", "=", "!="), _comparison),
}
