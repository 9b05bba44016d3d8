"""What the public sees of an import: nothing before its clearance, nothing under a veto."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from tests.support.country import Country, at

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import Imported, OrganType
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

SCHEME = "a-far-country"
PAGES = ("/en/institutions/?all=1", f"/en/institutions/{SCHEME}/far/", "/en/search/?q=Faraway")


@pytest.fixture
def taken_in(country: Country) -> Country:
    """An imported institution whose source nobody has cleared yet."""
    with clock.frozen_at(at("2026-11-20 10:00")):
        security.register_source(
            IMPORTER, scheme=SCHEME, title={"en": "A far country"}, region="MZ", statement="Bodies."
        )
        institutions.register_imported_body(
            IMPORTER,
            batch=uuid4(),
            scheme=SCHEME,
            source_id="far",
            body=Imported(
                name={"en": "Faraway Office"},
                organ_type=OrganType.PUBLIC_BODY,
                level="state",
                region="MZ",
            ),
        )
    return country


def seen(client: Client) -> list[bool]:
    return ["Faraway Office" in client.get(page).content.decode() for page in PAGES[:2]]


def clear(country: Country) -> None:
    (waiting,) = security.dossiers_waiting()
    with clock.frozen_at(at("2026-11-20 11:00")):
        security.sign_clearance(
            country.official("zhao"),
            dossier_id=waiting.id,
            decision=Decision.AUTHORISED,
            expires_at=clock.now() + dt.timedelta(days=300),
        )


def test_an_uncleared_import_is_not_public(taken_in: Country, client: Client) -> None:
    with clock.frozen_at(at("2026-11-23 09:00")):
        assert seen(client) == [False, False]
        assert client.get(PAGES[1]).status_code == 503


def test_a_cleared_import_is_shown_with_its_origin_and_a_veto_hides_it_all(
    taken_in: Country, client: Client
) -> None:
    clear(taken_in)
    with clock.frozen_at(at("2026-11-23 09:00")):
        assert seen(client) == [True, True]
        security.impose_veto(
            taken_in.official("zhao"),
            subject=security.source(SCHEME),
            public_reason="The list names people.",
            alternative="Ask the far country.",
        )
        assert seen(client) == [False, False]
        assert "The list names people." in client.get(PAGES[1]).content.decode()
