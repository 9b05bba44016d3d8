"""The law of the catalogue. Pure."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping

from onewindow.ground.kernel.ids import ALPHABET, check_character
from onewindow.registers.catalogue.types import (
    Description,
    ResourceState,
    SharingType,
    SystemState,
    Texts,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Core:
    """A core element of metadata: our field, and the property of DCAT-AP 3 that says the same."""

    field: str
    dcat: str
    is_mandatory: bool = False


# GB/T 21063.3: six mandatory elements, six optional ones (`domain.md` 2.1, entity 9).
CORE = (
    Core("name", "dct:title", is_mandatory=True),
    Core("abstract", "dct:description", is_mandatory=True),
    Core("provider", "dct:publisher", is_mandatory=True),
    Core("category", "dcat:theme", is_mandatory=True),
    Core("identifier", "dct:identifier", is_mandatory=True),
    Core("metadata_identifier", "foaf:primaryTopic of dcat:CatalogRecord", is_mandatory=True),
    Core("keywords", "dcat:keyword"),
    Core("date", "dct:issued"),
    Core("format", "dct:format"),
    Core("online_address", "dcat:accessURL"),
    Core("range", "dct:temporal, dct:spatial"),
    Core("language", "dct:language"),
)
# What else every resource has (INV-17), and where DCAT-AP 3 has a property for it.
ALSO_MANDATORY = (
    Core("level", "dct:accessRights", is_mandatory=True),
    Core("update_cycle", "dct:accrualPeriodicity", is_mandatory=True),
    Core("function", "cpsv:isPartOf", is_mandatory=True),
)
GIVEN_BY_THE_CATALOGUE = frozenset({"identifier", "metadata_identifier"})

# Codes of the EU authority table `frequency` with the ISO 8601 duration of each; none where
# there is no cycle to keep.
FREQUENCIES: Mapping[str, str | None] = {
    "DAILY": "P1D",
    "WEEKLY": "P7D",
    "BIWEEKLY": "P14D",
    "MONTHLY": "P1M",
    "BIMONTHLY": "P2M",
    "QUARTERLY": "P3M",
    "ANNUAL_2": "P6M",
    "ANNUAL": "P1Y",
    "BIENNIAL": "P2Y",
    "TRIENNIAL": "P3Y",
    "UPDATE_CONT": "P1D",
    "IRREG": None,
    "NEVER": None,
}
_DURATION = re.compile(r"P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?")
_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

_NEXT = {
    ResourceState.DRAFT: {ResourceState.PUBLISHED, ResourceState.WITHDRAWN},
    ResourceState.PUBLISHED: {ResourceState.WITHDRAWN},
    ResourceState.WITHDRAWN: {ResourceState.PUBLISHED},
}
_SYSTEM_NEXT = {
    SystemState.PLANNED: {SystemState.ESTABLISHED, SystemState.TERMINATED},
    SystemState.ESTABLISHED: {SystemState.IN_USE, SystemState.TERMINATED},
    SystemState.IN_USE: {SystemState.TERMINATED},
    SystemState.TERMINATED: set[SystemState](),
}


def says(texts: Texts) -> bool:
    """Says whether a text in several languages says anything in one of them."""
    return any(text.strip() for text in texts.values())


def missing(given: Description) -> list[str]:
    """Gives the fields that a description must have and lacks, in the order of the standard."""
    filled = {
        "name": says(given.name),
        "abstract": says(given.abstract),
        "provider": given.provider is not None,
        "category": bool(given.category),
        "level": given.level is not None,
        "update_cycle": bool(given.update_cycle),
        "function": bool(given.function) or says(given.party_task),
    }
    asked = [core.field for core in (*CORE, *ALSO_MANDATORY) if core.is_mandatory]
    return [field for field in asked if not filled.get(field, field in GIVEN_BY_THE_CATALOGUE)]


def needs_basis(sharing: SharingType) -> bool:
    """Says whether a way of sharing rests on a legal basis (INV-15)."""
    return sharing is not SharingType.UNCONDITIONAL


def may_become(now: ResourceState, then: ResourceState) -> bool:
    """Says whether a resource may go from one state to the other."""
    return then in _NEXT[now]


def system_may_become(now: SystemState, then: SystemState) -> bool:
    """Says whether an information system may go from one state to the other."""
    return then in _SYSTEM_NEXT[now]


def is_element_code(code: str) -> bool:
    """Says whether a text can name a data element: subject.name in small letters."""
    return len(code) <= 80 and bool(_CODE.fullmatch(code))


def is_cycle(text: str) -> bool:
    """Says whether a text is an update cycle: a frequency code or an ISO 8601 duration."""
    found = _DURATION.fullmatch(text)
    return text in FREQUENCIES or (found is not None and any(int(n or 0) for n in found.groups()))


def due(last: dt.date, cycle: str) -> dt.date | None:
    """Gives the last day on which what was updated on `last` is fresh; none without a cycle.

    Months are those of the calendar: from 31 January, a month leads to the end of February.
    """
    found = _DURATION.fullmatch(FREQUENCIES.get(cycle, cycle) or "")
    if found is None or not any(found.groups()):
        return None
    years, months, weeks, days = (int(n or 0) for n in found.groups())
    count = last.year * 12 + last.month - 1 + years * 12 + months
    year, month = divmod(count, 12)
    day = min(last.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day) + dt.timedelta(days=weeks * 7 + days)


def is_fresh(last: dt.date | None, cycle: str, today: dt.date) -> bool | None:
    """Says whether a resource was updated within its cycle; none where it has no cycle to keep."""
    if FREQUENCIES.get(cycle, cycle) is None:
        return None
    until = due(last, cycle) if last else None
    return until is not None and today <= until


def identifier(region: str, body: str, number: str) -> str:
    """Gives region, institution, sequence and check character, like MZ-CIV-2026R000017-K.

    Shape: `number` is RR-YYYY-SSS-NNNNNN-C as the region's number series gives it; the last
    sign of the series tells the two series apart.
    Source: GB/T 21063.5 (region, institution, sequence); check sign ISO/IEC 7064, MOD 37,36.
    """
    _, year, series, ordinal, _ = number.split("-")
    letters = "".join(sign for sign in body.upper() if sign in ALPHABET)
    sequence = f"{year}{series[-1]}{ordinal}"
    return "-".join((region, letters, sequence, check_character(region + letters + sequence)))


def filled(values: Iterable[object]) -> int:
    """Counts the values that say something: what completeness counts (M-RES-2)."""
    return sum(1 for value in values if value)


def is_too_many(gone: int, shown: int, most: int) -> bool:
    """Says whether so much would vanish at once that a person is asked; `most` in per cent."""
    return gone * 100 > most * shown


def code_of_harvested(iri: str, identifier: str) -> str:
    """Gives the last part of the address of a page: readable, and never another's."""
    name = identifier or iri.rstrip("/#").rpartition("/")[2]
    slug = _NOT_A_SLUG.sub("-", name.lower()).strip("-")[:60].strip("-")
    mark = hashlib.sha256(iri.encode()).hexdigest()[:12]
    return f"{slug}-{mark}" if slug else mark
