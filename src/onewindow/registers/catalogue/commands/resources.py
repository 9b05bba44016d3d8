"""The life of a resource: described, published, withdrawn."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.catalogue import rules
from onewindow.registers.catalogue.commands.describing import (
    checked,
    describe,
    fill,
    index,
    reasoned,
    unindex,
)
from onewindow.registers.catalogue.commands.keeping import existing, owned, today
from onewindow.registers.catalogue.errors import ResourceUnknown, WrongDay, WrongState
from onewindow.registers.catalogue.events import ResourcePublished, ResourceWithdrawn
from onewindow.registers.catalogue.models import InformationResource
from onewindow.registers.catalogue.queries import resources as queries
from onewindow.registers.catalogue.types import Description, Openness, ResourceState

_SERIES = {True: ("CTR", "MDR"), False: ("CTL", "MDL")}  # a gap must not tell of what is hidden


def _new(description: Description, **_: object) -> Matter:
    if description.provider is None:
        return Matter(Ref.to("resource", "new"))
    return owned("resource", "new", description.provider)


def _known(resource: UUID, **_: object) -> Matter:
    return owned("resource", resource, queries.resource(resource).provider_id)


def _locked(resource: UUID) -> InformationResource:
    """Gives a resource that the actor may see, locked. Raises: ResourceUnknown."""
    rows = InformationResource.objects.visible_to(frames.standing())
    row = rows.select_for_update(no_key=True).filter(id=resource).first()
    if row is None:
        raise ResourceUnknown
    return row


@command("catalogue.register_resource", on=_new)
def register_resource(actor: Actor, /, *, description: Description) -> UUID:
    """Enters a resource as a draft, with its identifiers; gives its id.

    Raises: ResourceIncomplete (it names what is missing, AC-2.1a), SharingBasisMissing (INV-15),
    CycleUnknown, NotOfTheParty, CategoryUnknown, ElementUnknown, BodyUnknown, WrongBody,
    FunctionUnknown, LegalBasisUnknown.
    """
    provider, level = checked(description)
    body = existing(provider, today(provider))
    row = InformationResource(region_id=body.region, provider_id=body.id)
    fill(row, description)
    row.level = level
    series, of_metadata = _SERIES[level is Level.PUBLIC]
    at = frames.standing().at
    number = jurisdiction.next_number(body.region, series, at)
    row.identifier = rules.identifier(body.region, body.code, number)
    row.metadata_identifier = jurisdiction.next_number(body.region, of_metadata, at)
    row.save(force_insert=True)
    describe(row, description)
    frames.note(on=Ref.to("resource", row.id), identifier=row.identifier, level=int(row.level))
    return row.id


@command("catalogue.revise_resource", on=_known)
def revise_resource(actor: Actor, /, *, resource: UUID, description: Description) -> None:
    """Replaces the description of a resource; provider, label and identifiers stay.

    Raises: as `register_resource`, and ResourceUnknown, WrongState (it is withdrawn).
    """
    row = _locked(resource)
    checked(description)
    if row.state == ResourceState.WITHDRAWN:
        raise WrongState(what=row.name, state=row.state)
    fill(row, description)
    row.save()
    describe(row, description)
    if row.state == ResourceState.PUBLISHED:
        index(row)
    frames.note(identifier=row.identifier)


@command("catalogue.publish_resource", on=_known)
def publish_resource(actor: Actor, /, *, resource: UUID) -> None:
    """Shows a resource to whoever its label admits. Raises: ResourceUnknown, WrongState."""
    row = _locked(resource)
    _become(row, ResourceState.PUBLISHED)
    row.because = ""
    row.issued = row.issued or jurisdiction.day(row.region_id)
    row.save(update_fields=["state", "because", "issued"])
    index(row)
    frames.note(identifier=row.identifier, level=int(row.level))
    announce(ResourcePublished(row.id))


@command("catalogue.withdraw_resource", on=_known)
def withdraw_resource(actor: Actor, /, *, resource: UUID, because: str) -> None:
    """Takes a resource out of the catalogue, for a reason; it stays on record.

    Raises: ResourceUnknown, ResourceIncomplete (no reason), WrongState.
    """
    row = _locked(resource)
    _become(row, ResourceState.WITHDRAWN)
    row.because = reasoned(because)
    row.save(update_fields=["state", "because"])
    unindex(row)
    frames.note(identifier=row.identifier, because=because)
    announce(ResourceWithdrawn(row.id))


@command("catalogue.relabel_resource", on=_known)
def relabel_resource(actor: Actor, /, *, resource: UUID, level: Level, because: str) -> None:
    """Changes how confidential a resource is. What is no longer public is no longer open.

    Raises: ResourceUnknown, ResourceIncomplete (no reason).
    """
    row = _locked(resource)
    reasoned(because)
    before, row.level = row.level, level
    if level is not Level.PUBLIC and row.openness == Openness.OPEN:
        row.openness = Openness.CLOSED
    row.save(update_fields=["level", "openness"])
    if row.state == ResourceState.PUBLISHED:
        index(row)
    frames.note(identifier=row.identifier, before=before, level=int(level), because=because)


@command("catalogue.hand_over_resource", on=_known)
def hand_over_resource(actor: Actor, /, *, resource: UUID, to_body: UUID, because: str) -> None:
    """Makes another institution answer for a resource; its identifiers stay.

    Raises: ResourceUnknown, BodyUnknown, WrongBody, NotOfTheParty, ResourceIncomplete.
    """
    row = _locked(resource)
    reasoned(because)
    body = existing(to_body, today(to_body))
    before, row.provider_id = row.provider_id, body.id
    row.save(update_fields=["provider"])
    if row.state == ResourceState.PUBLISHED:
        index(row)
    frames.note(
        identifier=row.identifier, from_body=str(before), to_body=str(body.id), because=because
    )


@command("catalogue.report_update", on=_known)
def report_update(actor: Actor, /, *, resource: UUID, on: dt.date) -> None:
    """Says on what day the content of a resource was last updated; the day only moves forward.

    Raises: ResourceUnknown, WrongDay (in the future, or before what was said last).
    """
    row = _locked(resource)
    if on > jurisdiction.day(row.region_id) or (row.last_updated and on < row.last_updated):
        raise WrongDay(on=on)
    row.last_updated = on
    row.save(update_fields=["last_updated"])
    frames.note(identifier=row.identifier, updated=on.isoformat())


def _become(row: InformationResource, state: ResourceState) -> None:
    """Moves a resource on in its life. Raises: WrongState."""
    if not rules.may_become(ResourceState(row.state), state):
        raise WrongState(what=row.name, state=row.state)
    row.state = state
