"""The law of tasks, as pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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


def idle_layers(
    cases: Iterable[Mapping[str, str]], all_or_nothing: bool, least: int
) -> dict[str, int]:
    """Gives the approval steps that changed nothing: step -> how many cases it was asked in.

    Shape: a case is step -> outcome. A step changed a case where the result without it would be
    another one. Only steps asked in at least `least` cases are named (AC-3.2d).
    """
    asked: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for case in cases:
        whole = consolidated(list(case.values()), all_or_nothing)
        for step in case:
            rest = [outcome for other, outcome in case.items() if other != step]
            asked[step] += 1
            changed[step] += consolidated(rest, all_or_nothing) != whole
    return {step: count for step, count in asked.items() if count >= least and not changed[step]}
