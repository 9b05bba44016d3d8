"""Answers: what is asked next, what is taken, what is refused, what is dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.flow.forms import rules
from onewindow.flow.forms.errors import FormBroken, InvalidAnswers, PageNotFound
from onewindow.flow.forms.rules import answer, is_complete, missing, next_questions, summary
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.tests.examples import (
    CHILD,
    HOUSEHOLD,
    PAGES,
    PARENTS,
    SCHEMA,
    TODAY,
    answered,
)
from onewindow.flow.forms.types import Answer, Wrong


def faults(page: str, raw: dict[str, Any], *before: str) -> list[tuple[str, Wrong]]:
    with pytest.raises(InvalidAnswers) as caught:
        answer(SCHEMA, answered(*before), page, raw, TODAY)
    return [(fault.question, fault.wrong) for fault in caught.value.faults]


def test_the_first_page_is_asked_first() -> None:
    page = next_questions(SCHEMA, {})
    assert page is not None
    assert page.key == "child"
    assert [question.key for question in page.questions] == list(CHILD)


def test_the_pages_follow_each_other_to_the_preview() -> None:
    steps = [next_questions(SCHEMA, answered(*list(PAGES)[:count])) for count in range(4)]
    assert [step.key if step else None for step in steps] == ["child", "parents", "household", None]


def test_answers_are_stored_typed() -> None:
    answers = answered("child", "parents", "household")
    assert answers["child_name"] == "Chen Xiaoyu"
    assert answers["born_on"] == "2026-10-28"
    assert answers["has_father"] is True
    assert answers["address"] == "1 Harbour Street\n2nd floor"
    assert is_complete(SCHEMA, answers)


def test_a_question_without_its_condition_is_not_asked() -> None:
    answers = answer(
        SCHEMA,
        answered("child"),
        "parents",
        {**PARENTS, "has_father": "no", "father_id": "anything at all"},
        TODAY,
    )
    assert "father_id" not in answers


def test_a_question_that_this_very_page_calls_for_is_asked_next() -> None:
    raw = {"mother_id": PARENTS["mother_id"], "has_father": "yes"}
    answers = answer(SCHEMA, answered("child"), "parents", raw, TODAY)
    page = next_questions(SCHEMA, answers)
    assert page is not None
    assert [question.key for question in page.questions] == ["mother_id", "has_father", "father_id"]
    assert missing(SCHEMA, answers)[0] == "father_id"


def test_a_question_that_was_already_asked_must_be_answered() -> None:
    raw = {"mother_id": PARENTS["mother_id"], "has_father": "yes"}
    assert faults("parents", raw, "child", "parents") == [("father_id", Wrong.REQUIRED)]


def test_a_changed_answer_drops_what_depended_on_it_on_later_pages() -> None:
    answers = answer(
        SCHEMA, answered("child", "parents"), "household", {**HOUSEHOLD, "joins": "father"}, TODAY
    )
    answers = answer(
        SCHEMA, answers, "father_consent", {"consent_phone": "+86 10 1234 5678"}, TODAY
    )
    assert answers["consent_phone"] == "+861012345678"
    answers = answer(SCHEMA, answers, "parents", {**PARENTS, "has_father": "no"}, TODAY)
    assert "consent_phone" not in answers
    assert "father_id" not in answers
    assert answers["joins"] == "father"


def test_a_condition_compares_dates_as_dates() -> None:
    old = answer(SCHEMA, {}, "child", {**CHILD, "born_on": "2019-12-31"}, TODAY)
    old = answer(SCHEMA, old, "parents", PARENTS, TODAY)
    old = answer(SCHEMA, old, "household", {**HOUSEHOLD, "joins": "father"}, TODAY)
    assert next_questions(SCHEMA, old) is None


def test_a_blank_that_may_be_is_an_answer() -> None:
    answers = answer(
        SCHEMA, answered("child", "parents"), "household", {**HOUSEHOLD, "joins": "father"}, TODAY
    )
    assert not is_complete(SCHEMA, answers)
    answers = answer(SCHEMA, answers, "father_consent", {"consent_phone": " "}, TODAY)
    assert answers["consent_phone"] is None
    assert is_complete(SCHEMA, answers)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"child_name": ""}, Wrong.REQUIRED),
        ({"child_name": " \u3000 "}, Wrong.REQUIRED),
        ({"child_name": None}, Wrong.REQUIRED),
        ({"child_name": "a\x00b"}, Wrong.BAD_SIGNS),
        ({"child_name": "a\x1bb"}, Wrong.BAD_SIGNS),
        ({"child_name": "a\ud800b"}, Wrong.BAD_SIGNS),
        ({"child_name": "a\u202eb"}, Wrong.BAD_SIGNS),
        ({"child_name": "x" * 61}, Wrong.TOO_LONG),
        ({"child_name": "x" * 3_000_000}, Wrong.TOO_LONG),
        ({"child_name": ["a", "b"]}, Wrong.NOT_TEXT),
        ({"child_name": {"a": 1}}, Wrong.NOT_TEXT),
        ({"sex": "other"}, Wrong.NOT_AN_OPTION),
        ({"sex": "Female"}, Wrong.NOT_AN_OPTION),
        ({"born_on": "28.10.2026"}, Wrong.NOT_A_DATE),
        ({"born_on": "2026-02-30"}, Wrong.NOT_A_DATE),
        ({"born_on": "0000-00-00"}, Wrong.NOT_A_DATE),
        ({"born_on": "20261028"}, Wrong.NOT_A_DATE),
        ({"born_on": "2026-W44-3"}, Wrong.NOT_A_DATE),
        ({"born_on": "2026-11-03"}, Wrong.TOO_LATE),
        ({"born_on": "1999-12-31"}, Wrong.TOO_EARLY),
        ({"born_at": "24:00"}, Wrong.NOT_A_TIME),
        ({"born_at": "2 pm"}, Wrong.NOT_A_TIME),
        ({"surprise": "x"}, Wrong.UNKNOWN),
        ({"mother_id": PARENTS["mother_id"]}, Wrong.UNKNOWN),
    ],
)
def test_a_bad_answer_is_refused_and_names_its_question(
    change: dict[str, Any], wrong: Wrong
) -> None:
    assert faults("child", {**CHILD, **change}) == [(next(iter(change)), wrong)]


@pytest.mark.parametrize(
    "bad", ["11010119900307002", "1101011990030700281", "11010119900307002A", "١" * 18]
)
def test_a_text_outside_of_its_pattern_is_refused(bad: str) -> None:
    assert faults("parents", {**PARENTS, "mother_id": bad}, "child") == [
        ("mother_id", Wrong.PATTERN)
    ]


def test_every_bad_answer_of_a_page_is_named_at_once() -> None:
    found = faults("child", {"sex": "?", "born_on": "never", "extra\x00": "x"})
    assert [question for question, _wrong in found] == [
        "extra?",
        "child_name",
        "sex",
        "born_on",
        "born_at",
        "hospital",
    ]


@pytest.mark.parametrize("page", ["", "nowhere", "child\x00", "father_consent"])
def test_a_page_that_is_not_asked_is_not_there(page: str) -> None:
    with pytest.raises(PageNotFound):
        answer(SCHEMA, {}, page, {}, TODAY)
    with pytest.raises(PageNotFound):
        rules.page(SCHEMA, {}, page)


def numbers(**question: Any) -> Any:
    asked = {"key": "n", "label": {"en": "N"}, "required": False, **question}
    section = {"key": "s", "title": {"en": "S"}, "questions": [asked]}
    return parse_schema({"code": "f", "title": {"en": "F"}, "sections": [section]})


@pytest.mark.parametrize(
    ("question", "raw", "taken"),
    [
        ({"kind": "number"}, "3250", 3250),
        ({"kind": "number"}, "٣٢٥٠", 3250),
        ({"kind": "number"}, 3250, 3250),
        ({"kind": "number", "decimals": 2}, "3.25", 3.25),
        ({"kind": "number", "min": -5}, "-5", -5),
        ({"kind": "email"}, "li.na@example.org", "li.na@example.org"),
        ({"kind": "phone"}, "+86 (10) 1234-5678", "+861012345678"),
        ({"kind": "yes_no"}, False, False),
        ({"kind": "date"}, "2026-1-2", "2026-01-02"),
        ({"kind": "time"}, "9:05", "09:05"),
        ({"kind": "text"}, "e\u0301", "é"),
    ],
)
def test_a_good_answer_is_taken(question: dict[str, Any], raw: object, taken: Answer) -> None:
    assert answer(numbers(**question), {}, "s", {"n": raw}, TODAY) == {"n": taken}


@pytest.mark.parametrize(
    ("question", "raw", "wrong"),
    [
        ({"kind": "number"}, "1e5", Wrong.NOT_A_NUMBER),
        ({"kind": "number"}, "NaN", Wrong.NOT_A_NUMBER),
        ({"kind": "number"}, float("inf"), Wrong.NOT_A_NUMBER),
        ({"kind": "number"}, "9" * 16, Wrong.NOT_A_NUMBER),
        ({"kind": "number"}, "1.5", Wrong.NOT_A_NUMBER),
        ({"kind": "number", "decimals": 2}, "1.555", Wrong.NOT_A_NUMBER),
        ({"kind": "number"}, True, Wrong.NOT_A_NUMBER),
        ({"kind": "number", "min": 5}, "4", Wrong.TOO_LITTLE),
        ({"kind": "number", "max": 5}, "6", Wrong.TOO_MUCH),
        ({"kind": "email"}, "nobody", Wrong.NOT_AN_EMAIL),
        ({"kind": "email"}, "a@b.c\nBcc: x@y.z", Wrong.NOT_AN_EMAIL),
        ({"kind": "email"}, "a@b@c.d", Wrong.NOT_AN_EMAIL),
        ({"kind": "phone"}, "call me", Wrong.NOT_A_PHONE),
        ({"kind": "phone"}, "12", Wrong.NOT_A_PHONE),
        ({"kind": "yes_no"}, "maybe", Wrong.NOT_AN_OPTION),
        ({"kind": "yes_no"}, "true", Wrong.NOT_AN_OPTION),
        ({"kind": "long_text"}, "x" * 4001, Wrong.TOO_LONG),
    ],
)
def test_a_bad_value_of_each_kind_is_refused(
    question: dict[str, Any], raw: object, wrong: Wrong
) -> None:
    with pytest.raises(InvalidAnswers) as caught:
        answer(numbers(**question), {}, "s", {"n": raw}, TODAY)
    assert [fault.wrong for fault in caught.value.faults] == [wrong]


def test_a_condition_that_costs_too_much_is_refused_in_words() -> None:
    first = {"key": "n", "kind": "number", "label": {"en": "N"}}
    second = {
        "key": "m",
        "kind": "number",
        "label": {"en": "M"},
        "condition": "n != null and count(for i in 1..n return i) > 0",
    }
    section = {"key": "s", "title": {"en": "S"}, "questions": [first, second]}
    costly = parse_schema({"code": "f", "title": {"en": "F"}, "sections": [section]})
    with pytest.raises(FormBroken):
        answer(costly, {}, "s", {"n": "99999999"}, TODAY)


def test_the_preview_shows_what_was_asked_and_nothing_else() -> None:
    parts = summary(SCHEMA, answered("child", "parents", "household"), "zh-hans")
    assert [part.title for part in parts] == ["孩子", "父母", "落户与领卡"]
    shown = {line.question.key: line.shown for part in parts for line in part.lines}
    assert (shown["sex"], shown["card"]) == ("女", "邮寄")
    assert "consent_phone" not in shown


RAW = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(
        ["yes", "no", "mother", "father", "delivery", "pick_up", "female", "2026-10-28"]
    ),
    st.sampled_from(["2019-01-01", "14:05", PARENTS["mother_id"], "+861012345678"]),
    st.booleans(),
    st.integers(),
)
MOVES = st.lists(
    st.tuples(
        st.sampled_from([section.key for section in SCHEMA.sections]),
        st.booleans(),
        st.dictionaries(
            st.sampled_from([question.key for question in SCHEMA.questions()]), RAW, max_size=6
        ),
    ),
    max_size=8,
)


def visible_by_hand(answers: dict[str, Answer]) -> set[str]:
    """Says again, without FEEL, which questions of the birth form are asked."""
    hidden = set()
    father = answers.get("has_father") is True
    if not father:
        hidden.add("father_id")
    if answers.get("card") != "delivery":
        hidden.add("address")
    born = answers.get("born_on")
    recent = isinstance(born, str) and dt.date.fromisoformat(born) >= dt.date(2020, 1, 1)
    if not (father and answers.get("joins") == "father" and recent):
        hidden.add("consent_phone")
    return {question.key for question in SCHEMA.questions()} - hidden


@settings(max_examples=300, deadline=None)
@given(MOVES)
def test_no_sequence_of_answers_leaves_one_for_a_hidden_question(
    moves: list[tuple[str, bool, dict[str, object]]],
) -> None:
    answers: dict[str, Answer] = {}
    for page, from_example, changes in moves:
        section = next(section for section in SCHEMA.sections if section.key == page)
        keys = {question.key for question in section.questions}
        raw: dict[str, object] = dict(PAGES.get(page, {})) if from_example else {}
        raw |= {key: value for key, value in changes.items() if key in keys or not from_example}
        try:
            answers = answer(SCHEMA, answers, page, raw, TODAY)
        except (InvalidAnswers, PageNotFound):
            continue
        assert set(answers) <= visible_by_hand(answers)
        assert answers == rules.settled(SCHEMA, answers)
        assert is_complete(SCHEMA, answers) == (next_questions(SCHEMA, answers) is None)
