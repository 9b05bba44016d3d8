"""Counting: the sets that packages lend, narrowed to a window and aggregated by the database.

A condition in FEEL never becomes SQL. The database groups the rows by their flags; FEEL says of
each of the few combinations whether it counts; the combinations that do are a list of values.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from onewindow.engines import feel
from onewindow.ground.kernel.facts import FACTS, FactSet, Moment
from onewindow.insight.measures.schema import check_names
from onewindow.insight.measures.types import Aggregate, Formula, Take, Window

_AGGREGATES = {
    Take.DISTINCT: "count(DISTINCT {what})",
    Take.SUM: "sum({what})",
    Take.MEAN: "avg({what})",
    Take.MEDIAN: "percentile_cont(0.5) WITHIN GROUP (ORDER BY {what})",
    Take.P90: "percentile_cont(0.9) WITHIN GROUP (ORDER BY {what})",
    Take.P95: "percentile_cont(0.95) WITHIN GROUP (ORDER BY {what})",
}
_SIGNS = {"1": True, "0": False, "-": None}


@dataclasses.dataclass(frozen=True, slots=True)
class Narrowed:
    """A set narrowed to a window: its statement, its parameters, how its rows fall by flags.

    Shape: `masks` maps a combination of flags, one sign each (1, 0, - for null), to its rows.
    """

    name: str
    lent: FactSet
    text: str
    values: dict[str, Any]
    masks: Mapping[str, int]

    @property
    def count(self) -> int:
        """Gives the number of rows."""
        return sum(self.masks.values())


def narrowed(name: str, within: Window) -> Narrowed | None:
    """Narrows a set of facts to a window; nothing where nobody lends it."""
    lent = FACTS.get(name)
    if lent is None:
        return None
    rows = lent.rows(within.as_of)
    values: dict[str, Any] = {
        **rows.values,
        "at": within.as_of,
        "measure_begins": within.begins,
        "measure_regions": list(within.regions or ()),
        "measure_body": within.body,
    }
    text = _text(lent, rows.text, within)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mask, count(*) FROM ({text}) n GROUP BY mask", values)  # noqa: S608 - constants of packages and checked names
        masks = dict(cursor.fetchall())
    return Narrowed(name, lent, text, values, masks)


def _text(lent: FactSet, rows: str, within: Window) -> str:
    """Gives the statement of a narrowed set; everything in it is a constant or a checked name."""
    signs = ", ".join(f"coalesce(f.{flag}::int::text, '-')" for flag in lent.flags)
    amounts = "".join(f", f.{amount}::numeric AS {amount}" for amount in lent.amounts)
    tests = ["f.at < %(at)s"]
    tests += ["f.at >= %(measure_begins)s"] if lent.moment is Moment.EVENT else []
    tests += ["f.region = ANY(%(measure_regions)s)"] if within.regions is not None else []
    tests += ["f.body = %(measure_body)s"] if within.body else []
    mask = f"concat({signs})" if signs else "''"
    return (
        f"SELECT f.id::text AS id, f.at, f.body, {mask} AS mask{amounts}"  # noqa: S608 - see above
        f" FROM ({rows}) f WHERE {' AND '.join(tests)}"
    )


def aggregated(one: Aggregate, rows: Narrowed) -> Decimal | None:
    """Gives one aggregate over a narrowed set; nothing over no rows, but for a count."""
    masks = matching(one, rows)
    if one.take is Take.COUNT:
        return Decimal(sum(rows.masks[mask] for mask in masks))
    taken = _AGGREGATES[one.take].format(what=one.what)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({taken})::numeric FROM ({rows.text}) n WHERE mask = ANY(%(measure_masks)s)",  # noqa: S608 - see above
            {**rows.values, "measure_masks": masks},
        )
        (found,) = cursor.fetchone() or (None,)
    return found if isinstance(found, Decimal) else None


def matching(one: Aggregate, rows: Narrowed) -> list[str]:
    """Gives the combinations of flags that the condition holds for; only true counts."""
    if not one.where:
        return sorted(rows.masks)
    condition = feel.compile(one.where)
    return sorted(
        mask for mask in rows.masks if condition.evaluate(_flags(rows.lent, mask)) is True
    )


def _flags(lent: FactSet, mask: str) -> dict[str, bool | None]:
    return dict(zip(lent.flags, (_SIGNS[sign] for sign in mask), strict=True))


def digest(rows: Narrowed) -> str:
    """Gives a digest over every row of a narrowed set: id, body, flags, amounts, in order of ids.

    The database hashes in parts, by the last two signs of the id, so that no text grows with the
    country.
    """
    parts = ["id", "coalesce(body::text, '-')", "mask"]
    parts += [f"coalesce({amount}::text, '-')" for amount in rows.lent.amounts]
    hashed = hashlib.sha256(rows.name.encode())
    line = f"concat_ws('|', {', '.join(parts)})"
    joined = f'string_agg({line}, chr(10) ORDER BY id COLLATE "C", mask)'
    hashes = f"encode(sha256(convert_to({joined}, 'UTF8')), 'hex')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT right(id, 2), count(*), {hashes} FROM ({rows.text}) n"  # noqa: S608 - see above
            ' GROUP BY 1 ORDER BY right(id, 2) COLLATE "C"',
            rows.values,
        )
        for part in cursor:
            hashed.update(("\n" + " ".join(str(cell) for cell in part)).encode())
    return hashed.hexdigest()


def ids(one: Aggregate, rows: Narrowed, limit: int) -> list[str]:
    """Gives the references of what one aggregate counts, newest first, as far as the reader of
    the present frame gets rows at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({rows.text}) n WHERE mask = ANY(%(measure_masks)s)"  # noqa: S608 - see above
            " ORDER BY at DESC, id LIMIT %(measure_limit)s",
            {**rows.values, "measure_masks": matching(one, rows), "measure_limit": limit},
        )
        return [row[0] for row in cursor.fetchall()]


def counted(
    formula: Formula, within: Window, kept: dict[str, Narrowed | None]
) -> Iterator[tuple[str, Aggregate, Narrowed | None]]:
    """Gives each aggregate of a formula with its narrowed set; `kept` remembers sets of a window.

    Raises DefinitionInvalid where a condition asks for a flag that the set does not have.
    """
    for label, one in formula.counts.items():
        if one.of not in kept:
            kept[one.of] = narrowed(one.of, within)
        rows = kept[one.of]
        if rows is not None:
            check_names(formula, one.of, rows.lent.flags, rows.lent.amounts)
        yield label, one, rows


def described(rows: Narrowed) -> dict[str, Any]:
    """Gives what of a set belongs to the query that a value names."""
    return {"facts": rows.name, "statement": rows.text}
