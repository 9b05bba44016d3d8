"""Expressions ready to be evaluated, and the names they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from . import iterations  # noqa: F401 - registers its closures with the compiler
from . import nodes as n
from .budget import Budget
from .compare import any_of, negate
from .compiler import compiled, tested
from .errors import BudgetSpentError
from .frames import Code, Frame
from .library import BUILTINS
from .parser import parse, parse_tests
from .values import Value, to_value

_LISTED = 20
"""How many items of a list of the data are looked at for the names of their parts."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression (DMN 1.5, section 10.3.1.2, rule 1)."""

    text: str
    root: n.Node = field(repr=False)
    _code: Code = field(repr=False, compare=False)

    def evaluate(self, context: Mapping[str, object], budget: Budget | None = None) -> Value:
        """The value for the variables of the context; unknown variables are null.

        Raises: BudgetSpentError; TypeError where a used variable is no FEEL value.
        """
        return _run(lambda: self._code(Frame({}, budget or Budget(), None, context)))


@dataclass(frozen=True, slots=True)
class Tests:
    """Compiled unary tests (DMN 1.5, section 10.3.1.2, rule 17), a cell of a decision table."""

    text: str
    negated: bool
    roots: tuple[n.Node, ...] = field(repr=False)
    _tests: tuple[Callable[[Value, Frame], Value], ...] = field(repr=False, compare=False)

    def match(
        self, value: object, context: Mapping[str, object], budget: Budget | None = None
    ) -> bool | None:
        """Whether the value passes; three-valued. Raises: BudgetSpentError, TypeError."""
        if not self._tests:
            return True
        given = to_value(value)
        frame = Frame({"?": given}, budget or Budget(), None, context)
        passed = _run(lambda: any_of(test(given, frame) for test in self._tests))
        return negate(passed) if self.negated else None if passed is None else passed is True


def _run(work: Callable[[], Value]) -> Value:
    try:
        return work()
    except RecursionError:
        raise BudgetSpentError("depth", Budget().depth) from None


def compile(text: str, names: Iterable[str] = ()) -> Expression:  # noqa: A001 - the word for it
    """Compile an expression once, to evaluate it often (DMN 1.5, section 10.3.1.2).

    `names` are the known names of variables and their parts; only names of several words or
    with signs need to be given. Raises: FeelSyntaxError, BudgetSpentError.
    """
    return _expression(text, tuple(sorted(set(names))))


@lru_cache(maxsize=1024)
def _expression(text: str, names: tuple[str, ...]) -> Expression:
    try:
        root = parse(text, (*BUILTINS, *names))
        return Expression(text, root, compiled(root))
    except RecursionError:
        raise BudgetSpentError("depth", Budget().depth) from None


def compile_tests(text: str, names: Iterable[str] = ()) -> Tests:
    """Compile unary tests. Raises: FeelSyntaxError, BudgetSpentError."""
    negated, roots = parse_tests(text, (*BUILTINS, *names))
    return Tests(text, negated, roots, tuple(_test(root) for root in roots))


def _test(root: n.Node) -> Callable[[Value, Frame], Value]:
    """A test that names `?` says itself whether it passes; others are matched."""
    if "?" not in _free(root, frozenset()):
        return tested(root)
    code = compiled(root)
    return lambda _value, frame: code(frame)


def evaluate(
    text: str, context: Mapping[str, object] | None = None, budget: Budget | None = None
) -> Value:
    """Compile and evaluate; the names are those of the context, at any depth.

    Raises: FeelSyntaxError, BudgetSpentError, TypeError.
    """
    given = context or {}
    return compile(text, _names_in(given)).evaluate(given, budget)


def _names_in(value: object, depth: int = 8) -> Iterator[str]:
    if depth and isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _names_in(inner, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for inner in value[:_LISTED]:
            yield from _names_in(inner, depth - 1)


def names_used(expr: Expression | Tests) -> frozenset[str]:
    """The variables the expression reads, without built-in functions and own names.

    Inside a filter a name may be a part of the item instead; it is listed, for it may be both.
    """
    roots = expr.roots if isinstance(expr, Tests) else (expr.root,)
    free = frozenset[str]().union(*(_free(root, frozenset()) for root in roots))
    return free - BUILTINS.keys() - {"?"}


def _free(node: n.Node, bound: frozenset[str]) -> frozenset[str]:
    if isinstance(node, n.Name):
        return frozenset({node.name}) - bound
    found: frozenset[str] = frozenset()
    for child in n.children(node):
        found |= _free(child, bound)
        bound |= _binds(node, child)
    return found


def _binds(node: n.Node, child: n.Node) -> frozenset[str]:
    """The names that a child makes known to the children after it."""
    if isinstance(child, n.Entry):
        return frozenset({child.key})
    if isinstance(child, n.Iteration):
        return frozenset({child.name, "partial"})
    if isinstance(child, n.Parameter):
        return frozenset({child.name})
    return frozenset({"item"}) if isinstance(node, n.Filter) else frozenset()
