"""One region, a folder of cards, and whoever clears their source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from onewindow.delivery.services.cli import import_cards
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER, OPERATOR, Actor, Assurance, person
from onewindow.ground.kernel.imports import Counts
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

Write = Callable[..., Path]


def found_region() -> None:
    jurisdiction.found_region(
        OPERATOR, code="RP", name={"en": "RP"}, level=RegionLevel.STATE, time_zone="UTC"
    )


@pytest.fixture
def region(db: None) -> str:
    found_region()
    return "RP"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cards"
    made.mkdir()
    return made


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes one card file: its id, its name, and the elements it has beside them."""

    def write_one(
        code: str, name: str = "", inside: str = "<descricao>Um texto.</descricao>"
    ) -> Path:
        path = folder / f"{code}.xml"
        path.write_text(
            f'<servico xmlns="http://servicos.gov.br/v3/schema"><id>{code}</id>'
            f"<nome>{name or code.title()}</nome>{inside}</servico>"
        )
        return path

    return write_one


def take_in(folder: Path, **more: object) -> Counts:
    return import_cards(IMPORTER, folder, region="RP", counts=Counts(), **more)


def officers() -> tuple[Actor, Actor]:
    one, two = (person(uuid4(), name, Assurance.SUBSTANTIAL) for name in ("Lin", "Zhou"))
    security.name_first_officers(OPERATOR, officers=[one, two])
    return one, two


def clear(signer: Actor, decision: Decision = Decision.AUTHORISED) -> None:
    (waiting,) = security.dossiers_waiting()
    security.sign_clearance(
        signer,
        dossier_id=waiting.id,
        decision=decision,
        expires_at=clock.now() + dt.timedelta(days=30),
        reason="looked at",
    )
