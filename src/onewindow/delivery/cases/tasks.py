"""Jobs of cases."""

from __future__ import annotations

from uuid import UUID

from onewindow.delivery.cases.clockwork import tell_stopped
from onewindow.ground.kernel.actor import CLOCK
from onewindow.ground.kernel.jobs import job
from onewindow.ground.kernel.refs import Ref


@job("cases.tell_of_veto")
def tell_of_veto(veto_id: str, subject: str) -> None:
    """Tells the applicants whose service a veto stops."""
    while tell_stopped(CLOCK, cause=UUID(veto_id), subject=Ref.parse(subject)):
        continue


@job("cases.tell_of_stop")
def tell_of_stop(stop_id: str, subject: str) -> None:
    """Tells the applicants whose service a stop order stops."""
    while tell_stopped(CLOCK, cause=UUID(stop_id), subject=Ref.parse(subject)):
        continue
