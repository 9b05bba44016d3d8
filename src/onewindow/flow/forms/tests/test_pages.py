"""The first renderer: what a browser sees, and what it sends."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from onewindow.flow.forms.errors import (
    DraftExists,
    DraftNeedsHolder,
    DraftNotFound,
    DraftSubmitted,
    FormIncomplete,
    FormNotFound,
    InvalidAnswers,
    PageNotFound,
)
from onewindow.flow.forms.pages import sentence
from onewindow.flow.forms.public import (
    page,
    page_form,
    parse_schema,
    raw_answers,
    shown_answers,
    summary_parts,
)
from onewindow.flow.forms.rules import answer
from onewindow.flow.forms.tests.examples import PARENTS, SCHEMA, TODAY, answered
from onewindow.flow.forms.types import Fault, Schema, Wrong
from onewindow.ground.kernel.errors import OneWindowError

POSTED = (
    "csrfmiddlewaretoken=x&child_name=Chen+Xiaoyu&sex=female&born_on_day=28&born_on_month=10"
    "&born_on_year=2026&born_at=14:05&hospital=Maternity"
)


def rendered(page: str, posted: str | None = None, *before: str) -> str:
    data = QueryDict(posted) if posted is not None else None
    form = page_form(SCHEMA, page, answered(*before), data)
    return str(form)


def test_a_page_shows_its_questions_in_the_present_language() -> None:
    with translation.override("zh-hans"):
        html = rendered("child")
    assert "孩子姓名" in html
    for name in ("child_name", "sex", "born_on_day", "born_on_month", "born_on_year", "born_at"):
        assert f'name="{name}"' in html


def test_a_page_shows_the_answers_so_far() -> None:
    html = rendered("child", None, "child")
    assert 'value="Chen Xiaoyu"' in html
    assert 'name="born_on_month" value="10"' in html
    assert 'value="14:05"' in html
    parents = page_form(SCHEMA, "parents", answered("child", "parents"))
    assert parents["has_father"].value() == "yes"


def sent(data: QueryDict) -> dict[str, object]:
    """Gives what a browser sends to the first page."""
    return raw_answers(page(SCHEMA, {}, "child"), data)


def test_a_page_has_its_title_and_its_introduction() -> None:
    form = page_form(SCHEMA, "household", answered("child", "parents"))
    assert form.title == "Household and card"
    assert "The card comes to the address of the household" in form.intro


def test_a_hidden_question_is_not_shown() -> None:
    assert "father_id" not in rendered("parents", None, "child")
    assert "father_id" in rendered("parents", None, "child", "parents")


def test_what_a_browser_sends_becomes_answers() -> None:
    answers = answer(SCHEMA, {}, "child", sent(QueryDict(POSTED)), TODAY)
    assert answers == {**answered("child"), "hospital": "Maternity"}


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ("born_on_day=30&born_on_month=2&born_on_year=2026", "born_on"),
        ("born_on_day=28&born_on_month=&born_on_year=2026", "born_on"),
        ("born_on_day=28-1&born_on_month=1&born_on_year=2026", "born_on"),
        ("born_on_day=&born_on_month=&born_on_year=", "born_on"),
        ("child_name=", "child_name"),
        ("child_name=a&child_name=b", "child_name"),
        ("surprise=1", "surprise"),
    ],
)
def test_a_bad_form_is_refused_naming_the_question(change: str, question: str) -> None:
    data = QueryDict(POSTED, mutable=True)
    for name, values in QueryDict(change).lists():
        data.setlist(name, values)
    form = page_form(SCHEMA, "child", {}, data)
    with pytest.raises(InvalidAnswers) as caught:
        answer(SCHEMA, {}, "child", sent(data), TODAY)
    assert [fault.question for fault in caught.value.faults] == [question]
    form.show(caught.value.faults)
    assert list(form.errors) == [question if question in form.fields else "__all__"]


def test_a_fault_is_shown_at_its_question_with_what_was_sent() -> None:
    data = QueryDict("child_name=Chen&born_on_day=31&born_on_month=2")
    form = page_form(SCHEMA, "child", {}, data)
    with pytest.raises(InvalidAnswers) as caught:
        answer(SCHEMA, {}, "child", sent(data), TODAY)
    form.show(caught.value.faults)
    html = str(form)
    assert "Date of birth: enter a real date, for example 27 3 2026" in html
    assert "Answer the question: Hospital" in html
    assert 'value="Chen"' in html
    assert 'name="born_on_day" value="31"' in html
    assert "Answer the question: Name" not in html


def test_the_token_of_the_form_is_no_answer() -> None:
    assert "csrfmiddlewaretoken" not in sent(QueryDict(f"{POSTED}&csrfmiddlewaretoken=1"))


def test_a_page_without_questions_has_no_form() -> None:
    with pytest.raises(PageNotFound):
        page_form(SCHEMA, "father_consent", {})


def hostile() -> Schema:
    text = {"en": "<script>alert(1)</script>"}
    question = {"key": "q", "kind": "choice", "label": text, "hint": text}
    options = [{"value": "a", "label": text, "hint": text}]
    section = {"key": "s", "title": text, "questions": [{**question, "options": options}]}
    return parse_schema({"code": "f", "title": text, "sections": [section]})


def test_no_text_of_a_form_becomes_markup() -> None:
    form = page_form(hostile(), "s", {})
    parts = summary_parts(hostile(), shown_answers(hostile(), {"q": "a"}))
    html = str(form)
    html += render_to_string("flow_forms/summary.html", {"parts": parts})
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 6


def test_the_preview_reads_as_a_person_reads_and_leads_back_to_each_page() -> None:
    answers = answered("child", "parents", "household")
    with translation.override("en"):
        shown = shown_answers(SCHEMA, answers)
        parts = summary_parts(SCHEMA, shown, lambda page: f"/apply/{page}/")
        html = render_to_string("flow_forms/summary.html", {"parts": parts})
    assert [part.title for part in parts] == ["Your child", "The parents", "Household and card"]
    shown = {str(row.key): row.value for part in parts for row in part.rows}
    assert shown["Date of birth"] == "28 October 2026"
    assert shown["Sex of the child"] == "Girl"
    assert shown["Is there a father to be named?"] == "Yes"
    assert shown["Citizen number of the father"] == PARENTS["father_id"]
    assert 'href="/apply/household/"' in html


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
@pytest.mark.parametrize("wrong", list(Wrong))
def test_every_fault_has_a_sentence_in_every_language(wrong: Wrong, language: str) -> None:
    limit = "2026-11-02" if wrong in (Wrong.TOO_EARLY, Wrong.TOO_LATE) else "60"
    question = next(SCHEMA.questions())
    fault = Fault("child_name", wrong, limit)
    with translation.override("en"):
        english = sentence(fault, None), sentence(fault, question)
    with translation.override(language):
        theirs = sentence(fault, None), sentence(fault, question)
    assert not set(english) & set(theirs)
    assert "%(" not in "".join(theirs)


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
@pytest.mark.parametrize(
    "error",
    [
        InvalidAnswers([Fault("sex", Wrong.REQUIRED)]),
        FormIncomplete(questions="sex"),
        FormNotFound(),
        PageNotFound(),
        DraftNotFound(),
        DraftNeedsHolder(),
        DraftExists(),
        DraftSubmitted(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_an_applicant_is_told_is_translated(error: OneWindowError, language: str) -> None:
    with translation.override("en"):
        english = error.sentence()
    with translation.override(language):
        theirs = error.sentence()
    assert theirs != english
    assert "sex" in theirs or "sex" not in english
