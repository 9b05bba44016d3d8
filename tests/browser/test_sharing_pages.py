"""Pages of sharing: no fault, no sideways scroll, whole without scripts; the desk as well."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.desks import complaints, sit_down, too_wide
from tests.browser.portal_looks import PICTURES, WIDTHS, look
from tests.support.country import Country
from tests.support.site import Site

from onewindow.ground.kernel import frames
from onewindow.registers.sharing import public as sharing

pytestmark = pytest.mark.browser
PAGES = {
    "/en/sharing/": "sharing",
    "/ar/sharing/": "sharing-ar",
    "/zh-hans/sharing/": "",
    "/en/sharing/exceptions/": "exceptions",
    "/ar/sharing/exceptions/": "exceptions-ar",
}


def keep(page: Page, name: str, width: int) -> None:
    """Keeps a picture of a page of the desk, on demand."""
    if name and os.environ.get("ONEWINDOW_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"sharing-{name}-{width}.png", full_page=True)


def test_no_fault_narrow_or_wide_from_left_or_right(
    country: Country, site: Site, page: Page
) -> None:
    for address, name in PAGES.items():
        page.goto(site.url + address)
        look(page, name)


def test_agreements_and_exceptions_are_found_by_keyboard_without_scripts(
    country: Country, site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site.url}/en/resources/")
    for name in ("Who gets which data", "What forms ask although a register holds it"):
        page.get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=name, level=1).wait_for()
    assert page.locator("h2", has_text="is asked by the form").count() == 6
    context.close()


def test_the_desk_of_sharing_has_no_fault_narrow_or_wide(
    country: Country, site: Site, page: Page
) -> None:
    with frames.framed(country.official("su.wen"), "tests.look", durable=False):
        open_one = sharing.requests().filter(state="filed").get().id
        disputed = sharing.requests().filter(state="disputed").get().id
        agreed = sharing.agreements()[0].id
        waived = sharing.waivers()[0].id
    sit_down(page, site, country, "su.wen")
    for address, name in {
        "sharing/": "requests",
        f"sharing/{open_one}/": "request",
        f"sharing/{disputed}/": "",
        "agreements/": "",
        f"agreements/{agreed}/": "agreement",
        "asked-once/": "asked-once",
        "asked-once/waive/": "",
        f"asked-once/{waived}/end/": "",
    }.items():
        page.goto(f"{site.url}/desk/data/{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            keep(page, name, width)
            assert too_wide(page) <= 0, (address, width)
            assert complaints(page) == [], address


def test_a_head_files_a_request_at_320_pixels(country: Country, site: Site, page: Page) -> None:
    sit_down(page, site, country, "pan.xia")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{site.url}/desk/data/sharing/new/")
    assert too_wide(page) <= 0
    keep(page, "new", 320)
    page.locator("main form").get_by_role("button", name="File the request").click()
    assert page.locator(".govuk-error-summary").is_visible()
    assert complaints(page) == []
