"""Reads of reorganisations: plans, their steps, and what a plan would touch."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.errors import PeriodUnknown
from onewindow.ground.jurisdiction.types import LegalPeriod
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import Affected, ChangeKind, affected
from onewindow.ground.kernel.impact import Change as Touching
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.functions import queries, rules
from onewindow.registers.functions.errors import ReorganisationUnknown
from onewindow.registers.functions.models import Reorganisation
from onewindow.registers.functions.types import (
    Closing,
    FunctionFacts,
    Mode,
    Move,
    Plan,
    PostMove,
    ReorganisationFacts,
    ReorganisationState,
    Unfolded,
)
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import PostFacts

RISK = "reorganisation-risk"


@dataclasses.dataclass(frozen=True, slots=True)
class MovedPart:
    """A part in a function with the names of whose it was and whose it becomes."""

    function: FunctionFacts
    from_body: Texts
    to_body: Texts | None
    mode: Mode


@dataclasses.dataclass(frozen=True, slots=True)
class MovedPost:
    """A post with its body, the body it goes to (or none), and how many hold it."""

    post: PostFacts
    from_body: Texts
    to_body: Texts | None


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """How many officials of a body are told."""

    body: Texts
    officials: int


@dataclasses.dataclass(frozen=True, slots=True)
class Simulation:
    """What a reorganisation would do and touch, before anybody decides it.

    Shape: `kept` are functions of a closing body that nobody gets, which stands in the way of a
    decision; `risk` is the legal period around the day in which deadlines are at risk, or none
    where the law sets none, and `risky` its first and last day.
    """

    title: Texts
    on: dt.date
    basis: str
    moves: Sequence[MovedPart]
    closings: Sequence[tuple[Texts, Texts | None]]
    posts: Sequence[MovedPost]
    kept: Sequence[FunctionFacts]
    touched: Sequence[Affected]
    told: Sequence[Told]
    risk: LegalPeriod | None
    risky: tuple[dt.date, dt.date] | None

    @property
    def at_risk(self) -> list[tuple[Ref, str, dt.date]]:
        """Gives the first things whose deadline lies in the risky days, the earliest first."""
        if self.risky is None:
            return []
        first, last = self.risky
        found = [
            (ref, title, due)
            for group in self.touched
            for ref, title, due in group.first
            if due is not None and first <= due <= last
        ]
        return sorted(found, key=lambda one: (one[2], one[1]))


def reorganisation(reorganisation_id: UUID) -> ReorganisationFacts:
    """Gives a reorganisation. Raises ReorganisationUnknown."""
    row = Reorganisation.objects.filter(id=reorganisation_id).first()
    if row is None:
        raise ReorganisationUnknown
    return _facts(row)


def reorganisations(*states: ReorganisationState) -> list[ReorganisationFacts]:
    """Gives the reorganisations in some states, all without any named, the latest day first."""
    rows = Reorganisation.objects.order_by("-on", "-id")
    return [_facts(row) for row in (rows.filter(state__in=states) if states else rows)]


def steps_of(reorganisation_id: UUID) -> Unfolded:
    """Gives the single steps of a reorganisation as they were planned; three queries."""
    row = Reorganisation(id=reorganisation_id)
    moves = row.moves.order_by("function__code", "mode", "id")
    return Unfolded(
        tuple(Move(m.function_id, m.from_body_id, m.to_body_id, Mode(m.mode)) for m in moves),
        tuple(Closing(c.body_id, c.heir_id) for c in row.closings.order_by("id")),
        tuple(PostMove(p.post_id, p.from_body_id, p.to_body_id) for p in row.posts.order_by("id")),
    )


def unfolded(plan: Plan) -> Unfolded:
    """Gives the single steps of a plan, as the parts of its day stand now."""
    bodies = {
        body
        for one in plan.changes
        for body in (one.body, one.rest, *one.goes.values())
        if body is not None
    }
    posts: dict[UUID, list[UUID]] = {}
    for post in institutions.posts_held([one.body for one in plan.changes], plan.on):
        posts.setdefault(post.body, []).append(post.id)
    return rules.unfold(plan.changes, queries.parts(plan.on, bodies=bodies), posts)


def simulate(plan: Plan, standing: Standing) -> Simulation:
    """Gives what a plan would do and touch; nothing is written. Raises BodyUnknown."""
    return _simulation(plan.title, plan.on, plan.basis, unfolded(plan), standing)


def simulated(reorganisation_id: UUID, standing: Standing) -> Simulation:
    """Gives what a planned reorganisation would do and touch. Raises ReorganisationUnknown."""
    row = reorganisation(reorganisation_id)
    return _simulation(row.title, row.on, row.basis, steps_of(row.id), standing)


def _simulation(
    title: Texts, on: dt.date, basis: str, steps: Unfolded, standing: Standing
) -> Simulation:
    names = institutions.body_names(steps.bodies)
    ids = [*(move.function for move in steps.moves), *steps.kept]
    facts = {one.id: one for one in queries.functions(ids)}
    held = institutions.posts_held({one.from_body for one in steps.posts}, on)
    posts = {post.id: post for post in held}
    risk, risky = _risk(steps, on)
    return Simulation(
        title=title,
        on=on,
        basis=basis,
        moves=[
            MovedPart(facts[m.function], names[m.from_body], _name(names, m.to_body), m.mode)
            for m in steps.moves
        ],
        closings=[(names[one.body], _name(names, one.heir)) for one in steps.closings],
        posts=[
            MovedPost(posts[p.post], names[p.from_body], _name(names, p.to_body))
            for p in steps.posts
        ],
        kept=[facts[one] for one in steps.kept],
        touched=_touched(steps, on, risky, standing),
        told=_told(steps, on),
        risk=risk,
        risky=risky,
    )


def _name(names: dict[UUID, Texts], body: UUID | None) -> Texts | None:
    return names[body] if body else None


def _touched(
    steps: Unfolded, on: dt.date, risky: tuple[dt.date, dt.date] | None, standing: Standing
) -> list[Affected]:
    """Asks every package: about all functions whose owner changes, and about closing bodies."""
    owned = [Ref.to("function", m.function) for m in steps.moves if m.mode is Mode.RESPONSIBLE]
    ending = [Ref.to("body", one.body) for one in steps.closings]
    found: list[Affected] = []
    for kind, refs in ((ChangeKind.MOVED, owned), (ChangeKind.MERGED, ending)):
        if refs:
            change = Touching(refs[0], kind, on, tuple(refs[1:]), risky)
            found += affected(change, standing)
    return found


def _told(steps: Unfolded, on: dt.date) -> list[Told]:
    """Counts whom a decision tells: everybody with a post in a body that loses or gets one."""
    count: dict[UUID, int] = dict.fromkeys(steps.bodies, 0)
    for body, _address in institutions.addresses(steps.bodies, on - dt.timedelta(days=1)):
        count[body] += 1
    names = institutions.body_names(count)
    told = [Told(names[body], officials) for body, officials in count.items()]
    return sorted(told, key=lambda one: pick(one.body))


def _risk(
    steps: Unfolded, on: dt.date
) -> tuple[LegalPeriod | None, tuple[dt.date, dt.date] | None]:
    """Gives the legal period around the day in which deadlines are at risk, and its ends."""
    first = next(iter(sorted(steps.bodies)), None)
    if first is None:
        return None, None
    region = institutions.body(first).region
    try:
        period = jurisdiction.legal_period(RISK, region, on)
    except PeriodUnknown:
        return None, None
    working = jurisdiction.calendar(region).is_working_day
    return period, rules.days_around(working, on, period.value)


def reorganisation_title(key: str) -> str | None:
    """Gives the title of a reorganisation for a reference."""
    try:
        row = Reorganisation.objects.filter(id=UUID(key)).first()
    except ValueError:
        return None
    return pick(row.title) if row else None


def _facts(row: Reorganisation) -> ReorganisationFacts:
    return ReorganisationFacts(
        id=row.id,
        title=row.title,
        on=row.on,
        basis=row.basis,
        state=ReorganisationState(row.state),
        planned_by=row.planned_by,
        planned_by_label=row.planned_by_label,
        decided_by_label=row.decided_by_label,
        withdrawn_because=row.withdrawn_because,
    )
