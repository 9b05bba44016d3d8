"""Reorganisations: planned by one, decided by another, withdrawn before the day, then in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.tell import tell
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import reorganisations, rules
from onewindow.registers.functions.commands.carrying import carry_out, put_back
from onewindow.registers.functions.errors import (
    DecidedByAnother,
    FunctionsLeftOver,
    ReasonMissing,
    ReorganisationEmpty,
    ReorganisationTooEarly,
    ReorganisationUnknown,
    ReorganisationWrongState,
)
from onewindow.registers.functions.events import (
    ReorganisationDecided,
    ReorganisationTookEffect,
    ReorganisationWithdrawn,
)
from onewindow.registers.functions.models import (
    Function,
    Reorganisation,
    ReorganisationClosing,
    ReorganisationMove,
    ReorganisationPost,
)
from onewindow.registers.functions.types import Plan, ReorganisationState, Unfolded
from onewindow.registers.institutions import public as institutions


def _new(plan: Plan) -> Matter:
    if not plan.changes:
        raise ReorganisationEmpty
    return Matter(Ref.to("body", plan.changes[0].body))


def _known(reorganisation: UUID, **_: object) -> Matter:
    return Matter(Ref.to("reorganisation", reorganisation))


@command("functions.plan_reorganisation", on=_new)
def plan_reorganisation(actor: Actor, /, *, plan: Plan) -> UUID:
    """Writes down what is to change on a day to come; nothing changes yet. Gives its id.

    It is tried once and undone, so that a plan which no decision could carry out is refused now,
    in the words of the law that it breaks. Raises: ReorganisationEmpty, ReorganisationTooEarly,
    FunctionsLeftOver, BodyUnknown, ReasonMissing, and what transfers and closings raise.
    """
    if not plan.basis.strip():
        raise ReasonMissing
    steps = reorganisations.unfolded(plan)
    if steps.kept:
        raise _left_over(steps)
    if not (steps.moves or steps.closings or steps.posts):
        raise ReorganisationEmpty
    row = Reorganisation.objects.create(
        title=dict(plan.title),
        on=plan.on,
        basis=plan.basis,
        planned_by=actor.id,
        planned_by_label=actor.label,
    )
    _write_lines(row, steps)
    _require_future(row)
    mark = transaction.savepoint()
    carry_out(actor, row)
    transaction.savepoint_rollback(mark)
    note(on=Ref.to("reorganisation", row.id), begins=plan.on.isoformat(), moves=len(steps.moves))
    return row.id


@command("functions.decide_reorganisation", on=_known)
def decide_reorganisation(actor: Actor, /, *, reorganisation: UUID) -> None:
    """Decides a plan: writes everything for its day; until then every question answers as before.

    Raises: ReorganisationUnknown, ReorganisationWrongState, DecidedByAnother,
    ReorganisationTooEarly, PlanOutdated, and what transfers and closings raise.
    """
    row = _locked(reorganisation, ReorganisationState.DECIDED)
    if row.planned_by == actor.id:
        raise DecidedByAnother
    _require_future(row)
    carry_out(actor, row)
    row.state, row.decided_at = ReorganisationState.DECIDED, clock.now()
    row.decided_by, row.decided_by_label = actor.id, actor.label
    row.save(update_fields=["state", "decided_at", "decided_by", "decided_by_label"])
    told = _tell(row, "functions.reorganisation_decided")
    note(begins=row.on.isoformat(), told=told)
    announce(ReorganisationDecided(row.id, row.on))


@command("functions.withdraw_reorganisation", on=_known)
def withdraw_reorganisation(actor: Actor, /, *, reorganisation: UUID, because: str) -> None:
    """Withdraws a reorganisation before its day; what was decided is put back as it was.

    Raises: ReorganisationUnknown, ReorganisationWrongState, ReorganisationTooEarly (the day has
    come), ReorganisationOvertaken, ReasonMissing.
    """
    if not because.strip():
        raise ReasonMissing
    row = _locked(reorganisation, ReorganisationState.WITHDRAWN)
    was_decided = row.state == ReorganisationState.DECIDED
    row.state, row.withdrawn_because = ReorganisationState.WITHDRAWN, because
    if was_decided:
        _require_future(row)
        put_back(actor, row)
        _tell(row, "functions.reorganisation_withdrawn")
    row.save(update_fields=["state", "withdrawn_because"])
    note(because=because)
    announce(ReorganisationWithdrawn(row.id))


@command("functions.take_effect", on=_known)
def take_effect(actor: Actor, /, *, reorganisation: UUID) -> None:
    """Notes that the day has come everywhere; nothing is moved, as the rows named it before.

    Safe to repeat: a reorganisation in force stays as it is. Raises: ReorganisationUnknown.
    """
    row = Reorganisation.objects.select_for_update().filter(id=reorganisation).first()
    if row is None:
        raise ReorganisationUnknown
    if row.state != ReorganisationState.DECIDED or not has_come(row, clock.now()):
        return
    row.state, row.took_effect_at = ReorganisationState.IN_FORCE, clock.now()
    row.save(update_fields=["state", "took_effect_at"])
    note(told=_tell(row, "functions.reorganisation_in_force"))
    announce(ReorganisationTookEffect(row.id, row.on))


def due_now(now: dt.datetime, limit: int) -> list[Ref]:
    """Gives the decided reorganisations whose day has come in all regions that they touch."""
    rows = Reorganisation.objects.filter(
        state=ReorganisationState.DECIDED, on__lte=(now + dt.timedelta(days=1)).date()
    )
    return [
        Ref.to("reorganisation", row.id)
        for row in rows.order_by("on", "id")[:limit]
        if has_come(row, now)
    ]


def has_come(row: Reorganisation, now: dt.datetime) -> bool:
    """Says whether the day of a reorganisation has come in all regions that it touches."""
    return all(jurisdiction.day(region, now) >= row.on for region in _regions(row))


def _require_future(row: Reorganisation) -> None:
    """Raises ReorganisationTooEarly where the day has come in one of the regions."""
    if any(jurisdiction.day(region) >= row.on for region in _regions(row)):
        raise ReorganisationTooEarly(on=row.on)


def _regions(row: Reorganisation) -> set[str]:
    """Gives the regions whose midnight counts: of the functions and of the bodies."""
    found = set(row.moves.values_list("function__territory_id", flat=True))
    steps = reorganisations.steps_of(row.id)
    return found | {institutions.body(body).region for body in steps.bodies}


def _locked(reorganisation: UUID, then: ReorganisationState) -> Reorganisation:
    """Gives a reorganisation that may become that, locked."""
    row = Reorganisation.objects.select_for_update().filter(id=reorganisation).first()
    if row is None:
        raise ReorganisationUnknown
    if not rules.may_go_on(ReorganisationState(row.state), then):
        raise ReorganisationWrongState(state=row.state)
    return row


def _write_lines(row: Reorganisation, steps: Unfolded) -> None:
    for move in steps.moves:
        ReorganisationMove.objects.create(
            reorganisation=row,
            function_id=move.function,
            from_body_id=move.from_body,
            to_body_id=move.to_body,
            mode=move.mode,
        )
    for closing in steps.closings:
        ReorganisationClosing.objects.create(
            reorganisation=row, body_id=closing.body, heir_id=closing.heir
        )
    for post in steps.posts:
        ReorganisationPost.objects.create(
            reorganisation=row,
            post_id=post.post,
            from_body_id=post.from_body,
            to_body_id=post.to_body,
        )


def _left_over(steps: Unfolded) -> FunctionsLeftOver:
    rows = Function.objects.filter(id__in=steps.kept).order_by("code")
    names = institutions.body_names(one.body for one in steps.closings)
    return FunctionsLeftOver(body=list(names.values()), functions=[row.title for row in rows])


def _tell(row: Reorganisation, code: str) -> int:
    """Tells everybody with a post in a body that loses or gets something; gives how many."""
    bodies: Iterable[UUID] = reorganisations.steps_of(row.id).bodies
    today = min(jurisdiction.day(region) for region in _regions(row))
    told = {
        address.actor_id: address
        for day in (today, row.on)
        for _body, address in institutions.addresses(bodies, day)
    }
    for address in told.values():
        language = address.language or None
        with translation.override(language or translation.get_language()):
            day = date_format(row.on, "DATE_FORMAT")
        facts = {
            "title": pick(row.title, language),
            "day": day,
            "basis": row.basis,
            "because": row.withdrawn_because,
        }
        tell(address, code, facts, Ref.to("reorganisation", row.id))
    return len(told)
