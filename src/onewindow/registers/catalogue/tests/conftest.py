"""A small country with a catalogue: a manager, an authority, two stewards, one register."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import (
    Definition,
    Description,
    ElementType,
    Scheme,
    Sensitivity,
    SubjectType,
)
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionKind, Proposal
from onewindow.registers.institutions.tests.small_country import (
    LONG_AGO,
    TODAY,
    Country,
    at_nine,
    country,
)
from onewindow.registers.institutions.types import OrganType

__all__ = ["LONG_AGO", "NEW_YEAR", "TODAY", "Small", "at_nine", "country", "small", "sql"]

NEW_YEAR = dt.date(2027, 1, 1)


@dataclasses.dataclass(frozen=True)
class Small:
    """Who keeps the catalogue, and what is in it at the beginning."""

    country: Country
    data: UUID
    police: UUID
    party: UUID
    manager: Actor
    authority: Actor
    steward: Actor
    party_steward: Actor
    officer: Actor
    register: UUID
    system: UUID

    def description(self, **changes: object) -> Description:
        """Gives a complete description of a resource of the police, with some things changed."""
        whole = Description(
            name={"en": "Households", "zh-hans": "户籍信息"},
            abstract={"en": "Who lives where."},
            provider=self.police,
            category="subject:population",
            level=Level.PUBLIC,
            update_cycle="MONTHLY",
            function="POPULATION",
            elements=("person.name",),
            last_updated=TODAY,
        )
        return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]  # of a test

    def party_description(self, **changes: object) -> Description:
        """Gives a complete description of a resource of the party committee office."""
        of_the_party: dict[str, object] = {
            "name": {"en": "Official documents"},
            "provider": self.party,
            "function": "",
            "party_task": {"en": "Circulate official documents"},
            "elements": (),
        }
        return self.description(**{**of_the_party, **changes})

    def published(self, **changes: object) -> UUID:
        """Registers and publishes a resource as the manager."""
        key = catalogue.register_resource(self.manager, description=self.description(**changes))
        catalogue.publish_resource(self.manager, resource=key)
        return key

    def element(self, code: str, register: UUID | None = None) -> UUID:
        """Defines a data element, of the population register unless told otherwise."""
        return catalogue.define_element(
            self.manager,
            definition=definition(code),
            register=register or self.register,
            begins=LONG_AGO,
        )

    def second_register(self, code: str = "HOUSING", system: UUID | None = None) -> UUID:
        """Registers another register, of the data bureau."""
        return catalogue.register_register(
            self.manager,
            code=code,
            name={"en": "Housing Register"},
            owner=self.data,
            subject_type=SubjectType.PLACE,
            system=system,
        )

    def a_system(
        self, code: str, owner: UUID | None = None, collects: tuple[str, ...] = ()
    ) -> UUID:
        """Registers a system, of the data bureau unless told otherwise."""
        return catalogue.register_system(
            self.manager,
            code=code,
            name={"en": f"{code} System"},
            owner=owner or self.data,
            legal_basis="DATA-1",
            purpose={"en": "Keeps records."},
            grade=3,
            collects=collects,
        )


def definition(code: str) -> Definition:
    name = code.partition(".")[2].replace("_", " ").title()
    return Definition(
        code, {"en": name}, {"en": f"The {name}."}, ElementType.TEXT, "", Sensitivity.PERSONAL
    )


def _posts(country: Country, data: UUID, police: UUID, party: UUID) -> dict[str, Actor]:
    wanted = (
        ("manager", data, Role.CATALOGUE_MANAGER),
        ("authority", data, Role.DATA_AUTHORITY),
        ("steward", police, Role.DATA_STEWARD),
        ("party_steward", party, Role.DATA_STEWARD),
        ("officer", police, Role.OFFICER),
    )
    return {name: country.staff(country.post(body, role), name)[0] for name, body, role in wanted}


def begin(country: Country) -> Small:
    """Founds bodies and posts, and a register with the elements person.name and birth_date."""
    data, police = country.found("DATA"), country.found("POLICE")
    party = country.found("PARTY", organ_type=OrganType.PARTY)
    jurisdiction.declare_legal_basis(
        OPERATOR, code="DATA-1", title={"en": "Data Act"}, issuer="Assembly", in_force_from=LONG_AGO
    )
    functions.propose_function(
        country.organisation,
        proposal=Proposal(
            "POPULATION",
            {"en": "Keep the population"},
            "person",
            "keep",
            FunctionKind.INTERNAL,
            "MZ",
        ),
    )
    actors = _posts(country, data, police, party)
    manager = actors["manager"]
    for scheme, code in ((Scheme.SUBJECT, "population"), (Scheme.FORM, "table")):
        catalogue.add_category(manager, scheme=scheme, code=code, title={"en": code.title()})
    system = catalogue.register_system(
        manager,
        code="POP-SYS",
        name={"en": "Population System"},
        owner=police,
        legal_basis="DATA-1",
        purpose={"en": "Keeps the population register."},
        grade=3,
    )
    register = catalogue.register_register(
        manager,
        code="POPULATION",
        name={"en": "Population Register"},
        owner=police,
        subject_type=SubjectType.PERSON,
        legal_basis="DATA-1",
        system=system,
    )
    small = Small(country, data, police, party, **actors, register=register, system=system)
    small.element("person.name")
    small.element("person.birth_date")
    return small


@pytest.fixture
def small(country: Country) -> Small:
    return begin(country)


@contextlib.contextmanager
def seen_by(actor: Actor) -> Iterator[None]:
    """Frames reads of a test as somebody's."""
    with frames.framed(actor, "tests.look", durable=False):
        yield


def sql(statement: str, *values: object, actor: Actor = OPERATOR) -> None:
    """Runs a statement as the application's role, in a frame, and asks all laws at its end."""
    with seen_by(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
