"""Loading, third part: 300 applications in all states, made by people and officers of the files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from onewindow.config.demo.country.caseload import CaseGroup, CaseState, Outcome, Recipe, Refusal
from onewindow.config.demo.country.records import Country
from onewindow.config.demo.found import ZONE, Cast
from onewindow.config.demo.moving_clock import BEGIN
from onewindow.delivery.cases import public as cases
from onewindow.flow.forms import public as forms
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor, guest
from onewindow.ground.kernel.days import is_working_day
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.texts import pick

Progress = Callable[[str, int, int], None]
REGION = "MZ"
FORM = "birth"
WAY = ("certificate", "household", "insurance", "card")
NOT_SENT, NOT_TAKEN = (
    {CaseState.DRAFT},
    {
        CaseState.SUBMITTED,
        CaseState.CORRECTION_REQUESTED,
        CaseState.RESUBMITTED,
    },
)
RATED = {CaseState.RATED, CaseState.ARCHIVED}
GENTLE = dt.timedelta(minutes=7)


@dataclasses.dataclass
class Maker:
    """Makes the cases of the recipe, the same ones for the same seed and day."""

    country: Country
    cast: Cast
    service: UUID
    chance: random.Random
    desks: Mapping[str, Actor]
    grades: list[int]
    mother: str = ""

    @property
    def recipe(self) -> Recipe:
        """Gives the recipe of the files."""
        return self.country.recipe

    def make(self, group: CaseGroup, applicant: Actor | None, claim: str | None) -> None:
        """Makes one case of a group: sent on its day, moved on as far as the group says."""
        actor = applicant or guest(new_id())
        sent = self._sent(group)
        with clock.frozen_at(sent):
            key = self._answer(actor, whole=group.state not in NOT_SENT)
            if group.state in NOT_SENT:
                return
            name = None if applicant else self.mother
            cases.submit_application(actor, draft_id=key, applicant=name or actor.label)
        if group.state in NOT_TAKEN:
            return
        with clock.frozen_at(sent + GENTLE):
            self._move(group, actor, key, claim)

    def _move(self, group: CaseGroup, actor: Actor, key: UUID, claim: str | None) -> None:
        if group.outcome is Outcome.WITHDRAWN:
            cases.withdraw_application(actor, case_id=key)
            return
        if group.outcome is not None:
            self._decide(key, group.outcome)
            if group.state in RATED:
                self._rate(actor, key)
            return
        for step in _before(group):
            self._decide_step(key, step, None)
        if group.state is CaseState.ACCEPTED:
            self._take_and_put_back(key)
        elif claim and group.at:
            processes.claim_step(self.cast.official(claim), instance_id=key, node=group.at[0])

    def _take_and_put_back(self, key: UUID) -> None:
        desk = self.desks[WAY[0]]
        task = processes.claim_step(desk, instance_id=key, node=WAY[0])
        processes.release_task(desk, task_id=task)

    def _decide(self, key: UUID, outcome: Outcome) -> None:
        refusals = [r for r in self.recipe.refusals if r.outcome == outcome]
        refusal = self.chance.choice(refusals) if refusals else None
        for step in WAY:
            refused = refusal is not None and refusal.step == step
            self._decide_step(key, step, refusal if refused else None)
            if refused and step in WAY[:2]:
                return

    def _decide_step(self, key: UUID, step: str, refusal: Refusal | None) -> None:
        desk = self.desks[step]
        task = processes.claim_step(desk, instance_id=key, node=step)
        if refusal is None:
            processes.decide_task(desk, task_id=task, outcome="granted")
            return
        processes.decide_task(
            desk,
            task_id=task,
            outcome="refused",
            reason=pick(refusal.reason, "en"),
            legal_basis=refusal.basis,
            remedy=pick(refusal.remedy, "en"),
        )

    def _rate(self, actor: Actor, key: UUID) -> None:
        grade = self.grades.pop()
        said = self.recipe.ratings.comments.get(grade, ())
        comment = pick(self.chance.choice(said), "en") if said else ""
        cases.rate_service(actor, case_id=key, grade=grade, comment=comment)

    def _sent(self, group: CaseGroup) -> dt.datetime:
        """Gives the instant at which a case was sent, never later than half an hour ago."""
        holidays = {holiday.day for holiday in self.country.holidays}
        day, left = BEGIN.astimezone(ZONE).date(), self.chance.randint(*group.age)
        while left:
            day -= dt.timedelta(days=1)
            left -= is_working_day(day, holidays)
        hours = self.recipe.hours
        (hour,) = self.chance.choices(list(hours), list(hours.values()))
        at = dt.datetime.combine(day, dt.time(hour, self.chance.randint(0, 59)), ZONE)
        return min(at.astimezone(dt.UTC), BEGIN - dt.timedelta(minutes=30))

    def _answer(self, actor: Actor, *, whole: bool) -> UUID:
        key = forms.begin_draft(
            actor, service_id=self.service, region=REGION, language="en", form_code=FORM
        )
        for page, raw in list(self._pages())[: None if whole else 1]:
            forms.save_page(actor, draft_id=key, page=page, raw=raw)
        return key

    def _pages(self) -> Iterator[tuple[str, dict[str, object]]]:
        names, shares, chance = self.recipe.names, self.recipe.answers, self.chance
        family = chance.choice(names.family)
        self.mother = f"{chance.choice(names.family)} {chance.choice(names.mothers)}"
        born = clock.now().date() - dt.timedelta(days=chance.randint(2, 20))
        yield (
            "child",
            {
                "child_name": f"{family} {chance.choice(names.children)}",
                "child_sex": self._share(shares.child_sex),
                "birth_date": born.isoformat(),
                "birth_hospital": chance.choice(names.hospitals),
            },
        )
        alone = chance.randint(1, 100) <= shares.without_other_parent
        year = chance.randint(1985, 2002)
        yield (
            "parents",
            {
                "mother_name": self.mother,
                "mother_number": f"000000{year}{chance.randint(1, 12):02d}01"
                f"{chance.randint(0, 9999):04d}",
                "other_parent_name": "" if alone else f"{family} {chance.choice(names.fathers)}",
            },
        )
        household = {} if alone else {"household_to_join": self._share(shares.household_to_join)}
        yield "wishes", {**household, "card_pick_up": self._share(shares.card_pick_up)}

    def _share(self, shares: Mapping[str, int]) -> str:
        return self.chance.choices(list(shares), list(shares.values()))[0]


def make_cases(country: Country, cast: Cast, service: UUID, progress: Progress) -> None:
    """Makes all cases of the recipe; the same seed makes the same ones."""
    recipe = country.recipe
    chance = random.Random(recipe.seed)  # noqa: S311  # made-up people, not secrets
    grades = [grade for grade, count in recipe.ratings.grades.items() for _ in range(count)]
    chance.shuffle(grades)
    maker = Maker(country, cast, service, chance, _desks(country, cast), grades)
    known = [cast.citizen(who) for who, n in recipe.known_applicants.items() for _ in range(n)]
    plan = [(group, who) for group in recipe.states for who in _claims(group)]
    owners = {chance.randrange(len(plan)): actor for actor in known}
    for number, (group, claim) in enumerate(plan):
        maker.make(group, owners.get(number), claim)
        if number % 10 == 0:
            progress("applications", number, len(plan))


def _before(group: CaseGroup) -> list[str]:
    """Gives the steps that are done before those at which a case of the group stands."""
    if not group.at:
        return []
    last = WAY.index(group.at[-1])
    return [step for step in WAY[:last] if step not in group.at]


def _claims(group: CaseGroup) -> list[str | None]:
    """Gives, for each case of a group, who has claimed its task, or nobody."""
    taken: list[str | None] = [who for who, count in group.claimed.items() for _ in range(count)]
    return taken + [None] * (group.count - len(taken))


def _desks(country: Country, cast: Cast) -> dict[str, Actor]:
    """Gives an officer of the institution that is responsible for each step."""
    bodies = {function.code: function.responsible for function in country.functions}
    posts = {post.code: post for post in country.posts}
    officers = {
        posts[person.post].body: person.login
        for person in reversed(country.people)
        if person.post and posts[person.post].role is Role.OFFICER
    }
    steps = zip(
        WAY,
        (
            "BIRTH-CERTIFY",
            "HOUSEHOLD-REGISTER-BIRTH",
            "HEALTH-INSURANCE-ENROL",
            "SOCIAL-CARD-ISSUE",
        ),
        strict=True,
    )
    return {step: cast.official(officers[bodies[code] or ""]) for step, code in steps}
