"""Verification: the chain over the audit, the checks of stored facts, the lines of one case."""

from __future__ import annotations

import dataclasses
import json

import typer

from onewindow.delivery.cases import public as cases
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.audit.types import Line


def verify(*, case: str, as_json: bool) -> int:
    """Verifies everything and prints what was checked; gives 1 where anything is wrong."""
    with reading(OPERATOR, "audit.view"):
        verified = audit.verify()
        checks = audit.run_checks()
        lines = _lines_of(case) if case else []
    found = [*verified.faults, *(fault for faults in checks.values() for fault in faults)]
    if as_json:
        report = {
            "lines": verified.lines,
            "unsealed": verified.unsealed,
            "seals": verified.seals,
            "checks": sorted(checks),
            "faults": [dataclasses.asdict(fault) for fault in found],
            "case": [dataclasses.asdict(line) for line in lines],
        }
        typer.echo(json.dumps(report, default=str, ensure_ascii=False))
        return 1 if found else 0
    for line in lines:
        typer.echo(_shown(line))
    typer.echo(
        f"{verified.lines} lines in {verified.seals} seals recomputed,"
        f" {verified.unsealed} waiting for their seal; checks: {', '.join(sorted(checks))}."
    )
    for fault in found:
        typer.echo(f"WRONG  {fault.where}: {fault.what}", err=True)
    verdict = "Something is wrong: see above." if found else "Nothing was changed."
    typer.echo(verdict, err=bool(found))
    return 1 if found else 0


def _lines_of(number: str) -> list[Line]:
    """Gives the lines about a case, its draft and its tasks, in their order."""
    case = cases.by_number(number)
    refs = [Ref.to("draft", case.id), Ref.to("case", case.id), *cases.task_refs(case.id)]
    found = {line.seq: line for ref in refs for line in audit.lines_about(ref)}
    return [found[seq] for seq in sorted(found)]


def _shown(line: Line) -> str:
    seal = "sealed " if line.sealed else "waiting"
    who = f"{line.actor_label} ({' > '.join((*line.through, line.action))})"
    return f"{line.seq:>8}  {line.at:%Y-%m-%d %H:%M:%S}  {seal}  {line.outcome:<7}  {who}"
