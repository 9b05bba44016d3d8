"""What the operator may ask for at the command line; the gate answers as it answers everybody."""

from __future__ import annotations

import typer

from onewindow.delivery.services import public as services
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.trust.security import public as security


def go_live(code: str) -> int:
    """Asks to open a service."""
    service = services.by_code(code)
    services.go_live(OPERATOR, service_id=service.id)
    typer.echo(f"{code} is live.")
    return 0


def lift_veto(number: str, evidence: str) -> int:
    """Asks to lift a veto."""
    veto = next((v for v in security.open_vetoes() if v.number == number), None)
    if veto is None:
        typer.echo(f"There is no open veto {number}.", err=True)
        return 1
    security.lift_veto(OPERATOR, veto_id=veto.id, evidence=evidence)
    typer.echo(f"{number} is lifted.")
    return 0
