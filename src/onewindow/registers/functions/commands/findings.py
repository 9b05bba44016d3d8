"""Findings about the division of functions: recorded, then decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.functions.errors import FindingEmpty, FindingUnknown, ReasonMissing
from onewindow.registers.functions.events import FindingDecided, FindingRecorded
from onewindow.registers.functions.models import OverlapFinding
from onewindow.registers.functions.types import FindingDecision, FindingKind


def _of_items(items: Sequence[Ref], **_: object) -> Matter:
    if not items:
        raise FindingEmpty
    return Matter(items[0])


def _of_finding(finding: UUID, **_: object) -> Matter:
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
    row, is_new = OverlapFinding.objects.select_for_update().get_or_create(
        kind=kind,
        items=names,
        decision="",
        defaults={"score": score, "evidence": dict(evidence or {})},
    )
    if not is_new:
        row.score, row.evidence = score, dict(evidence or {})
        row.save(update_fields=["score", "evidence"])
    note(on=Ref.to("finding", row.id), kind=kind, items=names, score=str(score))
    announce(FindingRecorded(row.id))
    return row.id


@command("functions.decide_finding", on=_of_finding)
def decide_finding(
    actor: Actor, /, *, finding: UUID, decision: FindingDecision, because: str
) -> None:
    """Decides an open finding, with the reason. Raises: FindingUnknown, ReasonMissing."""
    row = OverlapFinding.objects.select_for_update().filter(id=finding, decision="").first()
    if row is None:
        raise FindingUnknown
    if not because.strip():
        raise ReasonMissing
    row.decision, row.because = decision, because
    row.decided_by, row.decided_at = actor.id, clock.now()
    row.save(update_fields=["decision", "because", "decided_by", "decided_at"])
    note(decision=decision, because=because)
    announce(FindingDecided(row.id))
