"""The front door of the register of functions."""

from __future__ import annotations

from onewindow.registers.functions.commands.assignments import assign, release, transfer
from onewindow.registers.functions.commands.findings import decide_finding, record_finding
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
from onewindow.registers.functions.divisions import (
    Atlas,
    Drawn,
    atlas,
    boundary,
    neighbours,
)
from onewindow.registers.functions.queries import (
    function,
    function_by_code,
    functions,
    held_at,
    held_by,
    holdings,
    is_cleared,
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
    "Atlas",
    "Drawn",
    "Simulation",
    "activate",
    "add_basis",
    "assign",
    "atlas",
    "boundary",
    "decide_finding",
    "decide_reorganisation",
    "end_function",
    "function",
    "function_by_code",
    "functions",
    "held_at",
    "held_by",
    "holdings",
    "is_cleared",
    "neighbours",
    "open_findings",
    "orphan",
    "owner",
    "owners",
    "parts",
    "plan_reorganisation",
    "propose_function",
    "record_finding",
    "release",
    "reorganisation",
    "reorganisations",
    "responsible",
    "simulate",
    "simulated",
    "transfer",
    "withdraw_reorganisation",
]
