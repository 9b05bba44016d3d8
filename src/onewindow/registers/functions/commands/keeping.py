"""What all writes of the register share: locks, and the laws of the database in plain words."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.functions import queries, rules
from onewindow.registers.functions.errors import (
    AlreadyTakesPart,
    BodyUnfit,
    DelegationIncomplete,
    FunctionExclusive,
    FunctionOverlaps,
    FunctionUnknown,
    FunctionUnowned,
)
from onewindow.registers.functions.models import Assignment, Function, OverlapFinding
from onewindow.registers.functions.types import FindingKind, Mode
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

DELEGATION = {"delegation_names_instrument_and_end", "delegation_accounted"}
_LAWS = "SET CONSTRAINTS function_owned, responsible_fit, delegation_accounted {}"


def of_function(function: UUID, **_: object) -> Matter:
    """Gives what a command on a function is about."""
    return Matter(Ref.to("function", function), region=queries.function(function).territory)


def locked(function: UUID) -> Function:
    """Gives a function, locked until the end of the transaction. Raises: FunctionUnknown."""
    row = Function.objects.select_for_update(no_key=True).filter(id=function).first()
    if row is None:
        raise FunctionUnknown
    return row


def today(row: Function) -> dt.date:
    """Gives the day in the function's territory."""
    return jurisdiction.day(row.territory_id)


@contextlib.contextmanager
def upheld(explain: Callable[[str], OneWindowError | None]) -> Iterator[None]:
    """Asks the laws of the database at the end of the block and says in words which one broke.

    Without it a deferred law would only speak at the commit, when the command is over.
    `explain` gets the name of the constraint; where it knows none, the error goes on as it is.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute(_LAWS.format("IMMEDIATE"))
                cursor.execute(_LAWS.format("DEFERRED"))
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        told = explain(getattr(diagnosis, "constraint_name", None) or "")
        if told is None:
            raise
        raise told from error


def explained(
    row: Function, body: BodyFacts, wanted: rules.Days
) -> Callable[[str], OneWindowError | None]:
    """Gives the words for each law that an assignment of the body can break."""

    def explain(constraint: str) -> OneWindowError | None:
        facts = {"function": row.title, "body": body.name}
        if constraint == "one_responsible_at_any_instant":
            return exclusive(row, wanted)
        if constraint == "one_part_of_a_body_at_any_instant":
            return AlreadyTakesPart(**facts)
        if constraint == "responsible_fit":
            return BodyUnfit(**facts)
        if constraint in DELEGATION:
            return DelegationIncomplete()
        return unowned(row)(constraint)

    return explain


def unowned(row: Function) -> Callable[[str], OneWindowError | None]:
    """Gives the words for the law that every function has an owner."""

    def explain(constraint: str) -> OneWindowError | None:
        is_it = constraint in {"function_owned", "delegation_accounted"}
        return FunctionUnowned(function=row.title) if is_it else None

    return explain


def exclusive(row: Function, wanted: rules.Days) -> FunctionExclusive | None:
    """Gives the refusal that names the present owner and since when, if there is one."""
    met = rules.in_the_way(wanted, queries.holdings(row.id))
    if met is None:
        return None
    name = institutions.body(met.body).name
    return FunctionExclusive(function=row.title, owner=name, since=met.begins.isoformat())


def overlapping(row: Function, body: UUID) -> FunctionOverlaps | None:
    """Gives the refusal where another body already does the same act on the same object (SC-09).

    An open finding says so; one that rests on likeness of titles alone refuses nothing.
    """
    mine = str(Ref.to("function", row.id))
    open_ones = OverlapFinding.objects.filter(
        kind=FindingKind.OVERLAP, decision="", items__contains=[mine]
    )
    for finding in open_ones.order_by("-score", "id"):
        if not {"object", "action"} <= set(finding.evidence.get("same", ())):
            continue
        others = [Ref.parse(item) for item in finding.items if item != mine]
        for other in queries.functions([UUID(ref.id) for ref in others]):
            held = queries.holding_on(other.id, jurisdiction.day(other.territory))
            if held is not None and held.body != body:
                return FunctionOverlaps(
                    function=row.title,
                    other=other.title,
                    score=finding.score,
                    owner=institutions.body(held.body).name,
                    since=held.begins.isoformat(),
                )
    return None


def fit_body(row: Function, body: UUID, during: rules.Days, mode: Mode) -> BodyFacts:
    """Gives a body that may take the part for that time. Raises: BodyUnknown, BodyUnfit."""
    found = institutions.body(body)
    covers = mode is not Mode.RESPONSIBLE or jurisdiction.covers(found.region, row.territory_id)
    if not rules.is_fit((found.valid_from, found.valid_to), during, covers=covers):
        raise BodyUnfit(body=found.name, function=row.title)
    return found


def cut(row: Assignment, on: dt.date) -> None:
    """Ends a part on a day; one that would only begin then is void."""
    if row.during.lower >= on:
        row.delete()
    elif row.during.upper is None or row.during.upper > on:
        row.during = (row.during.lower, on)
        row.save(update_fields=["during"])
