"""What the catalogue does when institutions change."""

from __future__ import annotations

from onewindow.ground.kernel.events import listen
from onewindow.registers.catalogue.errors import BodyKeepsData
from onewindow.registers.catalogue.models import (
    InformationResource,
    InformationSystem,
    Register,
)
from onewindow.registers.catalogue.types import RegisterState, ResourceState, SystemState
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.events import BodyClosed


def keep_owners(event: BodyClosed) -> None:
    """Refuses the end of a body that still answers for entries of the catalogue (INV-17).

    A successor gets them on the day (`catalogue.succeed`), so with one there is nothing to refuse.
    What row security hides from the actor is not counted; the orphan check finds it afterwards.
    Raises: BodyKeepsData.
    """
    if institutions.body(event.body).superseded_by is not None:
        return
    kept = [
        *Register.objects.filter(owner=event.body).exclude(state=RegisterState.RETIRED),
        *InformationSystem.objects.filter(owner=event.body).exclude(state=SystemState.TERMINATED),
        *InformationResource.objects.filter(provider=event.body).exclude(
            state=ResourceState.WITHDRAWN
        ),
    ]
    if kept:
        raise BodyKeepsData(
            body=institutions.body(event.body).name,
            count=len(kept),
            on=event.on,
            first=kept[0].name,
        )


listen(BodyClosed, keep_owners)
