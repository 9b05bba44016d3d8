"""String functions (DMN 1.5, section 10.3.4.3) and `string`."""

from __future__ import annotations

from decimal import Decimal

from onewindow.engines.feel.budget import Budget
from onewindow.engines.feel.compare import negate
from onewindow.engines.feel.shown import shown
from onewindow.engines.feel.values import Value

from .registry import built_in


@built_in("not(negand: any)")
def negated(negand: Value) -> Value:
    return negate(negand)


@built_in("string(from: any)", budget=True)
def string(budget: Budget, value: Value) -> Value:
    if value is None:
        return None
    text = shown(value)
    budget.grow(len(text))
    return text


@built_in("substring(string: string, start position: number, length?: number)")
def substring(string: str, start: Decimal, length: Decimal | None = None) -> Value:
    first = int(start)
    if first == 0 or (length is not None and length < 1):
        return None
    begin = first - 1 if first > 0 else max(0, len(string) + first)
    return string[begin:] if length is None else string[begin : begin + int(length)]


@built_in("string length(string: string)")
def string_length(string: str) -> Value:
    return Decimal(len(string))


@built_in("upper case(string: string)")
def upper_case(string: str) -> Value:
    return string.upper()


@built_in("lower case(string: string)")
def lower_case(string: str) -> Value:
    return string.lower()


@built_in("substring before(string: string, match: string)")
def substring_before(string: str, match: str) -> Value:
    return string.partition(match)[0] if match and match in string else ""


@built_in("substring after(string: string, match: string)")
def substring_after(string: str, match: str) -> Value:
    return string.partition(match)[2] if match else string


@built_in("contains(string: string, match: string)")
def contains(string: str, match: str) -> Value:
    return match in string


@built_in("starts with(string: string, match: string)")
def starts_with(string: str, match: str) -> Value:
    return string.startswith(match)


@built_in("ends with(string: string, match: string)")
def ends_with(string: str, match: str) -> Value:
    return string.endswith(match)


@built_in("string join(list: list)", budget=True)
@built_in("string join(list: list, delimiter: string|null)", budget=True)
@built_in(
    "string join(list: list, delimiter: string|null, prefix: string|null, suffix: string|null)",
    budget=True,
)
def string_join(
    budget: Budget,
    items: list[Value],
    delimiter: str | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
) -> Value:
    if not all(item is None or isinstance(item, str) for item in items):
        return None
    texts = [item for item in items if isinstance(item, str)]
    glue = delimiter or ""
    budget.grow(sum(map(len, texts)) + len(glue) * len(texts))
    return (prefix or "") + glue.join(texts) + (suffix or "")
