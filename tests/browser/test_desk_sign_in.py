"""From the address of the desk to the first task: password, then a second factor, nothing else."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from tests.browser.desks import apply_now, cleared_now
from tests.support.country import Country
from tests.support.site import Site

pytestmark = pytest.mark.browser

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a long enough password for tests"
PERIOD = 30


def with_password(country: Country, login: str) -> None:
    account = country.account(login)
    account.set_password(PASSWORD)
    account.save()


def give_password(page: Page, login: str) -> None:
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_the_desk_asks_for_a_password_and_a_code_and_opens_the_first_task_with_one_key(
    country: Country, site: Site, page: Page
) -> None:
    cleared_now(country)
    apply_now(country, 2)
    with_password(country, "song.mei")
    TOTP.activate(country.account("song.mei"), SECRET)
    page.goto(site.url + "/desk/")
    give_password(page, "song.mei")
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    page.goto(site.url + "/desk/")  # half signed in is not signed in
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // PERIOD))
    page.locator("input[name=code]").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(site.url + "/desk/")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/tasks/**")
    expect(page.get_by_label("Grant", exact=True)).to_be_visible()


def test_a_password_alone_leads_to_setting_up_a_second_factor(
    country: Country, site: Site, page: Page
) -> None:
    with_password(country, "zhao")
    page.goto(site.url + "/desk/security/")
    give_password(page, "zhao")
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/2fa/totp/activate/**")
    for place in ("/desk/", "/desk/security/", "/desk/audit/"):
        page.goto(site.url + place)
        page.wait_for_url("**/accounts/2fa/totp/activate/**")
