"""Bodies as foreign sources describe them. Running an import twice changes nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import imports, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.errors import Invalid
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.imports import Counts, Done, Piece, Taken, Taking, Together
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.commands.indexing import index_all
from onewindow.registers.institutions.errors import BodyUnknown, ParentCircle
from onewindow.registers.institutions.models import Body, BodyParent
from onewindow.registers.institutions.rules import makes_circle
from onewindow.registers.institutions.types import (
    OWN,
    BodyStatus,
    Described,
    Imported,
    Reaching,
)
from onewindow.trust.security import public as security

_CHANGING = (
    "batch", "name", "organ_type", "level", "region", "valid_from", "valid_to", "status",
    "address", "phone", "hours", "website",
)  # fmt: skip


def _of_source(scheme: str, source_id: str, **_: object) -> Matter:
    return Matter(Ref.to("body", f"{scheme}:{source_id}"))


def _of_scheme(scheme: str, **_: object) -> Matter:
    return Matter(security.source(scheme))


@command("institutions.take_in_bodies", on=_of_scheme)
def take_in_bodies(
    actor: Actor, /, *, batch: UUID, scheme: str, bodies: Sequence[Piece[Described]]
) -> Counts:
    """Takes in one batch of bodies, all together, each with its own audit line."""

    def take(one: Described) -> Taken:
        return register_imported_body(
            actor, batch=batch, scheme=scheme, source_id=one.code, body=one.body
        )[1]

    def keep(some: Sequence[Described]) -> list[Done]:
        return _keep(batch, scheme, {one.code: one.body for one in some})

    taking = _taking(scheme, "institutions.register_imported_body", take)
    together = Together(keep, lambda one: one.code)
    return imports.take_batch(bodies, dataclasses.replace(taking, together=together))


@command("institutions.take_in_parents", on=_of_scheme)
def take_in_parents(actor: Actor, /, *, scheme: str, bodies: Sequence[Piece[Described]]) -> Counts:
    """Puts one batch of bodies under the parents they name; all bodies are there by now."""

    def take(one: Described) -> Taken:
        reached = link_parents(actor, scheme=scheme, source_id=one.code, parents=one.parents)
        return Taken.UPDATED if reached.linked or reached.ended else Taken.UNCHANGED

    return imports.take_batch(bodies, _taking(scheme, "institutions.link_parents", take))


def _taking(scheme: str, action: str, take: Callable[[Described], Taken]) -> Taking[Described]:
    return Taking(
        origin=security.source(scheme),
        action=action,
        take=take,
        on=lambda one: Ref("body", f"{scheme}:{one.code}"),
        source=lambda one: one.source,
    )


@command("institutions.register_imported_body", on=_of_source)
def register_imported_body(
    actor: Actor, /, *, batch: UUID, scheme: str, source_id: str, body: Imported
) -> tuple[UUID, Taken]:
    """Keeps one body as its source describes it; gives its id and what was done.

    The same description again changes nothing. Raises: RegionUnknown; Invalid for our own scheme.
    """
    if scheme == OWN:
        raise Invalid(reason="A source may not write institutions of our own.")
    (done,) = _keep(batch, scheme, {source_id: body})
    done.note()
    return UUID(done.on.id), done.taken


def _keep(batch: UUID, scheme: str, bodies: Mapping[str, Imported]) -> list[Done]:
    """Keeps bodies by their codes as their source describes them; gives what was done with each.

    The statements are the same, however many they are. Raises: RegionUnknown; Invalid for our
    own scheme.
    """
    if scheme == OWN:
        raise Invalid(reason="A source may not write institutions of our own.")
    there = Body.objects.select_for_update().filter(scheme=scheme, code__in=bodies)
    known = {row.code: row for row in there.order_by("code")}
    taken: dict[Taken, list[Body]] = {Taken.CREATED: [], Taken.UPDATED: [], Taken.UNCHANGED: []}
    done = []
    for code, body in bodies.items():
        row = known.get(code) or Body(scheme=scheme, code=code)
        outcome = _described(row, body, batch, is_new=code not in known)
        taken[outcome].append(row)
        done.append(Done(Ref.to("body", row.id), outcome, {"batch": str(batch)}))
    rows.add_all(taken[Taken.CREATED])
    rows.change_all(taken[Taken.UPDATED], *_CHANGING)
    index_all([*taken[Taken.CREATED], *taken[Taken.UPDATED]])
    return done


def _described(row: Body, body: Imported, batch: UUID, *, is_new: bool) -> Taken:
    """Sets what is different in a row; gives what is to be done with it."""
    wanted = _columns(body, row.valid_to)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed and not is_new:
        return Taken.UNCHANGED
    for name, value in {**wanted, "batch": batch}.items():
        setattr(row, name, value)
    return Taken.CREATED if is_new else Taken.UPDATED


def would_register(scheme: str, one: Described) -> Taken:
    """Says what `register_imported_body` would do with a body, and does nothing."""
    row = Body.objects.filter(scheme=scheme, code=one.code).first()
    if row is None:
        return Taken.CREATED
    wanted = _columns(one.body, row.valid_to)
    changed = any(getattr(row, name) != value for name, value in wanted.items())
    return Taken.UPDATED if changed else Taken.UNCHANGED


def _columns(body: Imported, closed_on: dt.date | None) -> dict[str, object]:
    """Gives the columns that a description sets; a day of closing once noted is kept."""
    ends = body.valid_to
    if ends is None and body.is_closed:
        ends = closed_on or jurisdiction.day(body.region)
    return {
        "name": dict(body.name),
        "organ_type": body.organ_type,
        "level": body.level,
        "region_id": jurisdiction.region(body.region).code,
        "valid_from": body.valid_from,
        "valid_to": ends,
        "status": BodyStatus.CLOSED if ends else BodyStatus.ACTIVE,
        "address": dict(body.contact.address),
        "phone": body.contact.phone,
        "hours": dict(body.contact.hours),
        "website": body.contact.website,
    }


@command("institutions.link_parents", on=_of_source)
def link_parents(
    actor: Actor, /, *, scheme: str, source_id: str, parents: Sequence[str]
) -> Reaching:
    """Puts an imported body under the parents that its source names; others are ended.

    Parents that are not in the register are given back as missing. Raises: BodyUnknown,
    ParentCircle; Invalid for our own scheme.
    """
    if scheme == OWN:
        raise Invalid(reason="A source may not move institutions of our own.")
    row = Body.objects.select_for_update().filter(scheme=scheme, code=source_id).first()
    if row is None:
        raise BodyUnknown
    known = dict(Body.objects.filter(scheme=scheme, code__in=parents).values_list("code", "id"))
    _refuse_circles(row, known)
    today = jurisdiction.day(row.region_id)
    current = BodyParent.objects.filter(body=row, during__contains=today)
    ended = [link for link in current if link.parent_id not in known.values()]
    for link in ended:
        _end(link, today)
    new = set(known.values()) - {link.parent_id for link in current}
    for parent in sorted(new):
        _link(row, parent, today)
    missing = tuple(sorted(set(parents) - known.keys()))
    note(on=Ref.to("body", row.id), linked=len(new), ended=len(ended), missing=list(missing))
    return Reaching(len(new), len(ended), missing)


def _refuse_circles(row: Body, wanted: dict[str, UUID]) -> None:
    if not wanted:
        return
    above = queries.links_above(wanted.values())
    above.pop(row.id, None)  # what it names now replaces what it stood under
    for code, parent in wanted.items():
        if makes_circle(row.id, parent, above):
            raise ParentCircle(body=row.code, parent=code)


def _end(link: BodyParent, today: dt.date) -> None:
    if link.during.lower == today:
        link.delete()
        return
    link.during = (link.during.lower, today)
    link.save(update_fields=["during"])


def _link(row: Body, parent: UUID, today: dt.date) -> None:
    """Links from the body's first day, or from today where the two were linked before."""
    again = BodyParent.objects.filter(body=row, parent_id=parent).exists()
    begins = today if again else row.valid_from
    BodyParent.objects.create(body=row, parent_id=parent, during=(begins, None), is_imported=True)
