"""The front door of the register of functions."""

from __future__ import annotations

from onewindow.registers.functions.commands.assignments import assign, release, transfer
from onewindow.registers.functions.commands.findings import (
    decide_finding,
    raise_finding,
    record_finding,
    state_view,
)
from onewindow.registers.functions.commands.register import (
    activate,
    end_function,
    orphan,
    propose_function,
)
from onewindow.registers.functions.commands.scanning import scan
from onewindow.registers.functions.queries import (
    concerned,
    finding,
    function,
    function_by_code,
    functions,
    held_at,
    held_by,
    holdings,
    is_cleared,
    is_justified,
    last_scan,
    open_findings,
    owner,
    owners,
    responsible,
)

__all__ = [
    "activate",
    "assign",
    "concerned",
    "decide_finding",
    "end_function",
    "finding",
    "function",
    "function_by_code",
    "functions",
    "held_at",
    "held_by",
    "holdings",
    "is_cleared",
    "is_justified",
    "last_scan",
    "open_findings",
    "orphan",
    "owner",
    "owners",
    "propose_function",
    "raise_finding",
    "record_finding",
    "release",
    "responsible",
    "scan",
    "state_view",
    "transfer",
]
