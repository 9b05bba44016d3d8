"""A whole application in the browser: by keyboard only, without scripts, and every page of it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Browser, Page, expect
from tests.browser.portal_looks import look
from tests.support.country import Country
from tests.support.site import Site

from onewindow.flow.processes import public as processes

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"MZ-\d{4}-BTH-\d{6}-[0-9A-Z]")
DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}


def focus_on(page: Page, name: str, kind: str = "") -> None:
    """Goes on with Tab until the control of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => {const e = document.activeElement; const l = e.labels && e.labels[0];"
            "return [e.tagName, e.innerText, l && l.innerText, e.value]"
            ".filter(Boolean).join('|')})()"
        )
        if name in found and found.startswith(kind):
            return
    pytest.fail(f"No control {name!r} is reached by Tab on {page.url}")


def type_into(page: Page, name: str, text: str) -> None:
    """Reaches a field by Tab and types."""
    focus_on(page, name, "INPUT")
    page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    """Reaches a link or button by Tab and presses Enter."""
    focus_on(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, first: str, steps: int = 0) -> None:
    """Reaches a group of options by Tab and chooses one with space and arrows."""
    focus_on(page, first, "INPUT")
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")


def test_a_whole_application_by_keyboard_only(country: Country, site: Site, page: Page) -> None:
    page.goto(f"{site.url}/en/events/life.birth/")
    press(page, "Birth of a child")
    press(page, "Start")
    press(page, "Start now")
    look(page, "question")
    page.evaluate("document.activeElement.blur()")
    press(page, "Save and continue")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "question-wrong")
    type_into(page, "What is your child's full name?", "Chen Xiaoyu")
    choose(page, "Girl")
    type_into(page, "Day", "28")
    type_into(page, "Month", "10")
    type_into(page, "Year", "2026")
    choose(page, "Mingzhou Maternity Hospital")
    press(page, "Save and continue")
    type_into(page, "mother's full name", "Li Na")
    type_into(page, "citizen number", "000000199001010017")
    type_into(page, "other parent's full name", "Chen Wei")
    press(page, "Save and continue")
    choose(page, "The mother's")
    choose(page, "Mingzhou Service Hall", steps=1)
    press(page, "Save and continue")
    assert page.get_by_text("At a branch of my bank").is_visible()
    look(page, "check")
    page.evaluate("document.activeElement.blur()")
    type_into(page, "Your name", "Li Na")
    press(page, "Send the application")
    assert NUMBER.search(page.locator(".govuk-panel").inner_text())
    look(page, "receipt")
    press(page, "See where your application stands")
    look(page, "application")


def test_a_whole_application_without_scripts_on_a_small_screen(
    country: Country, site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    applied(page, site)
    assert NUMBER.search(page.locator(".govuk-panel").inner_text())
    page.get_by_role("link", name="Read your messages").click()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Mark as read")).to_have_count(0)
    context.close()


def applied(page: Page, site: Site) -> None:
    """Applies for a birth with the mouse; ends on the receipt."""
    page.goto(f"{site.url}/en/services/birth/start/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What is your child's full name?").fill("Chen Xiaoyu")
    page.get_by_label("Girl").check()
    for box, text in (("Day", "28"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(box, exact=True).fill(text)
    page.get_by_label("Mingzhou Maternity Hospital").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What is the mother's full name?").fill("Li Na")
    page.get_by_label("What is the mother's citizen number?").fill("000000199001010017")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Mingzhou Service Hall").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Your name").fill("Li Na")
    page.get_by_role("button", name="Send the application").click()


def test_every_page_after_sending_is_without_fault(
    country: Country, site: Site, page: Page
) -> None:
    applied(page, site)
    address = page.url.removesuffix("receipt/")
    page.goto(f"{site.url}/en/messages/")
    look(page, "messages")
    page.goto(f"{site.url}/en/applications/")
    look(page, "applications")
    page.goto(f"{address}withdraw/")
    look(page)
    for step, login in DESKS.items():
        desk = country.official(login)
        key = address.rstrip("/").rpartition("/")[2]
        task = processes.claim_step(desk, instance_id=key, node=step)
        refusal = {
            "outcome": "refused",
            "reason": "The photo shows somebody else.",
            "legal_basis": "Social Insurance Act, article 58",
            "remedy": "Bring a new photo, or appeal within 60 days.",
        }
        processes.decide_task(
            desk, task_id=task, **(refusal if step == "card" else {"outcome": "granted"})
        )
    page.goto(address)
    assert page.get_by_text("Bring a new photo, or appeal within 60 days.").is_visible()
    look(page, "results")
    page.get_by_role("button", name="Rate this service").click()
    look(page, "rate")
    page.get_by_role("button", name="Send").click()
    look(page)
    page.get_by_label("Very good").check()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("You gave 5 of 5").is_visible()
    look(page)


def test_making_an_account_is_without_fault(country: Country, site: Site, page: Page) -> None:
    page.goto(f"{site.url}/accounts/signup/?next=/en/applications/")
    page.get_by_role("button", name="Make an account").click()
    look(page)
    page.get_by_label("Email").fill("wang.fang@example.org")
    page.get_by_label("Password").first.fill("seven tall green doors")
    page.get_by_role("button", name="Make an account").click()
    page.wait_for_url("**/en/applications/")
    look(page)
    page.goto(f"{site.url}/accounts/logout/")
    look(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/")


def test_setting_up_a_second_factor_is_without_fault(
    country: Country, site: Site, page: Page
) -> None:
    account = country.account("song.mei")
    account.set_password("seven tall green doors")
    account.save()
    page.goto(f"{site.url}/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Login").fill("song.mei")
    page.get_by_label("Password").fill("seven tall green doors")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/2fa/")
    look(page, "second-factor")
    page.goto(f"{site.url}/accounts/2fa/totp/activate/")
    page.wait_for_url("**/reauthenticate/**")
    look(page)
    page.get_by_label("Password").fill("seven tall green doors")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/totp/activate/**")
    look(page, "second-factor-app")
    secret = page.locator("#authenticator_secret").input_value()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/recovery-codes/**")
    look(page, "recovery-codes")
    for address in ("2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"):
        page.goto(f"{site.url}/accounts/{address}")
        look(page)
    page.context.clear_cookies()
    page.goto(f"{site.url}/accounts/login/")
    page.get_by_label("Login").fill("song.mei")
    page.get_by_label("Password").fill("seven tall green doors")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    look(page, "sign-in-code")
