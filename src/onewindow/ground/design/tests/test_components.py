"""Components: what those who do not see, or do not click, depend on."""

from __future__ import annotations

import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from onewindow.ground.design.csp import ENHANCE_SCRIPT, POLICY, script_hash
from onewindow.ground.design.figures import bars
from onewindow.ground.design.money import written
from onewindow.ground.design.site import language_links
from onewindow.ground.design.types import Column, Link, Row, Step, StepState, Task, Tone
from onewindow.ground.design.views import gallery, gallery_desk, gallery_question


def shown(source: str, **context: object) -> str:
    """Gives what a piece of template renders to."""
    return engines["django"].from_string("{% load design %}" + source).render(context)


def test_what_people_type_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    pieces = [
        "{% button x %}", "{% back_link '/' x %}", "{% tag x %}", "{% clock x %}",
        "{% panel x %}{{ x }}{% endpanel %}", "{% inset %}{{ x }}{% endinset %}",
        "{% details x %}{{ x }}{% enddetails %}", "{% warning_text %}{{ x }}{% endwarning_text %}",
        "{% notification x %}{{ x }}{% endnotification %}", "{% summary_list rows x %}",
        "{% table x columns lines %}", "{% tabs links x %}", "{% breadcrumbs links %}",
        "{% task_list tasks %}", "{% progress steps x %}", "{% bar_figure x columns lines %}",
    ]  # fmt: skip
    context = {
        "x": evil, "rows": [Row(evil, evil, "/", evil, evil)], "links": [Link(evil, "/")],
        "columns": [Column(evil), Column(evil, is_number=True)], "lines": [(evil, 1)],
        "tasks": [Task(evil, evil, "/", Tone.RED, evil)], "steps": [Step(evil, hint=evil)],
    }  # fmt: skip
    for piece in pieces:
        words = shown(piece, **context)
        assert evil not in words
        assert "&lt;script&gt;" in words
        assert "&amp;lt;" not in words


def test_an_inset_keeps_the_markup_of_the_template() -> None:
    assert "<b>x</b></div>" in shown("{% inset %} <b>x</b> {% endinset %}")


def test_a_button_sends_once_and_a_link_button_says_it_is_one() -> None:
    assert 'data-prevent-double-click="true"' in shown("{% button 'Send' %}")
    assert 'role="button"' in shown("{% button 'Start' href='/x/' kind='start' %}")


def test_a_table_has_a_caption_and_scoped_headers() -> None:
    columns, lines = [Column("County"), Column("Answers", is_number=True)], [("Meigu", 1234)]
    words = shown("{% table 'Answers' columns lines %}", columns=columns, lines=lines)
    assert re.search(r"<caption[^>]*>Answers</caption>", words)
    assert words.count('scope="col"') == 2
    assert words.count('scope="row"') == 1
    assert "1,234" in words


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    words = shown("{% table 'Wide' c r is_wide=True %}", c=[Column("a")], r=[("b",)])
    assert 'role="region" aria-label="Wide" tabindex="0"' in words


def test_a_change_link_says_what_it_changes() -> None:
    words = shown("{% summary_list rows %}", rows=[Row("Name", "Ma", "/c/"), Row("Born", "1991")])
    assert 'Change<span class="govuk-visually-hidden"> (Name)' in words
    assert words.count("--no-actions") == 1


def test_a_task_is_described_by_its_state() -> None:
    words = shown("{% task_list tasks %}", tasks=[Task("Papers", "Open", "/p/", hint="Two")])
    assert 'aria-describedby="task-1-hint task-1-status"' in words
    assert 'id="task-1-status"' in words


def test_the_current_step_and_the_done_step_are_said_in_words() -> None:
    steps = [Step("Apply", StepState.DONE), Step("Check", StepState.CURRENT)]
    words = shown("{% progress steps 'Way' %}", steps=steps)
    assert 'aria-current="step">Check' in words
    assert "done</span>" in words


def test_tabs_and_pages_mark_where_we_are() -> None:
    tabs = [Link("Open", "?a", active=True), Link("Closed", "?b")]
    assert 'href="?a" aria-current="page"' in shown("{% tabs tabs 'Cases' %}", tabs=tabs)
    request = RequestFactory().get("/en/?q=a&page=2")
    page = Paginator(range(30), 10).page(2)
    words = shown("{% pagination page %}", page=page, request=request)
    assert 'href="?q=a&amp;page=3"' in words
    assert 'aria-label="Page 2" aria-current="page"' in words
    assert shown("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_dates_are_for_people_and_machines() -> None:
    date = datetime.date(2026, 3, 7)
    assert shown("{% day d %}", d=date) == '<time datetime="2026-03-07">7 March 2026</time>'
    with translation.override("zh-hans"):
        assert "2026年3月7日" in shown("{% day d %}", d=date)
    with translation.override("ii"):
        assert "2026年3月7日" in shown("{% day d %}", d=date)
    seen = datetime.datetime(2026, 3, 7, 9, 5, tzinfo=datetime.UTC)
    assert "7 March 2026 09:05" in shown("{% moment d %}", d=seen)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(123450, "CNY", "1,234.50\u00a0CNY"), (-5, "EUR", "−0.05\u00a0EUR"),
     (1200, "JPY", "1,200\u00a0JPY"), (10**17 + 1, "CNY", "1,000,000,000,000,000.01\u00a0CNY")],
)  # fmt: skip
def test_money_is_exact(minor: int, currency: str, text: str) -> None:
    assert written(minor, currency) == text


def test_bars_survive_nothing_and_zero() -> None:
    assert "<rect" not in bars([])
    assert "<rect" in bars([("a", 0)])


def test_success_is_announced_and_a_notice_is_a_landmark() -> None:
    assert 'role="alert"' in shown("{% notification kind='success' %}ok{% endnotification %}")
    assert 'role="region"' in shown("{% notification %}ok{% endnotification %}")


def test_the_policy_knows_the_script_that_the_page_prints() -> None:
    page = gallery(RequestFactory().get("/en/")).content.decode()
    printed = re.findall(r"<script>(.*?)</script>", page)
    assert printed == [ENHANCE_SCRIPT]
    assert script_hash(printed[0]) in POLICY
    assert not re.search(r'\sstyle="|\son\w+="', page)


def test_a_public_page_has_no_token_and_touches_no_session() -> None:
    request = RequestFactory().get("/en/")
    page = gallery(request).content.decode()
    assert "csrf" not in page
    assert not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def test_a_page_says_its_language_and_direction() -> None:
    with translation.override("ar"):
        page = gallery(RequestFactory().get("/ar/x/?a=1")).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "public.rtl.css" in page
    assert 'href="/zh-hans/x/?a=1" rel="alternate" lang="zh-hans"' in page


def test_a_frame_that_is_not_translated_says_in_which_language_it_is() -> None:
    with translation.override("ii"):
        page = gallery(RequestFactory().get("/ii/")).content.decode()
    assert '<html lang="ii" dir="ltr"' in page
    assert '<footer class="govuk-template__footer" lang="zh-hans">' in page


def test_a_path_without_language_has_no_language_links() -> None:
    assert language_links("/desk/", "en") == ()


def test_the_title_of_a_wrong_form_begins_with_error() -> None:
    right = gallery_question(RequestFactory().get("/en/"))
    wrong = gallery_question(RequestFactory().get("/en/?wrong"))
    assert b"<title>When were you born? \xe2\x80\x93" in right.content
    assert b"<title>Error: When were you born?" in wrong.content
    assert wrong.status_code == 422


def test_keys_are_declared_in_html_and_can_be_switched_off() -> None:
    page = gallery_desk(RequestFactory().get("/desk/")).content.decode()
    assert 'data-key="d"' in page
    assert "data-keys-switch" in page
    assert '<dialog class="ow-keys" data-keys aria-labelledby="keys-title">' in page


class Contact(forms.Form):
    """A form for the tests below; allauth and others bring plain Django widgets."""

    mail = forms.EmailField(help_text="We answer there")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    many = forms.MultipleChoiceField(choices=[("x", "X")], widget=forms.CheckboxSelectMultiple)


def test_plain_widgets_get_our_look_and_djangos_ids() -> None:
    words = str(Contact({}))
    assert 'aria-describedby="id_mail_helptext id_mail_error"' in words
    for made in ("id_mail_helptext", "id_mail_error", "id_kind_error", "id_many_error"):
        assert f'id="{made}"' in words
    assert 'class="govuk-input govuk-input--error"' in words
    assert 'data-module="govuk-radios"' in words
    assert not re.search(r'type="radio"[^>]*aria-invalid', words)
    assert re.search(r'type="email"[^>]*aria-invalid="true"', words)
    assert 'class="govuk-checkboxes__input"' in words
    assert 'type="hidden" name="hidden"' in words
