"""The first password by a one-time link, and a passkey that opens the desk by itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.country import Country
from tests.support.site import Site

from onewindow.ground.kernel.actor import ANONYMOUS, OPERATOR
from onewindow.trust.identity import public as identity

pytestmark = pytest.mark.browser
PASSWORD = "four words of a song"
DESK = re.compile(r"://[^/]+/desk/")


def with_password(country: Country, login: str) -> None:
    """Sets the password through a one-time link, as on the first day."""
    link = identity.issue_link(OPERATOR, account_id=country.account(login).id)
    identity.use_link(ANONYMOUS, secret=link, password=PASSWORD)


def sign_in(page: Any, site: Site, login: str) -> None:
    """Gives name and password at the door of the desk."""
    page.goto(f"{site.url}/desk/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def open_again(page: Any, address: str) -> None:
    """Opens a page of second factors; where the password is asked for again, gives it."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()


def test_a_one_time_link_sets_the_password_once(country: Country, site: Site, page: Any) -> None:
    link = identity.issue_link(OPERATOR, account_id=country.account("zheng.tao").id)
    page.goto(f"{site.url}/begin/{link}/")
    page.locator("[name=password]").fill("short")
    page.locator("main form button").click()
    assert "12" in page.locator(".govuk-error-summary").inner_text()
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    assert page.url.endswith("/accounts/login/")
    page.goto(f"{site.url}/begin/{link}/")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    assert "24 hours" in page.locator("main").inner_text()


def test_a_passkey_opens_the_desk_by_itself(country: Country, site: Site, page: Any) -> None:
    with_password(country, "song.mei")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, site, "song.mei")
    open_again(page, f"{site.url}/accounts/2fa/webauthn/add/")
    page.locator("[name=name]").fill("My phone")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "/webauthn/add/" not in address)
    page.wait_for_load_state()
    page.context.clear_cookies()
    page.goto(f"{site.url}/accounts/login/?next=/desk/")
    page.locator("#passkey_login").click()
    page.wait_for_url(DESK)
    assert "Inbox" in page.locator("h1").inner_text()
