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
    add_basis,
    end_function,
    orphan,
    propose_function,
)
from onewindow.registers.functions.commands.reorganisations import (
    decide_reorganisation,
    plan_reorganisation,
    withdraw_reorganisation,
)
from onewindow.registers.functions.commands.scanning import scan
from onewindow.registers.functions.divisions import (
    atlas,
    boundary,
    neighbours,
)
from onewindow.registers.functions.queries import (
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
    named_owners,
    open_findings,
    owner,
    owners,
    parts,
    responsible,
)
from onewindow.registers.functions.reorganisations import (
    Simulation,
    reorganisation,
    reorganisations,
    simulate,
    simulated,
)

__all__ = [
    "Simulation",
    "activate",
    "add_basis",
    "assign",
    "atlas",
    "boundary",
    "decide_finding",
    "decide_reorganisation",
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
    "named_owners",
    "neighbours",
    "open_findings",
    "orphan",
    "owner",
    "owners",
    "parts",
    "plan_reorganisation",
    "propose_function",
    "raise_finding",
    "record_finding",
    "release",
    "reorganisation",
    "reorganisations",
    "responsible",
    "scan",
    "simulate",
    "simulated",
    "state_view",
    "transfer",
    "withdraw_reorganisation",
]
