"""Desks in the browser: the country at the real time, officials signed in, axe, widths."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page
from tests.support.applying import applied
from tests.support.country import Country
from tests.support.site import Site

from onewindow.faces.workspace.tests.desks import signed_in
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "ui/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
YEAR = dt.timedelta(days=365)


def birth(country: Country) -> Ref:
    """Gives the service for the birth of a child as a subject."""
    return Ref.to("service", country.service("birth"))


def cleared_now(country: Country) -> None:
    """Clears the service for a year from the real time, at which the server of the test runs."""
    dossier = security.prepare_dossier(
        country.official("xu.lan"), subject=birth(country), statement="For the tests of today."
    )
    security.sign_clearance(
        country.official("zhao"),
        dossier_id=dossier,
        decision=Decision.AUTHORISED,
        expires_at=clock.now() + YEAR,
    )


def apply_now(country: Country, count: int) -> None:
    """Sends so many applications, the last one just now."""
    for number in range(count):
        applied(country, clock.now() - dt.timedelta(seconds=count - number))


def sit_down(page: Page, site: Site, country: Country, login: str) -> None:
    """Signs an official in, in this browser."""
    client = signed_in(country, login, "password", "mfa")
    names = (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    cookies = [
        {"name": name, "value": client.cookies[name].value, "url": site.url} for name in names
    ]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # plain cookies


def complaints(page: Page) -> list[Any]:
    """Gives what axe finds on the present page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]
    ]


def too_wide(page: Page) -> int:
    """Gives by how many pixels the page is wider than the window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
