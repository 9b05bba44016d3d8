"""Rows of a table as bodies: which fields there are, and what becomes of them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from onewindow.engines.columns import Field, Row
from onewindow.registers.institutions.types import Contact, Described, Imported, OrganType

FIELDS = (
    Field("id", needed=True),
    Field("name", in_languages=True, needed=True),
    Field("kind", needed=True, values=tuple(str(kind) for kind in OrganType)),
    Field("level"),
    Field("parent", many=True),
    Field("address", in_languages=True),
    Field("hours", in_languages=True),
    Field("phone"),
    Field("website"),
    Field("begins"),
    Field("ends"),
)
_CODE = re.compile(r"[\w.\-]{1,120}\Z")


def described_of(row: Row, *, level: str, region: str) -> Described | str:
    """Gives a row as a body, or what is wrong with it in a sentence.

    Shape: `level` and `region` hold where the table names none.
    """
    code = row.first("id")
    if not _CODE.match(code):
        return f'The id "{code[:40]}" cannot be one. Use letters, digits, hyphens and full stops.'
    if not row.texts("name"):
        return "It has no name. Fill in its column."
    if not row.first("kind"):
        return "It has no kind. Fill in its column."
    days = [_day(row.first(name)) for name in ("begins", "ends")]
    wrong = [day for day in days if isinstance(day, str)]
    if wrong:
        return f'The day "{wrong[0][:40]}" is none. Write it as 2026-01-31.'
    begins, ends = (day if isinstance(day, dt.date) else None for day in days)
    body = Imported(
        name=row.texts("name"),
        organ_type=OrganType(row.first("kind")),
        level=row.first("level") or level,
        region=region,
        contact=Contact(
            row.texts("address"), row.first("phone"), row.texts("hours"), row.first("website")
        ),
        valid_from=begins,
        valid_to=ends,
        is_closed=ends is not None,
    )
    code = unicodedata.normalize("NFC", code)
    return Described(f"row {row.number}", code, body, row.values.get("parent", ()))


def _day(text: str) -> dt.date | str | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
