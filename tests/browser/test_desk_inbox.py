"""The inbox of an officer with 200 open applications, by keyboard only and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser.desks import apply_now, cleared_now, sit_down
from tests.support.country import Country
from tests.support.site import Site

from onewindow.flow.processes import public as processes
from onewindow.ground.kernel.reading import reading

pytestmark = pytest.mark.browser

MOST_KEYS = 6
REFUSAL = ("The hospital does not know the birth.", "Law, article 23", "Bring the record.")


@pytest.fixture
def pile(country: Country) -> Country:
    """Song Mei's desk with 200 open applications."""
    cleared_now(country)
    apply_now(country, 200)
    return country


@pytest.fixture
def few(country: Country) -> Country:
    """Song Mei's desk with three open applications."""
    cleared_now(country)
    apply_now(country, 3)
    return country


def left(country: Country) -> int:
    with reading(country.official("song.mei"), "tasks.list"):
        return len(processes.desk_lines())


def test_one_key_opens_the_right_next_one_and_six_decide_two(
    pile: Country, site: Site, page: Page
) -> None:
    sit_down(page, site, pile, "song.mei")
    page.goto(site.url + "/desk/")
    expect(page.get_by_text("To do (200)")).to_be_visible()
    expect(page.locator("#why")).to_contain_text("it waits longest")
    first = page.locator("tbody tr").first.locator("bdi").inner_text()
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        page.keyboard.press(key)

    press("n")
    expect(page.locator("#detail h2").first).to_contain_text(first)
    for _ in range(2):
        address = page.url
        press("g")
        press("Enter")
        page.wait_for_url(lambda url, before=address: url != before)
        expect(page.get_by_role("alert")).to_contain_text("Granted")
    assert pressed <= MOST_KEYS
    assert left(pile) == 198


def test_a_refusal_by_keyboard_only_is_confirmed_before_it_counts(
    few: Country, site: Site, page: Page
) -> None:
    sit_down(page, site, few, "song.mei")
    page.goto(site.url + "/desk/")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/tasks/**")
    page.keyboard.press("r")
    for text in REFUSAL:
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check the refusal before it counts")).to_be_visible()
    for text in REFUSAL:
        expect(page.locator("dd").get_by_text(text)).to_be_visible()
    assert left(few) == 3
    page.keyboard.press("y")
    expect(page.get_by_role("alert")).to_contain_text("Refused")
    assert left(few) == 2


def test_the_list_opens_details_beside_it_and_the_next_stays_reachable(
    few: Country, site: Site, page: Page
) -> None:
    sit_down(page, site, few, "song.mei")
    page.goto(site.url + "/desk/next/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator("a[data-open]:focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("a[data-open][aria-current=true]")).to_have_text(chosen)
    expect(page.locator("#detail h2").first).to_contain_text(chosen)
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Granted")
    assert left(few) == 2


def test_no_key_reaches_the_old_details_while_others_are_on_their_way(
    few: Country, site: Site, page: Page
) -> None:
    sit_down(page, site, few, "song.mei")
    page.goto(site.url + "/desk/next/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/desk/tasks/**", hold)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_have_attribute("aria-busy", "true")
    page.keyboard.press("g")
    assert page.locator("#detail input:checked").count() == 0
    page.keyboard.press("j")
    last = page.locator("a[data-open]:focus").inner_text()
    page.keyboard.press("Enter")
    while len(held) < 2:
        page.wait_for_timeout(20)
    for route in reversed(held):
        route.continue_()
    expect(page.locator("#detail h2").first).to_contain_text(last)
    expect(page.locator("#detail")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("a[data-open][aria-current=true]")).to_have_text(last)


def test_everything_works_without_scripts(few: Country, site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sit_down(page, site, few, "song.mei")
    page.goto(site.url + "/desk/")
    page.get_by_role("button", name="Open the next step").click()
    page.get_by_label("Grant", exact=True).check()
    page.get_by_role("button", name="Decide and open the next").click()
    expect(page.get_by_role("alert")).to_contain_text("Granted")
    page.get_by_label("Refuse", exact=True).check()
    page.get_by_label("Why it is refused").fill(REFUSAL[0])
    page.get_by_role("button", name="Decide and open the next").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Legal basis").fill(REFUSAL[1])
    page.get_by_label("What the applicant can do about it").fill(REFUSAL[2])
    page.get_by_role("button", name="Decide and open the next").click()
    page.get_by_role("button", name="Refuse this step").click()
    expect(page.get_by_role("alert")).to_contain_text("Refused")
    assert left(few) == 1
    context.close()


def test_keys_are_listed_and_can_be_switched_off(few: Country, site: Site, page: Page) -> None:
    sit_down(page, site, few, "song.mei")
    page.goto(site.url + "/desk/next/")
    page.keyboard.press("?")
    expect(page.locator("dialog dl")).to_contain_text("Refuse")
    page.get_by_label("Single keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("g")
    expect(page.get_by_label("Grant", exact=True)).not_to_be_checked()
