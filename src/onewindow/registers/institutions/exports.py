"""What the public may see of bodies, ready to be written: our own, and those of open sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings

from onewindow.engines.linked import Graph
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.errors import BodyUnknown
from onewindow.registers.institutions.org import Standing, add_body
from onewindow.registers.institutions.types import OWN, BodyFacts
from onewindow.trust.security import public as security


def address() -> str:
    """Gives where the addresses of this installation begin."""
    return str(settings.PUBLIC_ADDRESS).rstrip("/")


def every() -> list[BodyFacts]:
    """Gives the bodies that the public sees today, in the order of their ids."""
    return sorted(queries.shown_bodies(clock.now().date()), key=lambda one: one.id)


def one(body_id: UUID) -> BodyFacts:
    """Gives a body that the public sees now. Raises BodyUnknown."""
    found = queries.body(body_id)
    if found.scheme not in queries.shown_schemes():
        raise BodyUnknown
    return found


def graph_of(bodies: Sequence[BodyFacts]) -> Graph:
    """Gives the bodies in the words of W3C ORG."""
    graph = Graph()
    for standing in _standing(bodies):
        add_body(graph, standing, address())
    return graph


def _standing(bodies: Sequence[BodyFacts]) -> Iterable[Standing]:
    above = queries.parents_now([one.id for one in bodies], clock.now().date())
    regions = {one.region: jurisdiction.region(one.region).name for one in bodies}
    sources = {scheme: _source(scheme) for scheme in {one.scheme for one in bodies}}
    for body in bodies:
        parents = sorted(above.get(body.id, ()))
        yield Standing(body, parents, regions[body.region], sources[body.scheme])


def _source(scheme: str) -> Texts:
    if scheme == OWN:
        return {"en": str(settings.ONEWINDOW_SITE.name)}
    return security.subject(security.source(scheme)).title or {"en": scheme}
