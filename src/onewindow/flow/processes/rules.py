"""The law of tasks, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from onewindow.flow.processes.types import REFUSED


def missing_in_refusal(outcome: str, reason: str, legal_basis: str, remedy: str) -> list[str]:
    """Gives what a refusal still lacks (INV-36); nothing for other outcomes."""
    if outcome != REFUSED:
        return []
    given = {"reason": reason, "legal_basis": legal_basis, "remedy": remedy}
    return [name for name, text in given.items() if not text.strip()]


def consolidated(outcomes: Sequence[str], all_or_nothing: bool) -> str:
    """Gives the one result of all steps by the declared failure rule (AC-3.3d)."""
    refused = sum(outcome == REFUSED for outcome in outcomes)
    if not refused:
        return "granted"
    if all_or_nothing or refused == len(outcomes):
        return "refused"
    return "partly"
