"""What stands after an operand: operators, calls, filters, paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import nodes as n
from .cursor import Cursor
from .prefixes import COMPARE
from .tokens import Kind
from .types import type_name

_OR, _AND, _PLUS, _TIMES, _POWER, _INSTANCE, _POSTFIX = 10, 20, 40, 50, 60, 80, 90


def _binary(power: int) -> Callable[[Cursor, n.Node], n.Node]:
    def parse(cursor: Cursor, left: n.Node) -> n.Node:
        operator = cursor.take()
        return n.Binary(operator.position, operator.text, left, cursor.expression(power))

    return parse


def _logic(power: int) -> Callable[[Cursor, n.Node], n.Node]:
    def parse(cursor: Cursor, left: n.Node) -> n.Node:
        operator, items = cursor.token, [left]
        while cursor.accept(operator.text):
            items.append(cursor.expression(power))
        return n.Logic(operator.position, operator.text, tuple(items))

    return parse


def _between(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    low = cursor.expression(COMPARE)
    cursor.expect("and")
    return n.Between(at, left, low, cursor.expression(COMPARE))


def _in(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    if not _is_test_list(cursor):
        return n.In(at, left, (cursor.expression(COMPARE),))
    cursor.expect("(")
    tests = [cursor.expression()]
    while cursor.accept(","):
        tests.append(cursor.expression())
    cursor.expect(")")
    return n.In(at, left, tuple(tests))


def _is_test_list(cursor: Cursor) -> bool:
    """Whether the brackets hold several tests, and not one operand or a range."""
    if not cursor.at("("):
        return False
    depth, ahead = 0, 0
    while (token := cursor.ahead(ahead)).kind is not Kind.END:
        if token.kind is Kind.SYMBOL and len(token.text) == 1:
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth == 0 or (depth == 1 and token.text == "," and token.kind is Kind.SYMBOL):
            return depth == 1
        ahead += 1
    return False


def _instance(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    cursor.expect("of")
    return n.InstanceOf(at, left, type_name(cursor))


def _path(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    return n.Path(at, left, cursor.words("the name of a part"))


def _filter(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    endpoint, cursor.in_endpoint = cursor.in_endpoint, False
    cursor.know("item")
    test = cursor.expression()
    cursor.expect("]")
    cursor.in_endpoint = endpoint
    return n.Filter(at, left, test)


def _call(cursor: Cursor, left: n.Node) -> n.Node:
    at = cursor.take().position
    endpoint, cursor.in_endpoint = cursor.in_endpoint, False
    call = n.Call(at, left, (), ()) if cursor.at(")") else _arguments(cursor, left, at)
    cursor.expect(")")
    cursor.in_endpoint = endpoint
    return call


def _arguments(cursor: Cursor, function: n.Node, at: int) -> n.Node:
    if _is_named(cursor):
        named = [_argument(cursor)]
        while cursor.accept(","):
            named.append(_argument(cursor))
        return n.Call(at, function, (), tuple(named))
    positional = [cursor.expression()]
    while cursor.accept(","):
        positional.append(cursor.expression())
    return n.Call(at, function, tuple(positional), ())


def _is_named(cursor: Cursor) -> bool:
    ahead = 0
    while cursor.ahead(ahead).kind is Kind.WORD:
        ahead += 1
    return ahead > 0 and cursor.ahead(ahead).text == ":"


def _argument(cursor: Cursor) -> n.Argument:
    at = cursor.token.position
    name = cursor.name_until(":")
    cursor.expect(":")
    return n.Argument(at, name, cursor.expression())


def _compare(cursor: Cursor, left: n.Node) -> n.Node:
    return _binary(COMPARE)(cursor, left)


INFIXES: Mapping[str, Callable[[Cursor, n.Node], n.Node]] = {
    "or": _logic(_OR),
    "and": _logic(_AND),
    "between": _between,
    "in": _in,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _compare),
    **dict.fromkeys(("+", "-"), _binary(_PLUS)),
    **dict.fromkeys(("*", "/"), _binary(_TIMES)),
    "**": _binary(_POWER),
    "instance": _instance,
    ".": _path,
    "[": _filter,
    "(": _call,
}
POWERS: Mapping[str, int] = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("between", "in", "=", "!=", "<", "<=", ">", ">="), COMPARE),
    **dict.fromkeys(("+", "-"), _PLUS),
    **dict.fromkeys(("*", "/"), _TIMES),
    "**": _POWER,
    "instance": _INSTANCE,
    **dict.fromkeys((".", "[", "("), _POSTFIX),
}
