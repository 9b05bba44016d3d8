"""Chromium and axe look at every page, narrow and wide, from the left and from the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from onewindow.ground.design.tests import looking

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(looking.missing()), reason=looking.missing() or "everything is here"),
]
ADDRESSES = [
    "/en/gallery", "/en/gallery?wrong", "/en/question?wrong", "/en/error", "/en/done", "/en/plain",
    "/en/desk", "/ar/gallery?wrong", "/ar/error", "/ar/desk", "/zh-hans/question", "/ii/error",
]  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Gives an empty page of its own context."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_fault_narrow_or_wide(page: Page, address: str) -> None:
    complaints = looking.show(page, address)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert looking.faults(page) == []
    assert complaints == []


def test_a_public_page_is_complete_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    looking.show(page, "/en/gallery")
    assert page.get_by_label("Phone number").is_visible()
    assert page.get_by_role("button", name="Continue").is_visible()
    context.close()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page) -> None:
    looking.show(page, "/en/question?wrong")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Enter a real date").click()
    assert page.evaluate("document.activeElement.id") == "id_born_0"


def test_the_skip_link_is_the_first_stop_and_leads_to_main(page: Page) -> None:
    looking.show(page, "/en/gallery")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_a_choice_reveals_its_question(page: Page) -> None:
    looking.show(page, "/en/gallery")
    assert not page.get_by_label("Phone number").is_visible()
    page.get_by_label("By text message").check()
    assert page.get_by_label("Phone number").is_visible()


def test_single_keys_work_but_never_inside_a_field(page: Page) -> None:
    looking.show(page, "/en/desk")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.type("?ndj")
    assert page.locator("#note").input_value() == "?ndj"
    assert not page.locator("dialog").is_visible()


def test_the_list_of_keys_opens_names_them_and_switches_them_off(page: Page) -> None:
    looking.show(page, "/en/desk")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    assert "Decide" in page.locator("[data-keys-list]").inner_text()
    assert looking.faults(page) == []
    page.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "note"
    assert not page.locator(".ow-key").first.is_visible()
    page.reload()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "note"


def test_a_case_opens_beside_the_list_without_leaving_the_page(page: Page) -> None:
    looking.show(page, "/en/desk")
    page.evaluate("window.same = true")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk?case=2")
    page.get_by_role("heading", name="OW-2026-000122-7").wait_for()
    assert page.evaluate("window.same")
    assert page.evaluate("document.activeElement.id") == "detail"
    assert page.locator("#detail [data-key=d] .ow-key").count() == 1
    page.go_back()
    page.get_by_role("heading", name="OW-2026-000121-7").wait_for()
    assert page.evaluate("window.same")
