"""Shows pages to Chromium without a server: the browser's questions are answered from here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from onewindow.ground.design import pages, views
from onewindow.ground.design.csp import POLICY
from onewindow.ground.design.site import language_of

BUILT = Path(__file__).resolve().parents[1] / "static"
ROOT = Path(__file__).resolve().parents[5]
AXE = ROOT / "ui/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {".css": "text/css", ".js": "text/javascript"}


def done(request: HttpRequest) -> HttpResponse:
    """Gives the end of an application."""
    return render(request, "design/gallery_done.html")


def plain(request: HttpRequest) -> HttpResponse:
    """Gives a printable page."""
    return render(request, "design/gallery_plain.html", views.gallery_context(request))


VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "gallery": views.gallery,
    "question": views.gallery_question,
    "desk": views.gallery_desk,
    "error": pages.too_large,
    "done": done,
    "plain": plain,
}


def answer(address: str) -> HttpResponse:
    """Gives the page of an address like `/ar/gallery?wrong`."""
    parts = urlsplit(address)
    request = RequestFactory().get(f"{parts.path}?{parts.query}")
    with translation.override(language_of(parts.path)):
        return VIEWS[parts.path.rpartition("/")[2]](request)


def missing() -> str:
    """Gives what keeps us from looking, or nothing."""
    for path, what in (
        (AXE, "axe-core is not installed: make ui"),
        (BUILT / "design/public.css", "styles are not built: make ui"),
    ):
        if not path.exists():
            return what
    return ""


def show(page: Page, address: str) -> list[str]:
    """Opens an address in Chromium and gives the list that its complaints are written to."""
    complaints: list[str] = []
    page.on("console", lambda message: _note(complaints, message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def reply(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            file = BUILT / parts.path.removeprefix("/static/")
            if file.exists():
                route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            else:
                route.abort()
            return
        found = answer(f"{parts.path}?{parts.query}")
        route.fulfill(
            status=found.status_code,
            body=found.content,
            headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY},
        )

    page.route("**/*", reply)
    page.goto(f"http://onewindow.test{address}")
    return complaints


def _note(complaints: list[str], kind: str, text: str) -> None:
    is_expected = (
        "422" in text or "413" in text
    )  # the browser reports the status of the page itself
    if kind in {"error", "warning"} and not is_expected:
        complaints.append(text)


def faults(page: Page) -> list[str]:
    """Gives what axe finds wrong, and where."""
    page.evaluate(AXE.read_text() + ";0")
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found["violations"]]
