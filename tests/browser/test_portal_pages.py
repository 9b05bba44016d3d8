"""Every public page of the portal: no fault, no sideways scroll, 20 KB, whole without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.portal_looks import look
from tests.support.country import Country
from tests.support.site import Site

pytestmark = pytest.mark.browser
PAGES = {
    "/en/": "home",
    "/en/services/": "services",
    "/en/services/?q=zeppelin": "",
    "/en/services/birth/": "service",
    "/en/services/birth/start/": "start",
    "/en/events/": "",
    "/en/events/life.birth/": "event",
    "/en/search/?q=birth": "search",
    "/en/institutions/": "institutions",
    "/en/institutions/HEA/": "institution",
    "/en/applications/": "",
    "/en/accessibility/": "",
    "/en/privacy/": "",
    "/en/contact/": "",
    "/en/nothing/": "",
    "/ar/": "home-ar",
    "/ar/services/birth/": "service-ar",
    "/zh-hans/services/birth/": "service-zh",
    "/ii/services/birth/": "",
    "/accounts/login/": "sign-in",
    "/accounts/signup/": "",
    "/accounts/password/reset/": "",
}
MOST_BYTES = 20_000
MOST_REQUESTS = 3


def test_no_fault_narrow_or_wide_from_left_or_right(
    country: Country, site: Site, page: Page
) -> None:
    for address, name in PAGES.items():
        page.goto(site.url + address)
        look(page, name)


def test_a_first_visit_is_twenty_kilobytes_in_three_requests(
    country: Country, site: Site, browser: Browser
) -> None:
    for address in ("/en/", "/en/services/birth/", "/ar/services/birth/", "/en/services/"):
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
        print(f"{address}: {sum(sizes):.0f} bytes, {len(sizes)} requests")  # noqa: T201


def test_a_public_page_says_all_without_scripts(
    country: Country, site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site.url}/en/")
    page.get_by_label("Search services and institutions").fill("birth")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Birth of a child").click()
    assert page.get_by_role("button", name="Start").is_visible()
    assert page.get_by_role("link", name="Institutions").is_visible()
    page.get_by_role("link", name="简体中文").click()
    assert page.url.endswith("/zh-hans/services/birth/")
    assert page.get_by_text("适用对象").is_visible()
    context.close()
