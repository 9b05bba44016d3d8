"""The first visit of a public page: 20 KB in three requests."""

from __future__ import annotations

import re

import brotli
import pytest
from django.test import RequestFactory

from onewindow.ground.design.middleware import CompressedPages
from onewindow.ground.design.pages import form_page
from onewindow.ground.design.tests.looking import BUILT
from onewindow.ground.design.views import gallery_question

BUDGET = 20_000
HEADERS = 3 * 450
"""Head of three answers, as measured on the wire with every header of ours (about 400 each)."""


def packed(name: str) -> int:
    """Gives the size of a built file as it travels."""
    file = BUILT / "design" / name
    if not file.exists():
        pytest.skip("styles are not built: make ui")
    return len(brotli.compress(file.read_bytes(), quality=11))


@pytest.mark.parametrize("style", ["public.css", "public.rtl.css"])
def test_the_first_visit_is_within_its_budget(style: str) -> None:
    request = RequestFactory().get("/en/", headers={"accept-encoding": "gzip, br"})
    html = CompressedPages(form_page(gallery_question))(request).content
    whole = packed(style) + packed("public.js") + len(html) + HEADERS
    assert whole <= BUDGET, f"{whole} bytes"


def test_a_public_page_asks_for_two_files_only() -> None:
    html = gallery_question(RequestFactory().get("/en/")).content.decode()
    asked = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', html)
    assert [name for name in asked if not name.startswith("data:")] == [
        "/static/design/public.css",
        "/static/design/public.js",
    ]


def test_styles_ask_for_no_further_file() -> None:
    for name in ("public.css", "staff.css"):
        packed(name)
        text = (BUILT / "design" / name).read_text()
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {'"data:,"', "data:,"}
        assert "@font-face" not in text


def test_desks_weigh_little_more() -> None:
    assert packed("staff.css") + packed("staff.js") <= 18_000
