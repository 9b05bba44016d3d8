"""Loading, first part: places, law, people, institutions and who does what."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from onewindow.config.demo.country.records import Country
from onewindow.config.demo.country.structure import Function, Post
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor, Assurance
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingKind, FunctionKind, Mode, Proposal
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import Contact, OrganType
from onewindow.trust.identity import public as identity
from onewindow.trust.security import public as security

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDING = dt.date(2025, 8, 1)


@contextlib.contextmanager
def on(day: dt.date, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Acts as on that day in Mingzhou, never before the founding day."""
    at = dt.datetime.combine(max(day, FOUNDING), dt.time(hour, minute), ZONE)
    with clock.frozen_at(at.astimezone(dt.UTC)):
        yield


class Cast:
    """Everybody of the demo by login; every body, post and function by code."""

    def __init__(self) -> None:
        self.accounts: dict[str, identity.Account] = {}
        self.bodies: dict[str, UUID] = {}
        self.posts: dict[str, UUID] = {}
        self.functions: dict[str, UUID] = {}
        self.roles: dict[Role, str] = {}

    def official(self, login: str) -> Actor:
        """Gives an official who has signed in with a second factor."""
        return identity.actor_of(self.accounts[login], Assurance.SUBSTANTIAL)

    def citizen(self, login: str) -> Actor:
        """Gives a citizen with a local account."""
        return identity.actor_of(self.accounts[login])

    def holder_of(self, role: Role) -> Actor:
        """Gives the first official with a role."""
        return self.official(self.roles[role])


def found_country(country: Country) -> Cast:
    """Founds places, law, people, institutions and functions; gives who and what there is."""
    cast = Cast()
    with on(FOUNDING):
        _places_and_law(country)
        _people(country, cast)
        _bodies(country, cast)
        security.name_first_officers(
            OPERATOR,
            officers=[
                cast.official(person.login)
                for person in country.people
                if person.post in _security_posts(country)
            ],
        )
    _appointments(country, cast)
    _functions(country, cast)
    return cast


def _security_posts(country: Country) -> set[str]:
    return {post.code for post in country.posts if post.is_named_by_security}


def _places_and_law(country: Country) -> None:
    for region in country.regions:
        jurisdiction.found_region(
            OPERATOR,
            code=region.code,
            name=region.name,
            level=region.level,
            time_zone=region.time_zone,
            parent=region.parent,
            languages=region.languages,
            assisted=region.assisted,
        )
    for holiday in country.holidays:
        jurisdiction.add_holidays(
            OPERATOR, region=holiday.region, days=[holiday.day], name=holiday.name
        )
    for basis in country.bases:
        jurisdiction.declare_legal_basis(
            OPERATOR,
            code=basis.code,
            title=basis.title,
            issuer=pick(basis.issuer, "en"),
            article=basis.article,
            in_force_from=basis.in_force_from,
            in_force_to=basis.in_force_to,
            uri=basis.uri,
        )
    for period in country.periods:
        jurisdiction.declare_period(
            OPERATOR,
            code=period.code,
            value=period.value,
            unit=period.unit,
            basis=period.basis,
            valid_from=period.valid_from,
            region=period.region,
        )


def _people(country: Country, cast: Cast) -> None:
    for person in country.people:
        key = identity.open_account(
            OPERATOR,
            username=person.login,
            name=pick(person.name, "en"),
            email=person.email,
            language=person.language,
        )
        cast.accounts[person.login] = identity.Account.objects.get(id=key)


def _bodies(country: Country, cast: Cast) -> None:
    for body in country.bodies:
        cast.bodies[body.code] = institutions.found_body(
            OPERATOR,
            code=body.code,
            name=body.name,
            organ_type=OrganType(body.organ_type),
            region=body.region,
            valid_from=body.since,
            contact=Contact(address=body.address, phone=body.phone, hours=body.hours),
        )
    for post in country.posts:
        if not post.is_named_by_security:
            cast.posts[post.code] = institutions.create_post(
                OPERATOR, body=cast.bodies[post.body], title=post.title, role=post.role
            )


def _appointments(country: Country, cast: Cast) -> None:
    """Appoints the organisation office first, by the operator; then it appoints everybody else."""
    posts = {post.code: post for post in country.posts if not post.is_named_by_security}
    holders = [(person, posts[person.post]) for person in country.people if person.post in posts]
    holders.sort(key=lambda pair: pair[1].role is not Role.ORGANISATION)
    actor = OPERATOR
    for person, post in holders:
        with on(person.since or FOUNDING):
            _appoint(cast, actor, person.login, post, person.since)
        cast.roles.setdefault(post.role, person.login)
        if post.role is Role.ORGANISATION:
            actor = cast.official(person.login)


def _appoint(cast: Cast, actor: Actor, login: str, post: Post, since: dt.date | None) -> None:
    institutions.appoint(
        actor, account=cast.accounts[login].id, post=cast.posts[post.code], begins=since
    )


def _functions(country: Country, cast: Cast) -> None:
    office = cast.holder_of(Role.ORGANISATION)
    with on(FOUNDING):
        for function in country.functions:
            cast.functions[function.code] = _function(country, cast, office, function)
    for finding in country.findings:
        with on(finding.found):
            if finding.kind.value == FindingKind.GAP:
                continue
            codes = dict.fromkeys((finding.function, *finding.similar))
            functions.record_finding(
                office,
                kind=FindingKind(finding.kind.value),
                items=[
                    *(Ref.to("function", cast.functions[code]) for code in codes),
                    *([Ref.to("body", cast.bodies[finding.claimant])] if finding.claimant else []),
                ],
                score=finding.score or Decimal(0),
                evidence=dict(finding.evidence),
            )


def _function(country: Country, cast: Cast, office: Actor, function: Function) -> UUID:
    founded = {body.code: body.since for body in country.bodies}
    key = functions.propose_function(
        office,
        proposal=Proposal(
            code=function.code,
            title=function.title,
            object=function.object,
            action=function.action,
            target_group=function.target_group,
            kind=FunctionKind(function.kind.value),
            territory=function.territory,
            legal_basis=function.basis,
        ),
    )
    if function.responsible is None:
        return key
    since = function.since or FOUNDING
    functions.assign(office, function=key, body=cast.bodies[function.responsible], begins=since)
    functions.activate(office, function=key, on=since)
    for code in function.cooperating:
        functions.assign(
            office,
            function=key,
            body=cast.bodies[code],
            mode=Mode.COOPERATING,
            begins=max(since, founded[code]),
        )
    return key
