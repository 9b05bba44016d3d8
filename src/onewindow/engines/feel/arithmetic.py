"""Arithmetic (DMN 1.5, section 10.3.2.5): 34 digits, half even; null where it has no meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from .budget import Budget
from .errors import BudgetSpentError
from .values import Value, YearsMonths

_TRAPS = [DivisionByZero, InvalidOperation, Overflow]
CONTEXT = Context(prec=34, Emax=6144, Emin=-6143, traps=_TRAPS)
Operation = Callable[[Value, Value, Budget], Value]


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def add(left: Value, right: Value, budget: Budget) -> Value:
    """left + right."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        budget.grow(len(left) + len(right))
        return left + right
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return YearsMonths(left.months + right.months)
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return left + right
    if isinstance(left, timedelta | YearsMonths):
        return _later(right, left)
    return _later(left, right)


def _later(moment: Value, length: Value) -> Value:
    if isinstance(length, YearsMonths) and isinstance(moment, date):
        return add_months(moment, length.months)
    if not isinstance(length, timedelta):
        return None
    if isinstance(moment, datetime):
        return moment + length
    if isinstance(moment, date):
        return (_moment(moment) + length).date()
    if isinstance(moment, time):
        return (datetime.combine(date(2000, 1, 1), moment) + length).timetz()
    return None


def add_months(moment: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    total = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(total, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def subtract(left: Value, right: Value, budget: Budget) -> Value:
    """left - right."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.subtract(left, right)
    if isinstance(left, date) and isinstance(right, date):
        return _difference(_moment(left), _moment(right), isinstance(left, datetime))
    if isinstance(left, time) and isinstance(right, time):
        day = date(2000, 1, 1)
        return _difference(datetime.combine(day, left), datetime.combine(day, right), True)
    if isinstance(left, timedelta) and not isinstance(right, timedelta):
        return None
    if isinstance(right, timedelta | YearsMonths):
        return add(left, -right if isinstance(right, timedelta) else _minus(right), budget)
    return None


def _difference(left: datetime, right: datetime, exact: bool) -> timedelta | None:
    """The time between; a date alone counts as midnight UTC against a moment with a zone."""
    if (left.tzinfo is None) != (right.tzinfo is None):
        if exact and right != datetime.combine(right.date(), time(), right.tzinfo):
            return None
        left, right = (one if one.tzinfo else one.replace(tzinfo=UTC) for one in (left, right))
    return left - right


def _minus(length: YearsMonths) -> YearsMonths:
    return YearsMonths(-length.months)


def multiply(left: Value, right: Value, budget: Budget) -> Value:
    """left * right."""
    if isinstance(left, Decimal) and not isinstance(right, Decimal):
        return multiply(right, left, budget)
    if not isinstance(right, Decimal):
        return None
    if isinstance(left, Decimal):
        return CONTEXT.multiply(left, right)
    if isinstance(left, YearsMonths):
        return YearsMonths(int(CONTEXT.multiply(Decimal(left.months), right)))
    return scaled(left, right) if isinstance(left, timedelta) else None


def scaled(length: timedelta, factor: Decimal) -> timedelta:
    """The duration times the factor, to the microsecond."""
    micro = Decimal(length // timedelta(microseconds=1))
    return timedelta(microseconds=int(CONTEXT.multiply(micro, factor)))


def divide(left: Value, right: Value, budget: Budget) -> Value:
    """left / right; null for a division by zero."""
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return CONTEXT.divide(Decimal(left.months), Decimal(right.months))
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        one = timedelta(microseconds=1)
        return CONTEXT.divide(Decimal(left // one), Decimal(right // one))
    if not isinstance(right, Decimal):
        return None
    if isinstance(left, Decimal):
        return CONTEXT.divide(left, right)
    if isinstance(left, YearsMonths):
        return YearsMonths(int(CONTEXT.divide(Decimal(left.months), right)))
    return scaled(left, CONTEXT.divide(Decimal(1), right)) if isinstance(left, timedelta) else None


def power(left: Value, right: Value, budget: Budget) -> Value:
    """left ** right."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.power(left, right)
    return None


def minus(value: Value) -> Value:
    """The value negated."""
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    if isinstance(value, YearsMonths):
        return _minus(value)
    return -value if isinstance(value, timedelta) else None


def _guarded(operation: Operation) -> Operation:
    """The operation with null instead of an arithmetic error; a spent budget passes through."""

    def guarded(left: Value, right: Value, budget: Budget) -> Value:
        try:
            return operation(left, right, budget)
        except ArithmeticError:
            return None
        except ValueError as fault:
            if isinstance(fault, BudgetSpentError):
                raise
            return None

    return guarded


OPERATIONS: Mapping[str, Operation] = {
    "+": _guarded(add),
    "-": _guarded(subtract),
    "*": _guarded(multiply),
    "/": _guarded(divide),
    "**": _guarded(power),
}
