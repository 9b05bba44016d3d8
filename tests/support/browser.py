"""Chromium for tests, driven by playwright.sync_api."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

KNOWN = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ABSENT = (
    "Chromium is absent: type  sudo apt-get install chromium  or  "
    ".venv/bin/playwright install chromium"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session. Absent: skipped, or failed where BROWSER=required."""
    if os.environ.get("BROWSER") == "no":
        pytest.skip("BROWSER=no leaves the browser tests out.")
    with sync_playwright() as playwright:
        path = next((p for p in (*KNOWN, playwright.chromium.executable_path) if _runs(p)), None)
        if path is None:
            if os.environ.get("BROWSER") == "required":
                pytest.fail(ABSENT)
            pytest.skip(ABSENT)
        # Playwright keeps an event loop in this thread; Django would refuse every query beside it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own; a script error or a CSP violation fails the test."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            faults.append(message.text)

    def fault(error: Error) -> None:
        faults.append(str(error))

    opened.on("console", hear)
    opened.on("pageerror", fault)
    yield opened
    context.close()
    assert not faults, f"The page has faults: {faults}"


def _runs(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)
