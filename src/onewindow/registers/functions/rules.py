"""The law of functions. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from onewindow.registers.functions.types import (
    Change,
    Closing,
    Doubt,
    FunctionFacts,
    FunctionState,
    Holding,
    Mode,
    Move,
    Part,
    PostMove,
    Reason,
    Related,
    ReorganisationState,
    Unfolded,
)

Days = tuple[dt.date, dt.date | None]

_NEXT = {
    FunctionState.PROPOSED: {FunctionState.ACTIVE, FunctionState.ENDED},
    FunctionState.ACTIVE: {FunctionState.ORPHANED, FunctionState.ENDED},
    FunctionState.ORPHANED: {FunctionState.ACTIVE, FunctionState.ENDED},
    FunctionState.ENDED: set[FunctionState](),
}


_NEXT_OF_REORGANISATION = {
    ReorganisationState.PLANNED: {ReorganisationState.DECIDED, ReorganisationState.WITHDRAWN},
    ReorganisationState.DECIDED: {ReorganisationState.IN_FORCE, ReorganisationState.WITHDRAWN},
    ReorganisationState.IN_FORCE: set[ReorganisationState](),
    ReorganisationState.WITHDRAWN: set[ReorganisationState](),
}


def may_go_on(now: ReorganisationState, then: ReorganisationState) -> bool:
    """Says whether a reorganisation may go from one state to the other."""
    return then in _NEXT_OF_REORGANISATION[now]


def may_become(now: FunctionState, then: FunctionState) -> bool:
    """Says whether a function may go from one state to the other."""
    return then in _NEXT[now]


def overlap(one: Days, other: Days) -> bool:
    """Says whether two times share a day; an end is the first day outside."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def uncovered(needed: Days, held: Iterable[Days]) -> dt.date | None:
    """Gives the first day of the needed time on which nobody holds, or none (INV-01)."""
    day, until = needed
    for begins, ends in sorted(held, key=lambda days: days[0]):
        if until is not None and day >= until:
            return None
        if begins > day:
            return day
        if ends is None:
            return None
        day = max(day, ends)
    return day if until is None or day < until else None


def in_the_way(wanted: Days, holdings: Sequence[Holding]) -> Holding | None:
    """Gives the first responsible body whose time meets the wanted one (INV-01)."""
    owners = [h for h in holdings if h.mode is Mode.RESPONSIBLE]
    met = [h for h in owners if overlap(wanted, (h.begins, h.ends))]
    return min(met, key=lambda h: h.begins, default=None)


def is_fit(body: tuple[dt.date | None, dt.date | None], during: Days, *, covers: bool) -> bool:
    """Says whether a body exists all that time and its region covers the function's (INV-02)."""
    begins, ends = body
    begun = begins is None or begins <= during[0]
    goes_on = ends is None or (during[1] is not None and during[1] <= ends)
    return covers and begun and goes_on


def doubts(
    asked: Sequence[UUID],
    known: Mapping[UUID, tuple[FunctionFacts, str]],
    owned: Mapping[UUID, UUID],
    findings: Mapping[UUID, Sequence[UUID]],
    on: dt.date,
) -> list[Reason]:
    """Gives why functions are not clear for a process on a day (INV-05); empty where they are.

    Shape: `known` holds facts and the title to show, `owned` the responsible body of the day,
    `findings` the open findings of each function.
    """
    reasons: list[Reason] = []
    for function in asked:
        if function not in known:
            reasons.append(Reason(function, str(function), Doubt.UNKNOWN))
            continue
        facts, title = known[function]
        if not facts.is_active(on):
            reasons.append(Reason(function, title, Doubt.NOT_ACTIVE))
        if function not in owned:
            reasons.append(Reason(function, title, Doubt.UNOWNED))
        reasons.extend(
            Reason(function, title, Doubt.OPEN_FINDING, finding)
            for finding in findings.get(function, ())
        )
    return reasons


def unfold(
    changes: Sequence[Change], parts: Sequence[Part], posts: Mapping[UUID, Sequence[UUID]]
) -> Unfolded:
    """Gives a plan in single steps: which part of which function goes where, which body ends.

    Shape: `parts` are all parts on the day of all bodies of the plan, `posts` the posts of each
    body. A closing body's help goes to the one that gets the rest, unless that one takes part in
    the function anyway; then it ends.
    """
    moves: list[Move] = []
    kept: list[UUID] = []
    for change in changes:
        for part in parts:
            if part.body != change.body or part.mode is not Mode.RESPONSIBLE:
                continue
            goal = change.goes.get(part.function, change.rest)
            if goal is not None and goal != change.body:
                moves.append(Move(part.function, change.body, goal, Mode.RESPONSIBLE))
            elif change.closes:
                kept.append(part.function)
    taken = {(part.function, part.body) for part in parts}
    taken |= {(move.function, move.to_body) for move in moves if move.to_body}
    for change in (one for one in changes if one.closes):
        moves += _help(change, parts, taken)
    closings = tuple(Closing(one.body, _heir(one)) for one in changes if one.closes)
    gone = tuple(step for one in changes for step in _posts(one, posts.get(one.body, ())))
    return Unfolded(tuple(moves), closings, gone, tuple(kept))


def _help(change: Change, parts: Sequence[Part], taken: set[tuple[UUID, UUID]]) -> list[Move]:
    """Gives where the help of a closing body goes; what it gives to one it gives to one only."""
    found = []
    for part in parts:
        if part.body != change.body or part.mode is Mode.RESPONSIBLE:
            continue
        goal = change.rest
        if goal is not None and (part.function, goal) in taken:
            goal = None
        elif goal is not None:
            taken.add((part.function, goal))
        found.append(Move(part.function, change.body, goal, part.mode))
    return found


def _heir(change: Change) -> UUID | None:
    """Gives the one body that comes after a closing one, where there is just one."""
    goals = {*change.goes.values(), *([change.rest] if change.rest else [])}
    return change.rest or (goals.pop() if len(goals) == 1 else None)


def _posts(change: Change, posts: Sequence[UUID]) -> list[PostMove]:
    found = []
    for post in posts:
        goal = change.posts.get(post, change.posts_to)
        if (goal is not None and goal != change.body) or change.closes:
            found.append(PostMove(post, change.body, goal))
    return found


def days_around(
    is_working: Callable[[dt.date], bool], day: dt.date, count: int
) -> tuple[dt.date, dt.date]:
    """Gives the first and the last of the days that are at most `count` working days away."""
    ends = []
    for step in (dt.timedelta(-1), dt.timedelta(1)):
        here, left = day, count
        while left > 0:
            here += step
            left -= is_working(here)
        ends.append(here)
    return ends[0], ends[1]


def at_boundary(parts: Sequence[Related], one: UUID, other: UUID) -> set[UUID]:
    """Gives the functions at the boundary of two bodies (F-FUN-1, boundary list).

    Those in which both take part; and what each is responsible for, where the other is responsible
    for something with the same object in a territory that lies in it or around it.
    """
    mine = [part for part in parts if part.body == one]
    theirs = [part for part in parts if part.body == other]
    shared = {part.function for part in mine} & {part.function for part in theirs}
    alike = {
        function
        for a in mine
        for b in theirs
        if a.mode is b.mode is Mode.RESPONSIBLE and a.object == b.object and _meet(a, b)
        for function in (a.function, b.function)
    }
    return shared | alike


def _meet(one: Related, other: Related) -> bool:
    return one.territory in other.above or other.territory in one.above
