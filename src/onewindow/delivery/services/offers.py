"""What services lend: how a service is called, and what a change of functions touches."""

from __future__ import annotations

from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.queries import services_of
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change, ChangeKind, touched
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind, title
from onewindow.ground.kernel.texts import pick


def _title(key: str) -> str | None:
    found = PublicService.objects.filter(id=key).values_list("title", flat=True).first()
    return pick(found) if found else None


def _services(change: Change, standing: Standing) -> Affected:
    """Gives the services that get another competent authority (INV-03)."""
    rows = services_of(change.ids("function")) if change.kind is ChangeKind.MOVED else []
    return touched(
        "services", change, [(Ref.to("service", row.id), pick(row.title), None) for row in rows]
    )


def _forms(change: Change, standing: Standing) -> Affected:
    """Gives the forms of those services; they name no institution and stay as they are."""
    rows = services_of(change.ids("function")) if change.kind is ChangeKind.MOVED else []
    codes = dict.fromkeys(row.form_code for row in rows if row.form_code)
    refs = [Ref.to("form", code) for code in codes]
    return touched("forms", change, [(ref, title(ref), None) for ref in refs])


IMPACT.lend("delivery.services", _services)
IMPACT.lend("delivery.services.forms", _forms)
KINDS.lend("service", RefKind("service", "delivery.services", _title))
