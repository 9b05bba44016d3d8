"""Findings about the division of functions: recorded, then decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.functions import queries
from onewindow.registers.functions.errors import (
    DecidesOwnCase,
    FindingEmpty,
    FindingUnknown,
    GainerMissing,
    NotConcerned,
    NotHeard,
    ReasonMissing,
    StatementEmpty,
)
from onewindow.registers.functions.events import FindingDecided, FindingRecorded
from onewindow.registers.functions.models import OverlapFinding, Statement
from onewindow.registers.functions.types import FindingDecision, FindingKind
from onewindow.registers.institutions import public as institutions


def _of_items(items: Sequence[Ref], **_rest: object) -> Matter:
    if not items:
        raise FindingEmpty
    return Matter(items[0])


def _of_finding(finding: UUID, **_rest: object) -> Matter:
    return Matter(Ref.to("finding", finding))


@command("functions.record_finding", on=_of_items)
def record_finding(
    actor: Actor,
    /,
    *,
    kind: FindingKind,
    items: Sequence[Ref],
    score: Decimal,
    evidence: Mapping[str, object] | None = None,
) -> UUID:
    """Records what is wrong between functions or services; gives the finding's id.

    Units: `score` from 0 to 1. The same open finding again is the same finding, with the newer
    score and evidence. Raises: FindingEmpty.
    """
    if not Decimal(0) <= score <= Decimal(1):
        raise FindingEmpty
    names = sorted({str(item) for item in items})
    row = written(kind, names, score, evidence or {})
    note(on=Ref.to("finding", row.id), kind=kind, items=names, score=str(score))
    announce(FindingRecorded(row.id))
    return row.id


def written(
    kind: FindingKind, names: Sequence[str], score: Decimal, evidence: Mapping[str, object]
) -> OverlapFinding:
    """Gives the open finding about these things, made or brought up to date."""
    row, is_new = OverlapFinding.objects.select_for_update().get_or_create(
        kind=kind,
        items=list(names),
        decision="",
        defaults={"score": score, "evidence": dict(evidence)},
    )
    if not is_new:
        row.score, row.evidence = score, dict(evidence)
        row.save(update_fields=["score", "evidence"])
    return row


def raise_finding(
    kind: FindingKind, items: Sequence[Ref], score: Decimal, evidence: Mapping[str, object]
) -> UUID | None:
    """Records what a command of a package above has found in its own transaction; gives its id.

    Shape: `evidence["of"]` names what it rests on: what was decided on the same is not opened
    again, and nothing is given. The calling command is what the gate has let in.
    """
    names = sorted({str(item) for item in items})
    if (*names, evidence.get("of")) in queries.decided_on(kind, "of"):
        return None
    row = written(kind, names, score, evidence)
    announce(FindingRecorded(row.id))
    return row.id


def _open(finding: UUID) -> OverlapFinding:
    row = OverlapFinding.objects.select_for_update().filter(id=finding, decision="").first()
    if row is None:
        raise FindingUnknown
    return row


def _of_statement(finding: UUID, body: UUID, **_rest: object) -> Matter:
    return Matter(Ref.to("finding", finding), body=body)


@command("functions.state_view", on=_of_statement)
def state_view(
    actor: Actor, /, *, finding: UUID, body: UUID, words: str, said_on: dt.date | None = None
) -> UUID:
    """Writes down what a body concerned says of an open finding, today or on an earlier day.

    Raises: FindingUnknown, NotConcerned, StatementEmpty.
    """
    row = _open(finding)
    named = institutions.body(body)
    if body not in queries.concerned(row.items):
        raise NotConcerned(body=named.name)
    today = jurisdiction.day(named.region)
    day = said_on or today
    if not words.strip() or day > today:
        raise StatementEmpty
    made = Statement.objects.create(
        finding=row, body_id=body, words=words.strip(), said_on=day, recorded_by=actor.id
    )
    note(body=str(body), said_on=day.isoformat())
    return made.id


@command("functions.decide_finding", on=_of_finding)
def decide_finding(
    actor: Actor,
    /,
    *,
    finding: UUID,
    decision: FindingDecision,
    because: str,
    in_favour_of: UUID | None = None,
) -> None:
    """Decides an open finding, with the reason, once every body concerned was heard.

    Never by the party that gains: not by who holds a post in the body in whose favour it is, nor,
    where all stays as it is, in a body concerned; nor by a process owner (domain.md 3.3, duty 5).
    What follows, a transfer say, is a command of its own.
    Raises: FindingUnknown, ReasonMissing, GainerMissing, NotConcerned, DecidesOwnCase, NotHeard.
    """
    row = _open(finding)
    if not because.strip():
        raise ReasonMissing
    _let_decide(row, decision, in_favour_of)
    row.decision, row.because, row.in_favour_of_id = decision, because, in_favour_of
    row.decided_by, row.decided_at = actor.id, clock.now()
    row.save(update_fields=["decision", "because", "decided_by", "decided_at", "in_favour_of_id"])
    note(decision=decision, because=because, in_favour_of=str(in_favour_of or ""))
    announce(FindingDecided(row.id))


def _let_decide(row: OverlapFinding, decision: FindingDecision, gainer: UUID | None) -> None:
    """Refuses who gains, and a decision that comes before the hearing."""
    concerned = queries.concerned(row.items)
    standing = frames.standing()
    if decision.gives and concerned and gainer is None:
        raise GainerMissing
    if gainer is not None:
        institutions.body(gainer)
    gaining = {gainer} if gainer else set(concerned)
    if standing.bodies & gaining:
        raise DecidesOwnCase(because="gains")
    if standing.holds(Role.PROCESS_OWNER):
        raise DecidesOwnCase(because="waits")
    heard = set(row.statements.values_list("body_id", flat=True))
    unheard = [body for body in concerned if body not in heard]
    if unheard:
        names = institutions.body_names(unheard)
        raise NotHeard(bodies=[names[body] for body in unheard])
