"""Writes of the audit. They are called by the gate and by readers' frames, inside their frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from onewindow.ground.kernel import frames, rows
from onewindow.ground.kernel.gate import Witnessed
from onewindow.ground.kernel.refs import Matter
from onewindow.trust.audit.models import Reading

_COLUMNS = "at, actor_id, actor_label, through, action, object_kind, object_id, outcome, fact"
_COPY = f"COPY trust_audit_entry ({_COLUMNS}) FROM STDIN"
_INSERT = f"""
    INSERT INTO trust_audit_entry ({_COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""  # noqa: S608  # constant


def _values(line: Witnessed) -> list[Any]:
    return [
        line.at,
        line.actor.id,
        line.actor.label,
        list(line.actor.through),
        line.action,
        line.on.kind if line.on else "",
        line.on.id if line.on else "",
        line.outcome,
        json.dumps(line.fact, default=str, ensure_ascii=False),
    ]


def record(line: Witnessed) -> None:
    """Appends one line in the current transaction."""
    rows.write(_INSERT, _values(line))


def record_many(lines: Sequence[Witnessed]) -> None:
    """Appends lines in their order in the current transaction, by one COPY (an import's batch)."""
    if not lines:
        return
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for line in lines:
            copy.write_row(_values(line))


def read(matter: Matter, purpose: str) -> None:
    """Remembers that the actor of the current frame read a person's data, and why.

    Reading one's own data is nobody's business and leaves no line.
    """
    actor = frames.standing().actor
    if matter.owner is None or matter.owner == actor.id:
        return
    Reading.objects.create(
        actor_id=actor.id,
        actor_label=actor.label,
        owner=matter.owner,
        object_kind=matter.ref.kind,
        object_id=matter.ref.id,
        purpose=purpose,
    )
