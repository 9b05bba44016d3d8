"""A small country with an organisation office at work."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor, Assurance
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import (
    FunctionKind,
    Proposal,
)
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType
from onewindow.trust.identity.public import Account, actor_of

NOW = dt.datetime(2026, 11, 2, 1, 10, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 2)
LONG_AGO = dt.date(2019, 1, 1)


@dataclasses.dataclass(frozen=True)
class Country:
    """Who and what there is at the beginning of a test."""

    office: UUID
    office_post: UUID
    organisation: Actor

    def found(self, code: str, region: str = "MZ", **facts: object) -> UUID:
        """Founds a body since 2019 as the organisation office."""
        wanted = {"organ_type": OrganType.GOVERNMENT, "valid_from": LONG_AGO, **facts}
        name = {"en": f"{code} Bureau"}
        return institutions.found_body(
            self.organisation, code=code, name=name, region=region, **wanted
        )

    def post(self, body: UUID, role: Role = Role.OFFICER) -> UUID:
        """Creates a post as the organisation office."""
        return institutions.create_post(
            self.organisation, body=body, title={"en": role.value}, role=role
        )

    def staff(self, post: UUID, name: str, **days: dt.date) -> tuple[Actor, UUID]:
        """Appoints a new person; gives the actor and the official's id."""
        account = account_of(name)
        official = institutions.appoint(self.organisation, account=account.id, post=post, **days)
        return sure(account), official


def account_of(name: str) -> Account:
    return Account.objects.create(username=name, name=name.title())


def sure(account: Account) -> Actor:
    return actor_of(account, Assurance.SUBSTANTIAL)


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    with clock.frozen_at(NOW):
        yield


def settle() -> Country:
    """Founds regions, the office and its one official, as the command line does at the start."""
    for code, level, parent in (
        ("RP", RegionLevel.STATE, None),
        ("DH", RegionLevel.PROVINCE, "RP"),
        ("MZ", RegionLevel.CITY, "DH"),
        ("XS", RegionLevel.PROVINCE, "RP"),
    ):
        jurisdiction.found_region(
            OPERATOR,
            code=code,
            name={"en": code},
            level=level,
            parent=parent,
            time_zone="Asia/Shanghai",
        )
    office = institutions.found_body(
        OPERATOR,
        code="ORG",
        name={"en": "Organisation Office"},
        organ_type=OrganType.GOVERNMENT,
        region="RP",
        valid_from=LONG_AGO,
    )
    post = institutions.create_post(
        OPERATOR, body=office, title={"en": "Organiser"}, role=Role.ORGANISATION
    )
    account = account_of("wu")
    institutions.appoint(OPERATOR, account=account.id, post=post)
    return Country(office, post, sure(account))


@pytest.fixture
def country(db: None) -> Country:
    return settle()


@pytest.fixture
def settled(transactional_db: None) -> Callable[[], Country]:
    return settle


NEW_YEAR = dt.date(2027, 1, 1)
EVE = dt.date(2026, 12, 31)


def propose(country: Country, code: str = "SIGN", territory: str = "MZ") -> UUID:
    proposal = Proposal(
        code, {"en": "Approve signboards"}, "signboard", "approve", FunctionKind.LICENCE, territory
    )
    return functions.propose_function(country.organisation, proposal=proposal)


def owned(country: Country, body: UUID, code: str = "SIGN") -> UUID:
    """Gives an active function that the body has been responsible for since 2019."""
    function = propose(country, code)
    functions.assign(country.organisation, function=function, body=body, begins=LONG_AGO)
    functions.activate(country.organisation, function=function, on=LONG_AGO)
    return function


def sql(statement: str, *values: object) -> None:
    """Runs a statement as the application's role and asks all laws at its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def race(country: Country, work: Callable[[], object]) -> Callable[[], list[object]]:
    """Starts the work in another connection; gives what waits for its outcome."""
    outcome: list[object] = []
    now = clock.now()

    def run() -> None:
        try:
            with clock.frozen_at(now):
                outcome.append(work())
        except OneWindowError as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(0.5)

    def wait() -> list[object]:
        thread.join(10)
        assert not thread.is_alive()
        return outcome

    return wait
