"""Checks that stored facts still agree with the audit and with the rules.

What a database superuser changes behind the application's back passes every constraint that was
switched off for the purpose; these checks find it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onewindow.ground.kernel.ports import Port
from onewindow.trust.audit.types import Fault

Check = Callable[[], Iterable[Fault]]

CHECKS: Port[Check] = Port("audit.checks")


def run_checks() -> dict[str, list[Fault]]:
    """Runs every lent check; gives what each found."""
    return {name: list(check()) for name, check in CHECKS.items()}
