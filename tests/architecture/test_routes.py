"""Routes: every address says for whom it is, and what it understands."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from onewindow.ground.design import pages
from tests.architecture.house import HOUSE, short, sources, tree

# Packages whose own addresses are the public's.
PUBLIC = (
    "onewindow.faces.portal",
    "onewindow.registers.institutions.views",
    "onewindow.registers.catalogue.views",
    "onewindow.registers.catalogue.api",
    "onewindow.delivery.services.views",
)
Route = tuple[str, Callable[..., HttpResponse]]

# Addresses of libraries, and who may use them. Anything else of a library is not mounted.
LIBRARY = ("accounts/",)
STAFF = ("desk/",)
DEMO = ("tour/",)
# The doors of the assembly, and whom they are for.
LISTED = {
    "": "everybody: sends on to the language of the browser",
    "begin/<str:secret>/": "whoever holds the one-time link",
    "id/service/<uuid:service_id>": "everybody: leads from a name to a page or a document",
    "id/organisation/<uuid:body_id>": "everybody: leads from a name to a page or a document",
    "id/resource/<slug:identifier>": "everybody: leads from a name to a page or a document",
    "data/resources": "everybody: leads from the list to a page or a document",
    "data/services": "everybody: leads from the list to a page or a document",
    "data/organisations": "everybody: leads from the list to a page or a document",
}


def _routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[Route]:
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, here)
        elif isinstance(one, URLPattern):
            yield here, one.callback


def _public() -> list[Route]:
    return [
        (path, view)
        for path, view in _routes()
        if not path.startswith((*LIBRARY, *STAFF, *DEMO))
        and path not in LISTED
        and inspect.unwrap(view).__module__.startswith(PUBLIC)
    ]


def test_every_route_is_the_publics_or_the_staffs_or_listed() -> None:
    known = {path for path, _ in _public()}
    others = {
        path
        for path, _ in _routes()
        if path not in known and not path.startswith((*LIBRARY, *STAFF))
    }
    assert sorted(others - set(LISTED)) == []


@pytest.mark.parametrize(("path", "view"), _public(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_public_route_names_its_audience(path: str, view: Callable[..., Any]) -> None:
    """The same for everyone (`public_page`), or somebody's own: then it asks who that is."""
    source = inspect.getsource(inspect.unwrap(view))
    for_everyone = "@public_page" in source or "@pages.public_page" in source
    asks_who = any(name in source for name in ASKS)
    assert for_everyone or asks_who, "Mark it public_page, or ask the gate who reads."
    if for_everyone:
        assert not any(name in source for name in PERSONAL), "It is the same for everyone."


ASKS = (
    "actor_for",
    "actor_of",
    "actors(",
    "request.actor",
    "_mine",
    "_open(",
    "form_page",
    "_draft",
)
PERSONAL = ("request.actor", "request.user", "request.session", "get_token")


def test_a_route_says_which_methods_it_understands() -> None:
    silent = [path for path, view in _public() if not _allowed(view)]
    assert silent == []


def _allowed(view: Callable[..., Any]) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(view, "allowed_methods", ())
    return found


def _desk() -> list[Route]:
    return [(path, view) for path, view in _routes() if path.startswith(STAFF)]


@pytest.mark.skipif(not apps.is_installed("onewindow.faces.workspace"), reason="no desk yet")
@pytest.mark.django_db
def test_no_desk_opens_for_somebody_who_is_not_signed_in() -> None:
    assert _desk()
    browser = Client()
    for path, _ in _desk():
        address = "/" + _filled(path)
        answer = browser.get(address)
        assert answer.status_code in {302, 401, 403, 404, 405}, address
        if answer.status_code == 302:
            assert "/accounts/login/" in answer["Location"], address


def _filled(path: str) -> str:
    """Fills the parts of an address with values of the right kind."""
    nobody = "00000000-0000-7000-8000-000000000000"
    for part in [p.split(">")[0] for p in path.split("<")[1:]]:
        kind, _, _name = part.rpartition(":")
        path = path.replace(
            f"<{part}>", nobody if kind == "uuid" else "1" if kind == "int" else "x"
        )
    return path


def test_views_do_not_touch_tables() -> None:
    """A view parses, calls one command or query, and renders."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources(HOUSE / "faces")
        if "views" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert found == []


def test_the_faces_speak_about_errors_in_the_words_of_the_design() -> None:
    from onewindow.config import urls  # noqa: PLC0415  needs the assembled application

    assert (urls.handler404, urls.handler500) == (pages.not_found, pages.server_error)
