"""What a reorganisation does to functions, posts and bodies, and how all of it is put back.

Every step is a command of its own, so each law holds as if somebody had done it by hand, and each
leaves its own line in the audit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from onewindow.ground.kernel.actor import Actor
from onewindow.registers.functions.commands.assignments import assign, release, transfer
from onewindow.registers.functions.commands.keeping import locked, unowned, upheld
from onewindow.registers.functions.errors import PlanOutdated, ReorganisationOvertaken
from onewindow.registers.functions.models import (
    Assignment,
    Function,
    Reorganisation,
    ReorganisationMove,
    ReorganisationPost,
)
from onewindow.registers.functions.types import Mode
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import PostFacts

Parts = list[dict[str, Any]]


def carry_out(actor: Actor, row: Reorganisation) -> None:
    """Writes all that changes on the day: functions first, then posts, then the ends of bodies.

    Raises: PlanOutdated, and what the single commands raise.
    """
    moves = list(row.moves.select_related("function").order_by("function__code", "id"))
    closings, posts = list(row.closings.order_by("id")), list(row.posts.order_by("id"))
    before = {move.function_id: _parts_of(move.function_id) for move in moves}
    closing = {one.body_id for one in closings}
    held = _posts_of({*closing, *(one.from_body_id for one in posts)}, row.on)
    for move in sorted(moves, key=lambda one: one.mode != Mode.RESPONSIBLE):
        _move(actor, row, move)
    for post in posts:
        _move_post(actor, row, post, held[post.post_id], is_closing=post.from_body_id in closing)
    for one in closings:
        one.undo = _ends(post for post in held.values() if post.body == one.body_id)
        institutions.close_body(actor, body=one.body_id, on=row.on, superseded_by=one.heir_id)
        one.save(update_fields=["undo"])
    for move in moves:
        move.undo = [before[move.function_id], _parts_of(move.function_id)]
        move.save(update_fields=["undo"])


def put_back(actor: Actor, row: Reorganisation) -> None:
    """Takes back what was decided for the day, before it has come.

    Raises: ReorganisationOvertaken where somebody has changed a function since.
    """
    closings = list(row.closings.order_by("id"))
    for one in closings:
        held = {UUID(key): _day(ends) for key, ends in one.undo.items()}
        institutions.reopen_body(actor, body=one.body_id, held=held)
    closing = {one.body_id for one in closings}
    for post in row.posts.order_by("id"):
        _put_post_back(actor, row, post, is_closing=post.from_body_id in closing)
    done: set[UUID] = set()
    for move in row.moves.select_related("function").order_by("function__code", "id"):
        if move.function_id not in done:
            _put_parts_back(move)
        done.add(move.function_id)


def _move(actor: Actor, row: Reorganisation, move: ReorganisationMove) -> None:
    """Moves one part in a function, help with its instrument and its end. Raises PlanOutdated."""
    part = Assignment.objects.filter(
        function=move.function, body_id=move.from_body_id, mode=move.mode, during__contains=row.on
    ).first()
    if part is None:
        raise PlanOutdated(function=move.function.title)
    if move.mode == Mode.RESPONSIBLE:
        goal: UUID = move.to_body_id  # type: ignore[assignment]  # a check constraint says so
        transfer(actor, function=move.function_id, to_body=goal, on=row.on, basis=row.basis)
        return
    release(actor, function=move.function_id, body=move.from_body_id, on=row.on)
    if move.to_body_id:
        assign(
            actor,
            function=move.function_id,
            body=move.to_body_id,
            mode=Mode(move.mode),
            begins=row.on,
            ends=part.during.upper,
            basis=part.basis,
        )


def _move_post(
    actor: Actor,
    row: Reorganisation,
    one: ReorganisationPost,
    post: PostFacts,
    *,
    is_closing: bool,
) -> None:
    """Makes the post anew in the other body and appoints its holders from the day on."""
    if one.to_body_id is None:
        return
    made = institutions.create_post(
        actor, body=one.to_body_id, title=post.title, role=post.role, duties=post.duties
    )
    appointed = []
    for official, (account, ends) in post.held.items():
        appointed.append(
            institutions.appoint(actor, account=account, post=made, begins=row.on, ends=ends)
        )
        if not is_closing:
            institutions.dismiss(actor, official=official, because=row.basis, on=row.on)
    held = [[str(account), _text(ends)] for account, ends in post.held.values()]
    one.undo = {"appointed": [str(key) for key in appointed], "held": held}
    one.save(update_fields=["undo"])


def _put_post_back(
    actor: Actor, row: Reorganisation, one: ReorganisationPost, *, is_closing: bool
) -> None:
    """Lets nobody into the new post; in a body that goes on, the old one is held on."""
    because = row.withdrawn_because
    for official in one.undo.get("appointed", ()):
        institutions.dismiss(actor, official=UUID(official), because=because)
    for account, ends in () if is_closing else one.undo.get("held", ()):
        institutions.appoint(
            actor, account=UUID(account), post=one.post_id, begins=row.on, ends=_day(ends)
        )


def _put_parts_back(move: ReorganisationMove) -> None:
    row = locked(move.function_id)
    before, after = move.undo
    if _parts_of(row.id) != after:
        raise ReorganisationOvertaken(function=row.title)
    changed = [part for part in after if part not in before]
    with upheld(unowned(row)):
        Assignment.objects.filter(id__in=[part["id"] for part in changed]).delete()
        there = {part["id"] for part in after} - {part["id"] for part in changed}
        for part in (one for one in before if one["id"] not in there):
            _put_part_back(row, part)


def _put_part_back(row: Function, part: Mapping[str, Any]) -> None:
    Assignment.objects.create(
        id=UUID(part["id"]),
        function=row,
        body_id=UUID(part["body"]),
        mode=part["mode"],
        during=(_day(part["begins"]), _day(part["ends"])),
        basis=part["basis"],
    )


def _parts_of(function: UUID) -> Parts:
    """Gives all parts in a function in all of time, as plain data."""
    return [
        {
            "id": str(one.id),
            "body": str(one.body_id),
            "mode": one.mode,
            "begins": _text(one.during.lower),
            "ends": _text(one.during.upper),
            "basis": one.basis,
        }
        for one in Assignment.objects.filter(Q(function_id=function)).order_by("id")
    ]


def _posts_of(bodies: Iterable[UUID], on: dt.date) -> dict[UUID, PostFacts]:
    return {post.id: post for post in institutions.posts_held(bodies, on)}


def _ends(posts: Iterable[PostFacts]) -> dict[str, str | None]:
    """Gives until when each official of the posts would have held them."""
    held: Sequence[tuple[UUID, dt.date | None]] = [
        (official, ends) for post in posts for official, (_account, ends) in post.held.items()
    ]
    return {str(official): _text(ends) for official, ends in held}


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
