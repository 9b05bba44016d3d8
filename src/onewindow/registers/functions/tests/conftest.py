"""A small country in which functions are registered, assigned and raced for."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionKind, Proposal
from onewindow.registers.institutions.tests.small_country import (
    LONG_AGO,
    TODAY,
    Country,
    at_nine,
    country,
    settled,
)

__all__ = [
    "EVE",
    "LONG_AGO",
    "NEW_YEAR",
    "TODAY",
    "Country",
    "at_nine",
    "country",
    "owned",
    "propose",
    "race",
    "settled",
    "sql",
]

NEW_YEAR = dt.date(2027, 1, 1)
EVE = dt.date(2026, 12, 31)


def propose(country: Country, code: str = "SIGN", territory: str = "MZ") -> UUID:
    """Proposes a function that is like no other: each code has an object and a title of its own."""
    thing = {"SIGN": "signboard"}.get(code, f"{code.lower()}{code.lower()} matter")
    proposal = Proposal(
        code, {"en": f"Approve {thing}s"}, thing, "approve", FunctionKind.LICENCE, territory
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
