"""The register is searched for overlaps and gaps: as a whole once a day, and for each proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.errors import PeriodUnknown
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import queries
from onewindow.registers.functions.commands.findings import written
from onewindow.registers.functions.events import FindingRecorded
from onewindow.registers.functions.models import OverlapFinding, Scan
from onewindow.registers.functions.overlaps import Overlap, Progress, Register
from onewindow.registers.functions.types import FindingKind, FunctionFacts, FunctionState, Scanned

ORPHAN_PERIOD = "orphaned-function"


@command("functions.scan")
def scan(actor: Actor, /, *, progress: Progress | None = None) -> Scanned:
    """Searches the whole register for overlaps and gaps, and records what it finds.

    Open findings are brought up to date. What was decided on the same two functions as they are
    now is not opened again. `progress` hears how many groups of how many are done.
    """
    known = queries.described()
    register = Register(known, queries.territories(known))
    recorded = record_overlaps(register.overlaps(progress)) + _record_gaps()
    Scan.objects.create(functions=len(known), compared=register.compared, recorded=recorded)
    note(functions=len(known), compared=register.compared, recorded=recorded)
    return Scanned(len(known), register.compared, recorded)


def check_one(function: UUID) -> int:
    """Compares one function with all others and records its overlaps; gives how many."""
    known = queries.described()
    register = Register(known, queries.territories(known))
    return record_overlaps(register.overlaps_of(function))


def record_overlaps(overlaps: Iterable[Overlap]) -> int:
    """Records overlaps, but for what was decided on the same evidence; gives how many."""
    decided = queries.decided_on(FindingKind.OVERLAP, "of")
    count = 0
    for one in overlaps:
        names = sorted(str(Ref.to("function", side)) for side in (one.one, one.other))
        if (*names, one.evidence.of) in decided:
            continue
        score = Decimal(str(round(one.score, 2)))
        _record(FindingKind.OVERLAP, names, score, one.evidence.as_json())
        count += 1
    return count


def _record_gaps() -> int:
    """Records functions that are exercised by nobody; gives how many.

    What was decided of the same gap is not opened again: an owner may be on the way.
    """
    decided = queries.decided_on(FindingKind.GAP, "since")
    count = 0
    for facts, since in _gaps():
        name = str(Ref.to("function", facts.id))
        evidence: dict[str, object] = {"since": since, "state": facts.state}
        if (name, since) not in decided:
            _record(FindingKind.GAP, [name], Decimal(1), evidence)
            count += 1
    return count


def _gaps() -> Iterator[tuple[FunctionFacts, str]]:
    """Gives functions without an owner, and since when.

    An orphaned one is a gap once the period of its territory (`orphaned-function`, in working
    days) has run out; where the law sets none, at once.
    """
    known = queries.functions()
    days = {territory: jurisdiction.day(territory) for territory in {f.territory for f in known}}
    owned = {day: queries.owners([f.id for f in known], day) for day in set(days.values())}
    for facts in known:
        today = days[facts.territory]
        if facts.state == FunctionState.ORPHANED and facts.orphaned_on:
            if today >= _patience(facts.territory, facts.orphaned_on):
                yield facts, facts.orphaned_on.isoformat()
        elif facts.is_active(today) and facts.id not in owned[today]:
            yield facts, str(facts.active_from)


def _patience(territory: str, since: dt.date) -> dt.date:
    try:
        days = jurisdiction.period(ORPHAN_PERIOD, territory, since)
    except PeriodUnknown:
        return since
    return jurisdiction.add_days(territory, since, days)


def _record(
    kind: FindingKind, names: list[str], score: Decimal, evidence: Mapping[str, object]
) -> None:
    is_new = not OverlapFinding.objects.filter(kind=kind, items=names, decision="").exists()
    row = written(kind, names, score, evidence)
    if is_new:
        announce(FindingRecorded(row.id))
