"""What services lend: their titles, and what a change of functions or of a source touches."""

from __future__ import annotations

from onewindow.delivery.services import queries
from onewindow.delivery.services.commands import items
from onewindow.delivery.services.models import PublicService
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change, ChangeKind, touched
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind, title
from onewindow.ground.kernel.texts import pick
from onewindow.ground.search.types import ENTRIES
from onewindow.registers.catalogue import public as catalogue


def _title(key: str) -> str | None:
    found = PublicService.objects.filter(id=key).values_list("title", flat=True).first()
    return pick(found) if found else None


def _touched(change: Change) -> list[PublicService]:
    """Gives the services that get another competent authority, or whose data nobody would hold."""
    if change.kind is ChangeKind.MOVED:
        return queries.services_of(change.ids("function"))
    if change.kind is ChangeKind.RETIRED:
        return queries.services_asking(forms.forms_asking(catalogue.lost(change)))
    return []


def _services(change: Change, standing: Standing) -> Affected:
    rows = _touched(change)
    return touched("services", change, [(row.subject, pick(row.title), None) for row in rows])


def _forms(change: Change, standing: Standing) -> Affected:
    """Gives the forms of moved services; they name no institution and stay as they are."""
    rows = _touched(change) if change.kind is ChangeKind.MOVED else []
    codes = dict.fromkeys(row.form_code for row in rows if row.form_code)
    refs = [Ref.to("form", code) for code in codes]
    return touched("forms", change, [(ref, title(ref), None) for ref in refs])


def _processes(change: Change, standing: Standing) -> Affected:
    """Gives the processes that services run whose data nobody would hold any more."""
    rows = _touched(change) if change.kind is ChangeKind.RETIRED else []
    titles = {row.process_code: pick(row.title) for row in rows if row.process_code}
    found = [(Ref.to("process", code), name, None) for code, name in sorted(titles.items())]
    return touched("processes", change, found)


IMPACT.lend("delivery.services", _services)
IMPACT.lend("delivery.services.forms", _forms)
IMPACT.lend("delivery.services.processes", _processes)
ENTRIES.lend("services", items.entries)
KINDS.lend("service", RefKind("service", "delivery.services", _title))
