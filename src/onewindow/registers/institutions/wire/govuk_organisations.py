"""Reads public bodies from a file of objects of the GOV.UK organisations API.

Source: https://www.gov.uk/api/organisations (one object per organisation).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from onewindow.registers.institutions.wire.json_pieces import BrokenPiece, pieces

OrganType = Literal["party", "government", "congress", "court", "mass_org", "public_body"]
Json = Mapping[str, object]

LONGEST_TITLE = 500
LONGEST_LIST = 500

# The source's word -> ours. A word that is not here becomes a public body: the source's word is
# kept beside it, and nothing is guessed from a title.
ORGAN_TYPES: Mapping[str, OrganType] = {
    "Ad-hoc advisory group": "public_body",
    "Advisory non-departmental public body": "public_body",
    "Civil service": "government",
    "Court": "court",
    "Devolved government": "government",
    "Executive agency": "government",
    "Executive non-departmental public body": "public_body",
    "Executive office": "government",
    "Independent monitoring body": "public_body",
    "Ministerial department": "government",
    "Non-ministerial department": "government",
    "Other": "public_body",
    "Public corporation": "public_body",
    "Special health authority": "public_body",
    "Sub organisation": "government",
    "Tribunal": "court",
}


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedBody:
    """A public body as the source tells it.

    Shape: `parents`, `superseded_by` and `supersedes` hold source ids in the source's order.
    """

    source_id: str
    slug: str
    title: str
    abbreviation: str
    organ_type: OrganType
    format: str
    status: str
    closed_at: dt.datetime | None
    website: str
    parents: tuple[str, ...]
    superseded_by: tuple[str, ...]
    supersedes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Rejection:
    """A piece of the file that gives no body."""

    source: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """Something about a body that was read: the body is kept, the sentence is reported."""

    source: str
    reason: str


class _Unusable(Exception):
    """The record cannot become a body; the text says why."""


def read(path: Path) -> Iterator[ImportedBody | Rejection | Note]:
    """Gives every body as soon as it is read, then a note for each parent not in the file.

    Never raises for what is in the file: each broken piece is one `Rejection`.
    """
    seen: set[str] = set()
    links: list[tuple[str, str]] = []
    for number, piece in enumerate(pieces(path), start=1):
        result = _body(piece, f"{path.name}, record {number}")
        if isinstance(result, ImportedBody) and result.source_id in seen:
            result = Rejection(result.source_id, "The same id is used by an earlier record.")
        if isinstance(result, ImportedBody):
            seen.add(result.source_id)
            links.extend((result.source_id, parent) for parent in result.parents)
        yield result
    for child, parent in links:
        if parent not in seen:
            yield Note(child, f"Its parent {parent} is not in the file.")


def count(path: Path) -> int:
    """Gives the number of records in the file, broken ones included, for a progress bar."""
    return sum(1 for _ in pieces(path))


def _body(piece: str | BrokenPiece, place: str) -> ImportedBody | Rejection:
    if isinstance(piece, BrokenPiece):
        return Rejection(place, str(piece))
    try:
        record = _record(piece)
        place = _known_place(record, place)
        return _from_record(record)
    except _Unusable as problem:
        return Rejection(place, str(problem))


def _record(piece: str) -> Json:
    if not _is_clean(piece):
        raise _Unusable("The record is not valid UTF-8.")
    try:
        record: object = json.loads(piece)
    except (ValueError, RecursionError):
        raise _Unusable("The record is not valid JSON.") from None
    if not isinstance(record, dict):
        raise _Unusable("The record is not an object.")
    return record


def _known_place(record: Json, place: str) -> str:
    source = record.get("id")
    return source if isinstance(source, str) and _is_printable(source) and source else place


def _from_record(record: Json) -> ImportedBody:
    details = record.get("details")
    if not isinstance(details, dict):
        raise _Unusable("The field details is missing or is not an object.")
    source_id, word = _text(record, "id", needed=True), _text(record, "format")
    return ImportedBody(
        source_id=source_id,
        slug=_text(details, "slug") or source_id.rstrip("/").rpartition("/")[2],
        title=_text(record, "title", needed=True),
        abbreviation=_text(details, "abbreviation"),
        organ_type=ORGAN_TYPES.get(word, "public_body"),
        format=word,
        status=_text(details, "govuk_status"),
        closed_at=_moment(details, "closed_at"),
        website=_web_address(record, "web_url"),
        parents=_ids(record, "parent_organisations", source_id),
        superseded_by=_ids(record, "superseding_organisations", source_id),
        supersedes=_ids(record, "superseded_organisations", source_id),
    )


def _text(fields: Json, name: str, *, needed: bool = False) -> str:
    value = fields.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise _Unusable(f"The field {name} is not text.")
    if not _is_printable(value):
        raise _Unusable(f"The field {name} holds signs that are not text.")
    value = " ".join(value.split())
    if needed and not value:
        raise _Unusable(f"The field {name} is missing.")
    if len(value) > LONGEST_TITLE:
        raise _Unusable(f"The field {name} is longer than {LONGEST_TITLE} signs.")
    return value


def _moment(fields: Json, name: str) -> dt.datetime | None:
    value = _text(fields, name)
    if not value:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise _Unusable(f"The field {name} is not a date: {value[:40]}.") from None


def _web_address(fields: Json, name: str) -> str:
    value = _text(fields, name)
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if value and not is_web:
        raise _Unusable(f"The field {name} is not a web address.")
    return value


def _ids(record: Json, name: str, own: str) -> tuple[str, ...]:
    """Gives the ids of the bodies named in the field, each once, without the body itself."""
    value = record.get(name) or []
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        raise _Unusable(f"The field {name} is not a list of at most {LONGEST_LIST} bodies.")
    found: dict[str, None] = {}
    for item in value:
        if not isinstance(item, dict):
            raise _Unusable(f"The field {name} holds something that is not a body.")
        found[_text(item, "id", needed=True)] = None
    found.pop(own, None)
    return tuple(found)


def _is_clean(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_printable(text: str) -> bool:
    """Says that a database can keep the text: no NUL, no control signs, no half signs."""
    return _is_clean(text) and not any(sign < " " and sign not in "\t\r\n" for sign in text)
