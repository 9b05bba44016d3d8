"""What services lend: how a service is called where it is referred to."""

from __future__ import annotations

from onewindow.delivery.services.models import PublicService
from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.ground.kernel.texts import pick


def _title(key: str) -> str | None:
    found = PublicService.objects.filter(id=key).values_list("title", flat=True).first()
    return pick(found) if found else None


KINDS.lend("service", RefKind("service", "delivery.services", _title))
