"""Every page of the desks: axe finds nothing, and 320 px are enough."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desks import apply_now, birth, cleared_now, complaints, sit_down, too_wide
from tests.support.country import Country
from tests.support.site import Site

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.insight.measures import public as measures
from onewindow.trust.security import public as security

pytestmark = pytest.mark.browser

PLACES = {
    "song.mei": ["/desk/", "/desk/next/", "/desk/?who=mine", "/desk/account/", "/desk/security/"],
    "zhao": ["/desk/security/", "/desk/security/officers/", "/desk/audit/?show=refused"],
    "tang.wei": ["/desk/functions/", "/desk/functions/findings/", "/desk/measures/"],
    "xu.lan": ["/desk/services/"],
    "xie.ning": ["/desk/", "/desk/audit/"],
    "deng.kai": ["/desk/outbox/"],
    "li.na": ["/desk/"],
}
DEEPER = re.compile(
    r"/desk/(tasks|cases|services|functions|measures|functions/findings|security/vetoes|security/dossiers)"
    r"/[0-9a-f-]{36}/$|/desk/security/(veto|stop)/"
)


def furnished(country: Country) -> None:
    """Puts something on every desk."""
    cleared_now(country)
    apply_now(country, 3)
    security.prepare_dossier(
        country.official("xu.lan"), subject=birth(country), statement="It is protected."
    )
    measures.define(OPERATOR, drafts=measures.shipped())
    for period in measures.months_until(clock.now().date(), 3)[:-1]:
        measures.compute(OPERATOR, period=period.label)


def deeper(page: Page) -> list[str]:
    """Gives one address of each kind that the present page leads to."""
    found = page.eval_on_selector_all("main a[href]", "links => links.map(a => a.href)")
    kinds = {re.sub(r"[0-9a-f-]{36}", "", a.split("?")[0]): a for a in found if DEEPER.search(a)}
    return sorted(kinds.values())


def faults(page: Page, address: str) -> list[object]:
    """Gives what is wrong with a page on a desk and on a telephone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    found: list[object] = [(address, one) for one in complaints(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = too_wide(page)
    return [*found, *([(address, f"{wide} px too wide")] if wide > 0 else [])]


@pytest.mark.parametrize("login", PLACES)
def test_every_page_of_a_desk_is_accessible_and_fits(
    country: Country, site: Site, page: Page, login: str
) -> None:
    furnished(country)
    sit_down(page, site, country, login)
    waiting, seen = [site.url + place for place in PLACES[login]], []
    found: list[object] = []
    while waiting:
        address = waiting.pop()
        seen.append(address)
        found += faults(page, address)
        kinds = {re.sub(r"[0-9a-f-]{36}", "", one.split("?")[0]) for one in [*seen, *waiting]}
        waiting += [
            one
            for one in deeper(page)
            if re.sub(r"[0-9a-f-]{36}", "", one.split("?")[0]) not in kinds
        ]
    assert found == []


def test_what_goes_wrong_is_said_accessibly_too(country: Country, site: Site, page: Page) -> None:
    furnished(country)
    sit_down(page, site, country, "song.mei")
    page.goto(site.url + "/desk/next/")
    page.get_by_label("Refuse", exact=True).check()
    page.get_by_role("button", name="Decide and open the next").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Why it is refused").fill("a")
    page.get_by_label("Legal basis").fill("b")
    page.get_by_label("What the applicant can do about it").fill("c")
    page.get_by_role("button", name="Decide and open the next").click()
    expect(page.get_by_text("Check the refusal before it counts")).to_be_visible()
    assert complaints(page) == []


def test_a_veto_is_seen_before_it_is_imposed_and_its_imposer_cannot_lift_it(
    country: Country, site: Site, page: Page
) -> None:
    furnished(country)
    sit_down(page, site, country, "zhao")
    page.goto(site.url + "/desk/security/")
    page.get_by_role("link", name="Veto: Birth of a child").click()
    expect(page.get_by_text("3 open applications stand still")).to_be_visible()
    page.get_by_label("Reason for the public").fill("A weakness was found.")
    page.get_by_label("Other way for people meanwhile").fill("Window 3.")
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_text("What the public reads")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Impose the veto").click()
    expect(page.get_by_role("alert")).to_contain_text("Stopped.")
    page.get_by_role("link", name=re.compile("V-")).click()
    expect(page.get_by_text("so a second officer lifts it")).to_be_visible()
    assert complaints(page) == []
    page.context.clear_cookies()
    sit_down(page, site, country, "song.mei")
    page.goto(site.url + "/desk/")
    expect(page.get_by_text("Standing still (3)")).to_be_visible()
    assert complaints(page) == []
