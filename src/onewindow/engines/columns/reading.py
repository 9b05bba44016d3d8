"""Reads a table row by row, by a mapping. A broken row is a fault of that row."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
from collections.abc import Iterator, Sequence

from .errors import Unreadable
from .mapping import Mapping, Rule

LARGEST = 64 * 1024 * 1024
LONGEST_CELL = 131_072


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One record. Shape: `values` maps fields ("title@pt", "keyword@pt") to their values, those
    that say something; `number` is the line in the file where the row begins.
    """

    number: int
    values: dict[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        """Gives the one value of a field, or nothing."""
        return next(iter(self.values.get(name, ())), "")

    def texts(self, name: str) -> dict[str, str]:
        """Gives the first value of a field in each language that it has."""
        return {language: values[0] for language, values in self._tagged(name)}

    def lists(self, name: str) -> list[tuple[str, str]]:
        """Gives every (language, value) of a field."""
        return [(tag, value) for tag, values in self._tagged(name) for value in values]

    def _tagged(self, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for key, values in self.values.items():
            plain, _, tag = key.partition("@")
            if plain == name:
                yield tag, values


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A row that gives no record. `column` is empty where the whole row is meant."""

    number: int
    column: str
    reason: str

    @property
    def sentence(self) -> str:
        """Gives row, column and what to do in one sentence."""
        place = f'Column "{self.column}": ' if self.column else ""
        return f"{place}{self.reason}"


def read(data: bytes, mapping: Mapping) -> Iterator[Row | Fault]:
    """Gives each row of the table. Raises: Unreadable where there is no table to read."""
    reader = csv.reader(io.StringIO(_text(data, mapping), newline=""), delimiter=mapping.delimiter)
    csv.field_size_limit(LONGEST_CELL)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as fault:
        raise Unreadable(f"The first line is no row of a table: {fault}.") from None
    _check(header, mapping.rules)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Fault(number, "", f"The row cannot be read: {fault}. Check its quotation marks.")
            continue
        if any(cell.strip() for cell in cells):
            yield _row(number, header, cells, mapping.rules)


def _check(header: Sequence[str], rules: Sequence[Rule]) -> None:
    for rule in rules:
        if rule.column and rule.column not in header:
            there = ", ".join(name for name in header if name) or "none"
            raise Unreadable(
                f'{rule.name}: the table has no column "{rule.column}". It has: {there[:400]}.'
            )
    twice = [name for name in header if name and header.count(name) > 1]
    used = {rule.column for rule in rules}
    if any(name in used for name in twice):
        raise Unreadable(f'The column "{twice[0]}" is there twice. Rename one of the two.')


def _text(data: bytes, mapping: Mapping) -> str:
    if len(data) > LARGEST:
        raise Unreadable(f"The table is larger than {LARGEST // 1024 // 1024} MB. Split it.")
    encoding = _encoding(data, mapping.encoding)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Unreadable(
            f"Line {line} is not {mapping.encoding or 'UTF-8'}. Save the table as UTF-8, or name"
            " its encoding in the mapping (encoding: gb18030)."
        ) from None


def _encoding(data: bytes, named: str) -> str:
    """Gives the encoding that the first bytes tell, else the one named, else UTF-8."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-le" if named == "utf-16" else named or "utf-8"


def _row(
    number: int, header: Sequence[str], cells: Sequence[str], rules: Sequence[Rule]
) -> Row | Fault:
    if len(cells) > len(header):
        return Fault(
            number, "", f"The row has {len(cells)} cells under {len(header)} columns. Quote commas."
        )
    given = dict(zip(header, cells, strict=False))
    values: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        found = _values(rule, given)
        if isinstance(found, str):
            return Fault(number, rule.column or rule.name, found)
        if found:
            values[rule.name] = found
    return Row(number, values)


def _values(rule: Rule, given: dict[str, str]) -> tuple[str, ...] | str:
    """Gives the values of one field, or what is wrong with them."""
    cell = rule.constant or given.get(rule.column, "").replace("\x00", "").strip()
    parts = cell.split(rule.separator) if rule.separator else [cell]
    found = [part.strip() for part in parts if part.strip()]
    if not found:
        return "It is empty. Fill it in." if rule.is_required else ()
    mapped = dict(rule.values)
    for one in found:
        if mapped and one not in mapped:
            return f'"{one[:60]}" has no meaning yet. Add it to the values of {rule.name}.'
    result = tuple(mapped.get(one, one) for one in found)
    for one in result:
        if rule.field.values and one not in rule.field.values:
            return f'"{one[:60]}" is not known. Use one of: {", ".join(rule.field.values)}.'
    return result
