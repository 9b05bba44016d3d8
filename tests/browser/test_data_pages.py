"""Pages of data: no fault, no sideways scroll, 20 KB, whole without scripts; the desk as well."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.desks import complaints, sit_down, too_wide
from tests.browser.portal_looks import WIDTHS, look
from tests.support.country import Country
from tests.support.site import Site

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.commands.harvests import (
    begin_harvest,
    end_harvest,
    name_harvest_source,
)
from onewindow.registers.catalogue.commands.taking_in import take_in_harvested
from onewindow.registers.catalogue.dcat.facts import Dataset, Distribution, Named
from onewindow.registers.catalogue.types import HarvestFormat, HarvestState, SourceTold, Wanted
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

pytestmark = pytest.mark.browser
PAGES = {
    "/en/resources/": "resources",
    "/en/resources/?organ=party": "",
    "/en/elements/person.birth_date/": "element",
    "/en/registers/": "",
    "/en/registers/LEGAL-ENTITY/": "register",
    "/ar/resources/": "resources-ar",
    "/zh-hans/resources/": "",
}
DESK = ("", "new/", "elements/", "systems/", "quality/", "registers/POPULATION/")
MOST_BYTES, MOST_REQUESTS = 20_000, 3


def _licences() -> str:
    row = catalogue.public_resources(Wanted(category="subject:enterprise")).first()
    assert row is not None
    return f"resources/{row.identifier}/"


def test_no_fault_narrow_or_wide_from_left_or_right(
    country: Country, site: Site, page: Page
) -> None:
    pages = {**PAGES, f"/en/{_licences()}": "resource", f"/ar/{_licences()}": "resource-ar"}
    for address, name in pages.items():
        page.goto(site.url + address)
        look(page, name)


def _from_elsewhere(country: Country) -> str:
    """Takes in one data set of another catalogue and clears its source; gives its page."""
    told = SourceTold("city", {"en": "City"}, "", HarvestFormat.DCAT, "MZ", "", 20)
    one = Dataset(
        "https://data.city.example/id/dataset/a-rather-long-address-of-a-data-set-that-goes-on/1",
        "1",
        {"en": "Trees in streets and parks", "zh-hans": "行道树"},
        {"en": "Every tree with kind, height and the year in which it was planted. " * 3},
        keywords=(("en", "green"), ("en", "trees")),
        distributions=(
            Distribution(
                "urn:x:1",
                "https://data.city.example/trees.csv",
                format=Named("urn:x:2", {"en": "CSV"}),
            ),
        ),
    )
    name_harvest_source(IMPORTER, told=told)
    claim = begin_harvest(IMPORTER, source="city")
    take_in_harvested(IMPORTER, claim=claim, pieces=[one])
    end_harvest(IMPORTER, claim=claim, state=HarvestState.DONE, seen=[one.iri], is_whole=True)
    waiting = [w for w in security.dossiers_waiting() if "not checked" in w.statement]
    security.sign_clearance(
        country.official("zhao"),
        dossier_id=waiting[-1].id,
        decision=Decision.AUTHORISED,
        expires_at=clock.now() + dt.timedelta(days=30),
        reason="looked at",
    )
    return f"resources/city/{catalogue.harvests.public_harvested()[0].code}/"


def test_data_from_elsewhere_stand_apart_narrow_or_wide(
    country: Country, site: Site, page: Page
) -> None:
    path = _from_elsewhere(country)
    for address, name in (
        ("/en/resources/elsewhere/", "elsewhere"),
        (f"/en/{path}", "harvested"),
        (f"/ar/{path}", "harvested-ar"),
        ("/en/resources/", ""),
        ("/en/search/?q=trees", ""),
    ):
        page.goto(site.url + address)
        assert "404" not in page.title()
        look(page, name)


def test_a_first_visit_is_twenty_kilobytes_in_three_requests(
    country: Country, site: Site, browser: Browser
) -> None:
    for address in ("/en/resources/", "/ar/resources/", f"/en/{_licences()}"):
        context = browser.new_context(viewport={"width": 360, "height": 640})
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []

        def weigh(event: dict[str, Any], sizes: list[float] = sizes) -> None:
            sizes.append(event["encodedDataLength"])

        wire.on("Network.loadingFinished", weigh)
        page.goto(site.url + address, wait_until="load")
        page.wait_for_function("document.readyState === 'complete'")
        context.close()
        assert len(sizes) <= MOST_REQUESTS, address
        assert sum(sizes) <= MOST_BYTES, (address, sizes)


def test_data_are_found_by_keyboard_without_scripts(
    country: Country, site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site.url}/en/resources/")
    page.get_by_label("Words").focus()
    page.keyboard.type("legal entities")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Legal entities").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Unified code").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/elements/entity.unified_code/")
    assert page.get_by_role("link", name="Register of Legal Entities").is_visible()
    context.close()


def test_the_desk_of_data_has_no_fault_narrow_or_wide(
    country: Country, site: Site, page: Page
) -> None:
    sit_down(page, site, country, "mo.ran")
    for address in DESK:
        page.goto(f"{site.url}/desk/data/{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert too_wide(page) <= 0, (address, width)
            assert complaints(page) == [], address
