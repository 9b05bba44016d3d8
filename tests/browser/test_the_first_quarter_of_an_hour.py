"""The tour, walked from its address alone: `onewindow run` on an empty home, then every stop."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.site import free_port

from onewindow.config.processes import page_status

pytestmark = pytest.mark.browser
PATIENCE = 240.0
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
KEPT_BACK = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}


class Demo:
    """A running demo with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def surroundings(self) -> dict[str, str]:
        """Gives the environment of its commands."""
        kept = {name: value for name, value in os.environ.items() if name not in KEPT_BACK}
        own = {"ONEWINDOW_HOME": str(self.home), "PORT": str(self.port), "PYTHONPATH": "src"}
        return {**kept, **own}

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `onewindow WORDS` beside the running demo."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "onewindow.config.cli", *words],
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> None:
        """Starts it and waits for its first page."""
        out = os.open(self.home / "run.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with contextlib.closing(os.fdopen(out, "wb")) as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "onewindow.config.cli", "run"],
                env=self.surroundings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while page_status(f"{self.address}/tour/") != 200:
            assert self.process.poll() is None, (self.home / "run.log").read_text()[-4000:]
            assert time.monotonic() < until, (self.home / "run.log").read_text()[-4000:]
            time.sleep(0.2)

    def stop(self) -> int:
        """Ends it as Ctrl-C does; gives its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """A demo on a fresh home, started with one command."""
    home = Path(tempfile.mkdtemp(prefix="ow-tour-", dir="/var/tmp"))
    home.chmod(0o711)
    running = Demo(home)
    running.start()
    yield running
    if running.process and running.process.poll() is None:
        running.stop()
    shutil.rmtree(home)


def picture(page: Any, name: str) -> None:
    """Keeps what is seen, for the README, where pictures are wanted."""
    if os.environ.get("ONEWINDOW_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def press(page: Any, text: str) -> None:
    """Presses the first button that says this."""
    page.locator("main").get_by_role("button", name=text).first.click()


def apply(page: Any, demo: Demo) -> None:
    """Stop 1: nine questions, a check, one receipt."""
    page.goto(f"{demo.address}/tour/")
    press(page, "Continue as Li Na")
    picture(page, "tour-service")
    press(page, "Start")
    press(page, "Start now")
    page.get_by_label("What is your child's full name?").fill("Chen Xiaoyu")
    page.get_by_label("Girl").check()
    for label, value in (("Day", "28"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Mingzhou Maternity Hospital").check()
    picture(page, "tour-questions")
    press(page, "Continue")
    page.get_by_label("What is the mother's full name?").fill("Li Na")
    page.get_by_label("What is the mother's citizen number?").fill("000000199001010017")
    page.get_by_label("What is the other parent's full name?").fill("Chen Wei")
    press(page, "Continue")
    page.get_by_label("The mother's").check()
    page.get_by_label("Mingzhou Service Hall").check()
    press(page, "Continue")
    press(page, "Send")
    assert "MZ-2026-BTH-" in page.locator("main").inner_text()
    picture(page, "tour-receipt")


def decide_four_times(page: Any, demo: Demo) -> None:
    """Stop 2: each desk in its turn, one click to get there."""
    for step in range(4):
        page.goto(f"{demo.address}/tour/#stop-2")
        page.locator("#stop-2 ~ form button").filter(has_text="Continue as").first.click()
        page.get_by_label("Grant", exact=True).check()
        if step == 0:
            picture(page, "tour-desk")
        press(page, "Decide")


def test_the_tour_can_be_walked(demo: Demo, page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    apply(page, demo)
    decide_four_times(page, demo)

    page.goto(f"{demo.address}/tour/#stop-3")
    press(page, "see the result")
    assert "Granted" in page.locator("main").inner_text()
    picture(page, "tour-result")

    page.goto(f"{demo.address}/tour/#stop-4")
    press(page, "Continue as Zhao Gang")
    page.locator("[name=public_reason]").fill("A weakness in a component was found.")
    page.locator("[name=alternative]").fill("Go to desk 2 of the Service Hall.")
    page.locator("main form button").first.click()
    picture(page, "tour-veto")
    assert "MZ-2026-BTH-" in page.locator("main").inner_text()
    page.locator("main form button").first.click()

    for who in ("mayor", "administrator", "importer"):
        page.goto(f"{demo.address}/tour/#stop-4")
        press(page, f"Go live as the {who}")
        assert "A weakness in a component was found." in page.locator("main").inner_text()
    refused = demo.command("go-live", "birth")
    assert refused.returncode == 1
    assert "A weakness in a component was found." in refused.stderr
    page.goto(f"{demo.address}/tour/#stop-4")
    rows = page.locator("table tbody tr").all_inner_texts()
    assert len(rows) == 4
    assert all("VETO" in row for row in rows)
    for who in ("Gao Ming", "Deng Kai", "the importer", "the command line"):
        assert any(who in row for row in rows)

    press(page, "Make Civil Affairs responsible too")
    assert "Public Security Bureau" in page.locator("main").inner_text()
    picture(page, "tour-tour")

    press(page, "Put the form with this question into use")
    for told in ("mother_born", "Population Register", "Public Security Bureau"):
        assert told in page.locator("#stop-7 ~ .govuk-inset-text").inner_text()

    number = page.locator("#stop-1 ~ p .ow-number").first.inner_text()
    verified = demo.command("verify", "--case", number)
    assert verified.returncode == 0, verified.stderr
    for name in ("Song Mei", "Zheng Tao", "Jiang Yan", "Shen Qi", "Li Na"):
        assert name in verified.stdout
    assert "Nothing was changed." in verified.stdout


def test_a_second_start_finds_every_datum(demo: Demo) -> None:
    assert demo.stop() == 0
    demo.start()
    text = demo.command("verify").stdout
    assert "Nothing was changed." in text


def test_the_demo_refuses_any_address_but_loopback(demo: Demo) -> None:
    surroundings = {**demo.surroundings, "ONEWINDOW_BIND": "0.0.0.0", "PORT": str(free_port())}
    refused = subprocess.run(
        [sys.executable, "-P", "-m", "onewindow.config.cli", "run"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert refused.returncode == 1
    assert "this machine only" in refused.stderr


def test_a_reset_puts_the_demo_back_as_it_was_at_first(demo: Demo) -> None:
    demo.stop()
    done = demo.command("demo-reset")
    assert done.returncode == 0, done.stderr
    assert "as it was at first" in done.stdout
    demo.start()
