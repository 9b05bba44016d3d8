"""What security lends: the gate, and checks that decisions agree with the audit."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from onewindow.ground.kernel.gate import GATE
from onewindow.trust.audit.public import CHECKS
from onewindow.trust.audit.types import Fault
from onewindow.trust.security.gate import SecurityGate

_UNWITNESSED = "SELECT what, ref FROM onewindow_unwitnessed_decisions()"


def _decisions_are_witnessed() -> Iterable[Fault]:
    """Finds clearances, vetoes, lifts and officers that no audit line speaks of, or differently."""
    with connection.cursor() as cursor:
        cursor.execute(_UNWITNESSED)
        return [Fault(f"{what} {ref}", "no audit line tells of it") for what, ref in cursor]


GATE.lend("trust.security", SecurityGate())
CHECKS.lend("security.decisions_are_witnessed", _decisions_are_witnessed)
