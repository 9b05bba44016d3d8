"""Moulds: each visitor's own words, and nobody else's."""

from __future__ import annotations

import dataclasses
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from onewindow.ground.design import moulds
from onewindow.ground.design.moulds import Marks, cast

TEMPLATE = engines["django"].from_string(
    "{% load i18n %}<p>{{ title }}: {{ name }} {{ name }}</p><a href='{{ here }}'></a>"
    "{% if has_form %}<input value='{{ csrf_token }}'>{% endif %}{% translate 'Back' %}"
    "<i>{{ request.path }}|{{ request.user }}|{{ request.COOKIES.draft }}</i>"
)


@dataclasses.dataclass(frozen=True)
class Page:
    """Counts how often it is rendered, and shows what it is given."""

    template: ClassVar[str] = "page.html"
    made: ClassVar[list[str]] = []
    title: str = "Receipt"
    has_form: bool = False

    def context(self, marks: Marks) -> dict[str, object]:
        self.made.append(self.title)
        return {
            "title": self.title,
            "name": marks["name"],
            "here": f"/see/{marks['case']}/",
            "has_form": self.has_form,
        }


@pytest.fixture(autouse=True)
def _own_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moulds, "get_template", lambda _name: TEMPLATE)
    moulds._pieces.cache_clear()
    Page.made.clear()


def asked(case: UUID, **cookies: str) -> HttpRequest:
    request = RequestFactory().get(f"/en/applications/{case}/?secret=of-li-na")
    request.COOKIES.update(cookies)
    request.user = "li.na"  # type: ignore[assignment]
    return request


def shown(mould: Page, name: str, case: UUID | None = None, **cookies: str) -> str:
    case = case or uuid4()
    return cast(asked(case, **cookies), mould, name=name, case=case).content.decode()


def test_two_visitors_see_their_own_words_of_one_rendering() -> None:
    cases = uuid4(), uuid4()
    pages = [shown(Page(), name, case) for name, case in zip(("Li Na", "Wang"), cases, strict=True)]
    assert Page.made == ["Receipt"]
    for page, name, case in zip(pages, ("Li Na", "Wang"), cases, strict=True):
        assert f"<p>Receipt: {name} {name}</p><a href='/see/{case}/'>" in page
        assert f"/en/applications/{case}/|" in page
    assert "Li Na" not in pages[1]
    assert str(cases[0]) not in pages[1]


def test_whoever_fills_a_mould_sees_nothing_of_the_visitor() -> None:
    page = shown(Page(), "Li Na", draft="secret-of-li-na")
    assert "secret" not in page
    assert "li.na" not in page


def test_words_are_escaped_and_cannot_open_another_place() -> None:
    other = str(moulds._mark("case"))
    page = shown(Page(), f"<script>{other}</script>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count(other) == 2  # as the words that they are


def test_another_title_and_another_language_are_other_moulds() -> None:
    assert "Permit" in shown(Page("Permit"), "Li Na")
    with translation.override("zh-hans"):
        assert "返回" in shown(Page("Permit"), "Li Na")
    assert Page.made == ["Permit", "Permit"]


def test_a_form_has_the_visitors_token_and_only_a_form_asks_for_one() -> None:
    case = uuid4()
    request = asked(case)
    cast(request, Page(), name="Li Na", case=case)
    assert not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    first = cast(request, Page(has_form=True), name="Li Na", case=case).content
    other = cast(asked(case), Page(has_form=True), name="Li Na", case=case).content
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert first != other


def test_a_word_that_is_missing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        cast(asked(uuid4()), Page(), name="Li Na")
