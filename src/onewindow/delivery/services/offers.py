"""What services lend: how a service is called, and what the end of a source would touch."""

from __future__ import annotations

from onewindow.delivery.services import queries
from onewindow.delivery.services.models import PublicService
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue

FIRST = 20


def _title(key: str) -> str | None:
    found = PublicService.objects.filter(id=key).values_list("title", flat=True).first()
    return pick(found) if found else None


def _asking(change: Change) -> list[PublicService]:
    return queries.services_asking(forms.forms_asking(catalogue.lost(change)))


def _services(change: Change, standing: Standing) -> Affected:
    """Gives the services whose form asks for data which nobody would hold any more."""
    found = [(row.subject, pick(row.title), None) for row in _asking(change)]
    return Affected("services", len(found), found[:FIRST])


def _processes(change: Change, standing: Standing) -> Affected:
    """Gives the processes that such services run."""
    titles = {row.process_code: pick(row.title) for row in _asking(change) if row.process_code}
    first = [(Ref.to("process", code), title, None) for code, title in sorted(titles.items())]
    return Affected("processes", len(first), first[:FIRST])


IMPACT.lend("delivery.services", _services)
IMPACT.lend("delivery.services.processes", _processes)
KINDS.lend("service", RefKind("service", "delivery.services", _title))
