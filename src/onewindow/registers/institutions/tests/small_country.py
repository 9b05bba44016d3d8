"""A small country with an organisation office at work."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor, Assurance
from onewindow.ground.kernel.permissions import Role
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
