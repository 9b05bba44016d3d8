"""Reads of the register of functions. It is public, like the lists of powers and duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.functions import rules
from onewindow.registers.functions.errors import FindingUnknown, FunctionUnknown
from onewindow.registers.functions.models import Assignment, Function, OverlapFinding, Scan
from onewindow.registers.functions.overlaps import Described
from onewindow.registers.functions.types import (
    FindingDecision,
    FindingFacts,
    FindingKind,
    FunctionFacts,
    FunctionKind,
    FunctionState,
    Holding,
    Mode,
    Part,
    Reason,
    Said,
)
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

_HELD_AT = """
    SELECT a.function_id FROM registers_functions_assignment a
    JOIN registers_functions_function f ON f.id = a.function_id
    JOIN ground_jurisdiction_region r ON r.code = f.territory_id
    WHERE a.body_id = ANY (%s) AND a.mode = 'responsible'
      AND a.during @> (%s AT TIME ZONE r.time_zone)::date
"""

# Functions on the last whole day before an instant, by the day of each territory, as known then.
EXERCISED = """
    SELECT 'function:' || f.id AS id, f.active_from::timestamp AT TIME ZONE r.time_zone AS at,
           f.territory_id AS region, a.body_id AS body, a.id IS NOT NULL AS owned,
           NOT EXISTS (
               SELECT 1 FROM registers_functions_overlapfinding o
               WHERE 'function:' || f.id = ANY (o.items) AND o.recorded_at < %(at)s
                 AND (o.decided_at IS NULL OR o.decided_at >= %(at)s)) AS clear
    FROM registers_functions_function f
    JOIN ground_jurisdiction_region r ON r.code = f.territory_id
    CROSS JOIN LATERAL (
        SELECT ((%(at)s::timestamptz - interval '1 microsecond') AT TIME ZONE r.time_zone)::date
               AS on_day) d
    LEFT JOIN registers_functions_assignment a
        ON a.function_id = f.id AND a.mode = 'responsible' AND a.during @> d.on_day
       AND a.created_at < %(at)s
    WHERE f.created_at < %(at)s AND f.active_from <= d.on_day
      AND (f.ends_on IS NULL OR f.ends_on > d.on_day)
"""


def function(function_id: UUID) -> FunctionFacts:
    """Gives a function. Raises FunctionUnknown."""
    row = _rows().filter(id=function_id).first()
    if row is None:
        raise FunctionUnknown
    return _facts(row)


def function_by_code(code: str) -> FunctionFacts:
    """Gives a function by its code. Raises FunctionUnknown."""
    row = _rows().filter(code=code).first()
    if row is None:
        raise FunctionUnknown
    return _facts(row)


def functions(ids: Iterable[UUID] | None = None) -> list[FunctionFacts]:
    """Gives many functions (all without ids) in the order of their codes, in two queries."""
    rows = _rows().order_by("code")
    return [_facts(row) for row in (rows if ids is None else rows.filter(id__in=set(ids)))]


def owner(function_id: UUID, on: dt.date) -> UUID | None:
    """Gives the body that is responsible on a day, or none."""
    return owners([function_id], on).get(function_id)


def holding_on(function_id: UUID, on: dt.date) -> Holding | None:
    """Gives the responsible body's part on a day, or none."""
    row = _held(on).filter(function_id=function_id, mode=Mode.RESPONSIBLE).first()
    if row is None:
        return None
    return Holding(row.body_id, Mode(row.mode), row.during.lower, row.during.upper)


def responsible(function_id: UUID, on: dt.date) -> BodyFacts | None:
    """Gives the body that is responsible on a day with its address, or none, in one statement."""
    rows = _held(on).filter(function_id=function_id, mode=Mode.RESPONSIBLE)
    row = rows.select_related("body").first()
    return institutions.facts(row.body) if row else None


def owners(function_ids: Iterable[UUID], on: dt.date) -> dict[UUID, UUID]:
    """Gives the responsible bodies of many functions on a day, in one query."""
    rows = _held(on).filter(function_id__in=set(function_ids), mode=Mode.RESPONSIBLE)
    return dict(rows.values_list("function_id", "body_id"))


def named_owners(function_ids: Iterable[UUID], on: dt.date) -> dict[UUID, tuple[UUID, Texts]]:
    """Gives (id, name) of the responsible bodies of many functions on a day, in one query."""
    wanted = set(function_ids)
    if not wanted:
        return {}
    rows = _held(on).filter(function_id__in=wanted, mode=Mode.RESPONSIBLE)
    return {
        key: (body, name)
        for key, body, name in rows.values_list("function_id", "body_id", "body__name")
    }


def held_by(
    bodies: Iterable[UUID], on: dt.date, modes: Iterable[Mode] = (Mode.RESPONSIBLE,)
) -> set[UUID]:
    """Gives the functions that bodies hold on a day, as responsible ones unless told otherwise."""
    rows = _held(on).filter(body_id__in=set(bodies), mode__in=list(modes))
    return set(rows.values_list("function_id", flat=True))


def held_at(bodies: Iterable[UUID], at: dt.datetime) -> set[UUID]:
    """Gives the functions for which bodies are responsible at an instant, each by the day of its
    own territory: what row security asks as well."""
    held_by_some = list(bodies)
    if not held_by_some:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_HELD_AT, [held_by_some, at])
        return {row[0] for row in cursor.fetchall()}


def parts(
    on: dt.date,
    *,
    bodies: Iterable[UUID] | None = None,
    functions: Iterable[UUID] | None = None,
) -> list[Part]:
    """Gives who takes which part in what on a day, of bodies or functions or all, in one query."""
    rows = _held(on)
    rows = rows if bodies is None else rows.filter(body_id__in=set(bodies))
    rows = rows if functions is None else rows.filter(function_id__in=set(functions))
    return [
        Part(row.function_id, row.body_id, Mode(row.mode))
        for row in rows.order_by("function__code", "mode", "id")
    ]


def holdings(function_id: UUID) -> list[Holding]:
    """Gives who took, takes and will take part in a function, oldest first: its history."""
    rows = Assignment.objects.filter(function_id=function_id).order_by("during", "id")
    return [
        Holding(row.body_id, Mode(row.mode), row.during.lower, row.during.upper) for row in rows
    ]


def is_cleared(function_ids: Sequence[UUID], on: dt.date) -> list[Reason]:
    """Gives the reasons why functions may not enter a process on a day; empty where they may.

    Clear is what is active, owned, and named by no open finding (INV-05).
    """
    known = {facts.id: (facts, pick(facts.title)) for facts in functions(function_ids)}
    findings: dict[UUID, list[UUID]] = {}
    names = {_item(one): one for one in function_ids}
    rows = OverlapFinding.objects.filter(decision="", items__overlap=list(names))
    for row in rows.order_by("id") if names else ():
        for item in names.keys() & set(row.items):
            findings.setdefault(names[item], []).append(row.id)
    return rules.doubts(function_ids, known, owners(function_ids, on), findings, on)


def open_findings() -> QuerySet[OverlapFinding]:
    """Gives the findings that nobody has decided, the surest first."""
    return OverlapFinding.objects.filter(decision="").order_by("-score", "id")


def finding(finding_id: UUID) -> FindingFacts:
    """Gives an open finding with what was said of it. Raises FindingUnknown."""
    row = OverlapFinding.objects.filter(id=finding_id, decision="").first()
    if row is None:
        raise FindingUnknown
    said = row.statements.order_by("said_on", "id")
    return FindingFacts(
        id=row.id,
        kind=FindingKind(row.kind),
        items=tuple(row.items),
        score=row.score,
        evidence=row.evidence,
        recorded_at=row.recorded_at,
        concerned=concerned(row.items),
        statements=tuple(Said(one.body_id, one.words, one.said_on) for one in said),
    )


def is_justified(kind: FindingKind, items: Iterable[Ref]) -> bool:
    """Says whether a finding about just these things was decided to be justified as it is."""
    names = sorted({str(item) for item in items})
    rows = OverlapFinding.objects.filter(kind=kind, items=names)
    return rows.filter(decision=FindingDecision.JUSTIFIED).exists()


def concerned(items: Iterable[str]) -> tuple[UUID, ...]:
    """Gives the bodies that a finding is about: those named, and today's owners of functions."""
    refs = [Ref.parse(item) for item in items]
    named = [UUID(ref.id) for ref in refs if ref.kind == "body"]
    found = functions([UUID(ref.id) for ref in refs if ref.kind == "function"])
    held = [owner(one.id, jurisdiction.day(one.territory)) for one in found]
    return tuple(dict.fromkeys([*named, *(body for body in held if body)]))


def described() -> list[Described]:
    """Gives all functions that have not ended, as they are compared."""
    rows = Function.objects.exclude(state=FunctionState.ENDED).select_related("legal_basis")
    return [
        Described(
            row.id,
            row.title,
            row.object,
            row.action,
            row.territory_id,
            row.legal_basis.code if row.legal_basis else None,
        )
        for row in rows.order_by("code")
    ]


def territories(of: Iterable[Described]) -> dict[str, tuple[str, ...]]:
    """Gives each territory with all that it lies in, nearest first."""
    return {code: jurisdiction.line(code) for code in {one.territory for one in of}}


def is_used() -> bool:
    """Says whether the register holds a function."""
    return Function.objects.exists()


def last_scan() -> Scan | None:
    """Gives the last search of the whole register, or none."""
    return Scan.objects.order_by("-at").first()


def decided_on(kind: FindingKind, evidence: str) -> set[tuple[str, ...]]:
    """Gives the items of decided findings, each with the digest of what it was decided on."""
    rows = OverlapFinding.objects.filter(kind=kind).exclude(decision="")
    return {(*items, of) for items, of in rows.values_list("items", f"evidence__{evidence}")}


def function_title(key: str) -> str | None:
    """Gives the title of a function for a reference, in the reader's language."""
    found = _as_id(key)
    if found is None:
        return None
    known = Function.objects.filter(id=found).values_list("title", flat=True).first()
    return pick(known) if known else None


def finding_title(key: str) -> str | None:
    """Gives what a finding is about, for a reference."""
    found = _as_id(key)
    row = OverlapFinding.objects.filter(id=found).first() if found else None
    return str(row) if row else None


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _item(function_id: UUID) -> str:
    return str(Ref.to("function", function_id))


def _rows() -> QuerySet[Function]:
    return Function.objects.select_related("legal_basis").prefetch_related("further__legal_basis")


def _held(on: dt.date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(during__contains=on)


def _facts(row: Function) -> FunctionFacts:
    return FunctionFacts(
        id=row.id,
        code=row.code,
        title=row.title,
        object=row.object,
        action=row.action,
        target_group=row.target_group,
        kind=FunctionKind(row.kind),
        territory=row.territory_id,
        legal_basis=row.legal_basis.code if row.legal_basis else None,
        state=FunctionState(row.state),
        active_from=row.active_from,
        orphaned_on=row.orphaned_on,
        ends_on=row.ends_on,
        further_bases=tuple(sorted(one.legal_basis.code for one in row.further.all())),
    )
