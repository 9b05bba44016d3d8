"""What the jurisdiction lends: the titles of regions, acts and periods."""

from __future__ import annotations

from onewindow.ground.jurisdiction.models import LegalBasis, Region
from onewindow.ground.kernel.refs import KINDS, RefKind
from onewindow.ground.kernel.texts import listed, pick


def _region_title(key: str) -> str | None:
    found = Region.objects.filter(code=key).first()
    return pick(found.name) if found else None


def _basis_title(key: str) -> str | None:
    found = LegalBasis.objects.filter(code=key).first()
    return listed([found.title, found.article]) if found else None


def _period_title(key: str) -> str | None:
    return key


for _kind, _title in (
    ("region", _region_title),
    ("legal_basis", _basis_title),
    ("period", _period_title),
):
    KINDS.lend(_kind, RefKind(_kind, "ground.jurisdiction", _title))
