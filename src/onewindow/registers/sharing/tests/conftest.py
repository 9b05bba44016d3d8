"""The small country of the catalogue, with somebody who wants data of its police."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

import pytest
from django.db import connection

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import Unit
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.catalogue.tests.conftest import (
    LONG_AGO,
    TODAY,
    Small,
    at_nine,
    country,
    seen_by,
    small,
    sql,
)
from onewindow.registers.catalogue.types import SharingType
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionKind, Proposal
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.models import Agreement, DataRequest
from onewindow.registers.sharing.types import (
    ANSWER_PERIOD,
    CHECK_PERIOD,
    UNPUBLISHED_PERIOD,
    Terms,
)

__all__ = ["LONG_AGO", "TODAY", "Small", "at_nine", "country", "seen_by", "small", "sql"]

NEXT_YEAR = dt.date(2027, 11, 2)
PURPOSE = {"en": "Enrol a newborn from the day of its birth."}


def on_day(day: dt.date, hour: int = 9) -> dt.datetime:
    """Gives an instant on a day in the region of the tests, for `clock.frozen_at`."""
    return dt.datetime(day.year, day.month, day.day, hour - 8, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Pair:
    """Police, who hold data, and an insurer, who needs them for the function ENROL."""

    small: Small
    insurer: UUID
    asking: Actor
    head: Actor
    second_authority: Actor

    @property
    def steward(self) -> Actor:
        """Gives the steward of the police."""
        return self.small.steward

    @property
    def authority(self) -> Actor:
        """Gives the data authority."""
        return self.small.authority

    def terms(self, **changes: object) -> Terms:
        """Gives terms for the birth date, with some things changed."""
        whole = Terms(
            provider=self.small.police,
            consumer=self.insurer,
            elements=("person.birth_date",),
            function="ENROL",
            purpose=PURPOSE,
            legal_basis="DATA-1",
            begins=TODAY,
            ends=NEXT_YEAR,
        )
        return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]  # of a test

    def resource(self, sharing_type: SharingType, *elements: str) -> UUID:
        """Publishes a resource of the police with the elements, shared in that way."""
        basis = "" if sharing_type is SharingType.UNCONDITIONAL else "DATA-1"
        return self.small.published(
            name={"en": f"{sharing_type} data"},
            sharing_type=sharing_type,
            legal_basis=basis,
            elements=elements or ("person.birth_date",),
        )

    def filed(self, **changes: object) -> UUID:
        """Files a request as the insurer's process owner."""
        return sharing.file_request(self.asking, terms=self.terms(**changes))

    def checked(self, **changes: object) -> UUID:
        """Files a request and finds it compliant on the same day."""
        key = self.filed(**changes)
        sharing.check_compliance(self.authority, request=key, complies=True)
        return key

    def in_force(self, **changes: object) -> UUID:
        """Makes an agreement that both sides have signed."""
        key = sharing.propose_agreement(self.asking, terms=self.terms(**changes), by=self.insurer)
        sharing.sign_agreement(self.head, agreement=key, by=self.insurer)
        sharing.sign_agreement(self.steward, agreement=key, by=self.small.police)
        return key


@pytest.fixture
def pair(small: Small) -> Pair:
    for code, value in ((CHECK_PERIOD, 2), (ANSWER_PERIOD, 5), (UNPUBLISHED_PERIOD, 10)):
        jurisdiction.declare_period(
            OPERATOR,
            code=code,
            value=value,
            unit=Unit.WORKING_DAY,
            basis="DATA-1",
            valid_from=LONG_AGO,
        )
    country = small.country
    insurer = country.found("INSURER")
    key = functions.propose_function(
        country.organisation,
        proposal=Proposal(
            "ENROL", {"en": "Enrol in health insurance"}, "insurance", "enrol",
            FunctionKind.INTERNAL, "MZ",
        ),
    )  # fmt: skip
    with clock.frozen_at(on_day(TODAY, 8)):
        functions.assign(country.organisation, function=key, body=insurer, begins=LONG_AGO)
        functions.activate(country.organisation, function=key)
    return Pair(
        small,
        insurer,
        asking=country.staff(country.post(insurer, Role.PROCESS_OWNER), "asker")[0],
        head=country.staff(country.post(insurer, Role.HEAD), "head")[0],
        second_authority=country.staff(country.post(small.data, Role.DATA_AUTHORITY), "second")[0],
    )


def told(who: Actor) -> list[str]:
    """Gives the codes of the messages that somebody was told, in their order."""
    with seen_by(OPERATOR), connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM flow_messages_message WHERE recipient = %s ORDER BY id", [who.id]
        )
        return [code for (code,) in cursor]


def request_of(key: UUID) -> DataRequest:
    """Gives a request as it is stored."""
    with seen_by(OPERATOR):
        return sharing.request(key)


def agreement_of(key: UUID) -> Agreement:
    """Gives an agreement as it is stored."""
    with seen_by(OPERATOR):
        return sharing.agreement(key)
