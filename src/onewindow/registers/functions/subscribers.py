"""What functions do when institutions change."""

from __future__ import annotations

from django.db.models import Q

from onewindow.ground.kernel.events import listen
from onewindow.registers.functions.commands.keeping import cut
from onewindow.registers.functions.errors import BodyResponsible
from onewindow.registers.functions.models import Assignment
from onewindow.registers.functions.types import Mode
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.events import BodyClosed


def leave_functions(event: BodyClosed) -> None:
    """Ends the help of a closing body; refuses its end while it is still responsible (INV-02).

    Raises: BodyResponsible.
    """
    after = Q(during__endswith=None) | Q(during__endswith__gt=event.on)
    held = Assignment.objects.filter(after, body_id=event.body).select_related("function")
    owned = list(held.filter(mode=Mode.RESPONSIBLE).order_by("function__code"))
    if owned:
        raise BodyResponsible(
            body=institutions.body(event.body).name,
            count=len(owned),
            on=event.on,
            function=owned[0].function.title,
        )
    for part in held:
        cut(part, event.on)


listen(BodyClosed, leave_functions)
