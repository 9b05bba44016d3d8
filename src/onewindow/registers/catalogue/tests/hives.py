"""Another catalogue on this machine, and whoever clears it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import uuid4

import pytest

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import (
    ANONYMOUS,
    IMPORTER,
    OPERATOR,
    Actor,
    Assurance,
    person,
)
from onewindow.ground.search import public as search
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.commands.harvests import name_harvest_source
from onewindow.registers.catalogue.tests.conftest import Small
from onewindow.registers.catalogue.tests.misbehaving import Misbehaving, misbehaving
from onewindow.registers.catalogue.types import HarvestFormat, SourceTold
from onewindow.registers.catalogue.wire.fetching import Limits
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

QUICK = Limits(silence=0.5, whole=1.0, size=1_000_000, hops=3)
HEAD = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
TEN = tuple(f"hive{number}" for number in range(10))


@pytest.fixture
def server(settings: object) -> Iterator[Misbehaving]:
    settings.HARVEST_LOOPBACK = True  # type: ignore[attr-defined]  # of pytest-django
    with misbehaving() as running:
        yield running


@pytest.fixture
def officers(small: Small) -> tuple[Actor, Actor]:
    one, two = (person(uuid4(), name, Assurance.SUBSTANTIAL) for name in ("Lin", "Zhou"))
    security.name_first_officers(OPERATOR, officers=[one, two])
    return one, two


def clear(signer: Actor) -> None:
    for waiting in security.dossiers_waiting():
        if "that we have not checked" in waiting.statement:
            security.sign_clearance(
                signer,
                dossier_id=waiting.id,
                decision=Decision.AUTHORISED,
                expires_at=clock.now() + dt.timedelta(days=30),
                reason="looked at",
            )


def name(address: str, format_: HarvestFormat = HarvestFormat.DCAT, **more: object) -> None:
    given: dict[str, object] = {
        "code": "bees",
        "title": {"en": "Bees of the Republic"},
        "address": address,
        "format": format_,
        "region": "RP",
        "cycle": "P1D",
        "most_gone": 20,
        **more,
    }
    name_harvest_source(IMPORTER, told=SourceTold(**given))  # type: ignore[arg-type]


def turtle(*names: str, more: str = "") -> bytes:
    sets = "".join(
        f'<http://bees.example/{one}> a dcat:Dataset ; dct:title "{one.title()} hives"@en ;'
        f' dct:description "All {one}"@en .\n'
        for one in names
    )
    return (HEAD + sets + more).encode()


def titles() -> list[str]:
    return [row.title["en"] for row in catalogue.harvests.public_harvested()]


def found(words: str) -> list[str]:
    with frames.framed(ANONYMOUS, "tests.look", durable=False):
        return [one.title for one in search.find(words, kinds=["harvested"]).results]
