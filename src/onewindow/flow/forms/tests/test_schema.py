"""Forms as data: every fault is found and named with its path."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest

from onewindow.flow.forms.errors import InvalidSchema
from onewindow.flow.forms.patterns import compile_pattern
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.tests.examples import BIRTH, SCHEMA
from onewindow.flow.forms.types import Kind


def faults_of(schema: object) -> dict[str, str]:
    with pytest.raises(InvalidSchema) as caught:
        parse_schema(schema)
    return {fault.path: fault.what for fault in caught.value.faults}


def one(**question: Any) -> dict[str, Any]:
    """Gives a form with an earlier question `first` and one question as given."""
    first = {"key": "first", "kind": "yes_no", "label": {"en": "First?"}}
    second = {"key": "asked", "kind": "text", "label": {"en": "Asked?"}, **question}
    section = {"key": "only", "title": {"en": "Only"}, "questions": [first, second]}
    return {"code": "small", "title": {"en": "Small"}, "sections": [section]}


AT = "sections[0].questions[1]"


def test_the_birth_form_is_read_whole() -> None:
    assert (SCHEMA.code, SCHEMA.title["zh-hans"]) == ("birth", "新生儿出生")
    assert [section.key for section in SCHEMA.sections] == [
        "child",
        "parents",
        "household",
        "father_consent",
    ]
    questions = {question.key: question for question in SCHEMA.questions()}
    assert questions["born_on"].most == "today"
    assert questions["joins"].kind is Kind.CHOICE
    assert questions["father_id"].condition is not None
    assert questions["mother_id"].element == "person.id"
    assert not questions["consent_phone"].required


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ({"kind": "file"}, "kind"),
        ({"kind": None}, "kind"),
        ({"kind": ["text"]}, "kind"),
        ({"key": "Asked"}, "key"),
        ({"key": "first"}, "key"),
        ({"key": "if"}, "key"),
        ({"key": "count"}, "key"),
        ({"key": 7}, "key"),
        ({"label": {}}, "label"),
        ({"label": "Asked?"}, "label"),
        ({"label": {"en": " "}}, "label.en"),
        ({"label": {"EN!": "x"}}, "label.EN!"),
        ({"label": {"en": "a\x00b"}}, "label.en"),
        ({"label": {"en": "a\ud800b"}}, "label.en"),
        ({"required": "no"}, "required"),
        ({"max_length": 0}, "max_length"),
        ({"max_length": 5000}, "max_length"),
        ({"max_length": True}, "max_length"),
        ({"pattern": "(a+)+$"}, "pattern"),
        ({"pattern": "[z-a]"}, "pattern"),
        ({"pattern": ""}, "pattern"),
        ({"condition": "first = "}, "condition"),
        ({"condition": "later = true"}, "condition"),
        ({"condition": "asked = true"}, "condition"),
        ({"condition": ""}, "condition"),
        ({"condition": True}, "condition"),
        ({"condition": "count(for i in 1..9999, j in 1..9999 return i) > 0"}, "condition"),
        ({"condition": "((" * 300}, "condition"),
        ({"element": "a b"}, "element"),
        ({"options": []}, "options"),
        ({"min": 3}, "min"),
        ({"surprise": 1}, "surprise"),
        ({"kind": "choice"}, "options"),
        (
            {"kind": "choice", "options": [{"value": "a b", "label": {"en": "A"}}]},
            "options[0].value",
        ),
        ({"kind": "choice", "options": [{"value": "a"}]}, "options[0].label"),
        (
            {"kind": "choice", "options": [{"value": "a", "label": {"en": "A"}}] * 2},
            "options[1].value",
        ),
        ({"kind": "number", "min": "3"}, "min"),
        ({"kind": "number", "min": True}, "min"),
        ({"kind": "number", "min": float("nan")}, "min"),
        ({"kind": "number", "min": float("inf")}, "min"),
        ({"kind": "number", "min": 3, "max": 2}, "max"),
        ({"kind": "number", "min": "today"}, "min"),
        ({"kind": "number", "decimals": 9}, "decimals"),
        ({"kind": "date", "min": "2026-02-30"}, "min"),
        ({"kind": "date", "min": "2026-02-02", "max": "2026-02-01"}, "max"),
        ({"kind": "date", "max": 20260201}, "max"),
    ],
)
def test_each_fault_is_named_with_its_path(question: dict[str, Any], path: str) -> None:
    assert f"{AT}.{path}" in faults_of(one(**question))


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        (None, "form"),
        ([], "form"),
        ({}, "code"),
        ({"code": "x", "title": {"en": "X"}, "sections": []}, "sections"),
        ({"code": "x", "title": {"en": "X"}, "sections": [3]}, "sections[0]"),
        ({"code": "x", "title": {"en": "X"}, "sections": "many"}, "sections"),
        ({**BIRTH, "script": "alert(1)"}, "script"),
        ({**BIRTH, "sections": BIRTH["sections"] * 2}, "sections[4].key"),
    ],
)
def test_a_form_of_the_wrong_shape_is_refused(schema: object, path: str) -> None:
    assert path in faults_of(schema)


def test_all_faults_are_listed_at_once() -> None:
    broken = copy.deepcopy(BIRTH)
    broken["sections"][0]["questions"][0]["kind"] = "magic"
    broken["sections"][1]["questions"][2]["condition"] = "later > 1"
    broken["sections"][2]["title"] = {}
    assert set(faults_of(broken)) == {
        "sections[0].questions[0].kind",
        "sections[0].questions[0].max_length",
        "sections[1].questions[2].condition",
        "sections[2].title",
    } - {"sections[0].questions[0].max_length"}


def test_a_fault_with_strange_signs_can_be_logged() -> None:
    path = next(iter(faults_of(one(**{"a\x00\ud800b": 1}))))
    assert path.isprintable()


def test_a_pattern_matches_the_whole_text() -> None:
    pattern = compile_pattern(r"[A-Z]{2}-\d{2,4}")
    assert pattern.fullmatch("AB-123")
    assert not pattern.fullmatch("AB-12345")


@pytest.mark.parametrize(
    "bad", ["a*", "a+", ".", "^a", "a$", "(a)", "a|b", "[^a]", "\\w", "a{2,", "x?y?z?"]
)
def test_a_pattern_that_could_loop_or_look_around_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|vary"):
        compile_pattern(bad)


def test_the_worst_pattern_is_quick_on_the_worst_text() -> None:
    pattern = compile_pattern("[a-z]{0,200}[a-z]{0,200}0")
    start = time.perf_counter()
    assert not pattern.fullmatch("a" * 200)
    assert time.perf_counter() - start < 0.2
