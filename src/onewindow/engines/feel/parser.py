"""The Pratt parser of FEEL (DMN 1.5, section 10.3.1.2, precedence as in grammar rules 1 to 4)."""

from __future__ import annotations

from collections.abc import Iterable

from .budget import MAX_HEIGHT, MAX_NESTING
from .cursor import Cursor
from .errors import BudgetSpentError
from .infixes import INFIXES, POWERS
from .nodes import Node, height
from .prefixes import PREFIXES, by_kind
from .tokens import Kind


class Parser(Cursor):
    """Expressions by binding power; what each operator means stands in its table."""

    _nesting = 0

    def expression(self, power: int = 0) -> Node:
        """Parse an expression whose operators bind tighter than `power`."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise BudgetSpentError("nested brackets", MAX_NESTING, self.token.position)
        left = self._prefix()
        while self._power() > power:
            left = INFIXES[self.token.text](self, left)
        self._nesting -= 1
        return left

    def _prefix(self) -> Node:
        token = self.token
        if token.kind in (Kind.WORD, Kind.SYMBOL) and token.text in PREFIXES:
            return PREFIXES[token.text](self)
        return by_kind(self)

    def _power(self) -> int:
        token = self.token
        if token.kind not in (Kind.WORD, Kind.SYMBOL):
            return 0
        if token.text == "[" and self.in_endpoint and self._closes_range():
            return 0
        return POWERS.get(token.text, 0)

    def _closes_range(self) -> bool:
        """Whether `[` is the open end of `]1..5[` and not the start of a filter."""
        after = self.ahead()
        closing = after.kind is Kind.SYMBOL and after.text in ",)]}.=<>"
        return closing or after.kind is Kind.END or after.text in ("and", "or", "then", "else")


def parse(source: str, names: Iterable[str] = ()) -> Node:
    """The syntax tree of one expression. Raises: FeelSyntaxError, BudgetSpentError."""
    parser = Parser(source, names)
    root = parser.expression()
    if parser.token.kind is not Kind.END:
        raise parser.fault("an operator or the end of the expression")
    return _checked(root)


def parse_tests(source: str, names: Iterable[str] = ()) -> tuple[bool, tuple[Node, ...]]:
    """Unary tests (DMN 1.5, section 10.3.1.2, rule 17): whether negated, and the tests.

    No test means `-`: anything goes. Raises: FeelSyntaxError, BudgetSpentError.
    """
    parser = Parser(source, names)
    if parser.at("-") and parser.ahead().kind is Kind.END:
        return False, ()
    negated = parser.at("not") and parser.ahead().text == "("
    if negated:
        parser.take(), parser.take()
    tests = [_checked(parser.expression())]
    while parser.accept(","):
        tests.append(_checked(parser.expression()))
    if negated:
        parser.expect(")")
    if parser.token.kind is not Kind.END:
        raise parser.fault("“,” or the end of the tests")
    return negated, tuple(tests)


def _checked(root: Node) -> Node:
    if height(root, MAX_HEIGHT) > MAX_HEIGHT:
        raise BudgetSpentError("operators in one chain", MAX_HEIGHT, root.at)
    return root
