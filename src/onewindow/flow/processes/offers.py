"""What processes lend: titles; tasks and definitions that a change of functions touches."""

from __future__ import annotations

from onewindow.flow.processes import queries
from onewindow.flow.processes.queries import definitions_of, pending_of
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change, ChangeKind, touched
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.texts import pick


def _tasks(change: Change, standing: Standing) -> Affected:
    """Gives the tasks that go to another desk, the most urgent first."""
    functions = change.ids("function") if change.kind is ChangeKind.MOVED else []
    rows = pending_of(functions, standing) if functions else []
    return touched("tasks", change, [(Ref.to("task", key), pick(t), due) for key, t, due in rows])


def _definitions(change: Change, standing: Standing) -> Affected:
    """Gives the published processes of which a step changes hands; they need no new version."""
    functions = change.ids("function") if change.kind is ChangeKind.MOVED else []
    rows = definitions_of(functions) if functions else []
    found = [(Ref.to("process", code), f"{code}: {steps}", None) for code, steps in rows]
    return touched("processes", change, found)


IMPACT.lend("flow.processes", _tasks)
IMPACT.lend("flow.processes.definitions", _definitions)
KINDS.lend("process", RefKind("process", "flow.processes", queries.process_title))
