"""What the register lends: titles of functions and findings."""

from __future__ import annotations

from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.registers.functions import queries

KINDS.lend("function", RefKind("function", "registers.functions", queries.function_title))
KINDS.lend("finding", RefKind("finding", "registers.functions", queries.finding_title))
