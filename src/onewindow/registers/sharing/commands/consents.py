"""Consents of people to the sharing of their data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing.commands.keeping import days, known_elements, said, their_function
from onewindow.registers.sharing.errors import ConsentUnknown, WrongState
from onewindow.registers.sharing.events import ConsentWithdrawn
from onewindow.registers.sharing.models import Consent


def _own(**_: object) -> Matter:
    return Matter(Ref.to("consent", "new"), owner=frames.standing().actor.id)


@command("sharing.give_consent", on=_own)
def give_consent(  # what a person agrees to, by keyword only
    actor: Actor,
    /,
    *,
    consumer: UUID,
    elements: Sequence[str],
    function: str,
    purpose: Texts,
    begins: dt.date,
    ends: dt.date,
) -> UUID:
    """Agrees that an institution gets data of one's own for a function, until a day; gives the id.

    Raises: NothingWanted, ElementUnknown, BodyUnknown, NotTheirFunction, FunctionUnknown,
    WrongDays, ReasonMissing (no purpose).
    """
    region = institutions.body(consumer).region
    today = jurisdiction.day(region)
    row = Consent.objects.create(
        region_id=region,
        person=actor.id,
        consumer_id=consumer,
        elements=known_elements(elements, today),
        function_id=their_function(function, consumer, today).id,
        purpose=said(purpose),
        during=days(begins, ends, today),
    )
    frames.note(on=Ref.to("consent", row.id), consumer=str(consumer), elements=row.elements)
    return row.id


def _of_consent(consent: UUID) -> Matter:
    rows = Consent.objects.visible_to(frames.standing())
    found = rows.filter(id=consent).values_list("person", flat=True).first()
    if found is None:
        raise ConsentUnknown
    return Matter(Ref.to("consent", consent), owner=found)


@command("sharing.withdraw_consent", on=_of_consent)
def withdraw_consent(actor: Actor, /, *, consent: UUID) -> None:
    """Takes a consent back: from this instant it covers nothing.

    Raises: ConsentUnknown, WrongState (it was withdrawn before).
    """
    row = Consent.objects.select_for_update().get(id=consent)
    if row.withdrawn_at is not None:
        raise WrongState(what=str(row), state="withdrawn")
    row.withdrawn_at = frames.standing().at
    row.save(update_fields=["withdrawn_at"])
    announce(ConsentWithdrawn(row.id))
