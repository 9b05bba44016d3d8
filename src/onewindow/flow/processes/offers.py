"""What processes lend: their titles."""

from __future__ import annotations

from onewindow.flow.processes import queries
from onewindow.ground.kernel.refs import KINDS, RefKind

KINDS.lend("process", RefKind("process", "flow.processes", queries.process_title))
