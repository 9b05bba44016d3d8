"""How tests look at the portal's pages: with axe, at two widths, and as pictures."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "ui/node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "docs/pictures"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)


def faults(page: Page) -> list[str]:
    """Gives what axe finds wrong, and where."""
    page.evaluate(AXE.read_text() + ";0")
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found["violations"]]


def look(page: Page, name: str = "") -> None:
    """Finds no fault, narrow or wide, and no way to scroll sideways; keeps pictures on demand."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert faults(page) == [], page.url
        if name and os.environ.get("ONEWINDOW_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"portal-{name}-{width}.png")
