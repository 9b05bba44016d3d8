"""Tables of functions, of who does them in time, of findings, and of reorganisations."""

from __future__ import annotations

from onewindow.registers.functions.models.findings import OverlapFinding, Scan, Statement
from onewindow.registers.functions.models.register import Assignment, Function, FunctionBasis
from onewindow.registers.functions.models.reorganisations import (
    Reorganisation,
    ReorganisationClosing,
    ReorganisationMove,
    ReorganisationPost,
)

__all__ = [
    "Assignment",
    "Function",
    "FunctionBasis",
    "OverlapFinding",
    "Reorganisation",
    "ReorganisationClosing",
    "ReorganisationMove",
    "ReorganisationPost",
    "Scan",
    "Statement",
]
