"""What an error says, in the language of whoever reads it, now or later in the audit."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.html import format_html

from onewindow.ground.kernel.errors import Conflict, Invalid, OneWindowError, retold
from onewindow.ground.kernel.texts import CLAUSES, SENTENCES, THINGS, later, listed

LANGUAGES = ["en", "zh-hans", "ar"]
TITLE = {"en": "Birth", "zh-hans": "出生", "ar": "ولادة"}


class Mixed(Conflict):
    """Choose one of: {outcomes}."""

    code = "TEST_MIXED"
    words = {"outcomes": {"one": later("everybody")}}


class Titled(Conflict):
    """{title}!"""

    code = "TEST_TITLED"


class Counted(Invalid):
    """{count} things."""

    code = "TEST_COUNTED"
    one = "A thing."


@pytest.mark.parametrize(
    ("language", "pattern", "joined"),
    [
        ("en", THINGS, "a, b, c"),
        ("zh-hans", THINGS, "a、b、c"),
        ("ar", THINGS, "a، b، c"),
        ("en", CLAUSES, "a; b; c"),
        ("zh-hans", CLAUSES, "a；b；c"),
        ("ar", CLAUSES, "a؛ b؛ c"),
        ("en", SENTENCES, "a b c"),
        ("zh-hans", SENTENCES, "abc"),
    ],
)
def test_a_list_is_joined_in_the_way_of_the_language(
    language: str, pattern: object, joined: str
) -> None:
    with translation.override(language):
        assert listed(["a", "", "b", "c"], pattern) == joined


def test_a_list_may_hold_nothing_one_thing_braces_and_texts_of_the_data() -> None:
    assert (listed([]), listed(["a"]), listed(["{0}", "{b}"])) == ("", "a", "{0}, {b}")
    with translation.override("zh-hans"):
        assert listed([TITLE, later("everybody")]) == "出生、所有人"


def test_markup_stays_markup_and_the_rest_is_escaped() -> None:
    assert listed(["<b>", format_html("<i>{}</i>", "x")]) == "&lt;b&gt;, <i>x</i>"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "everybody, two"), ("zh-hans", "所有人、two"), ("ar", "الجميع، two")],
)
def test_codes_get_words_where_the_sentence_is_said(language: str, said: str) -> None:
    with translation.override("zh-hans"):
        error = Mixed(outcomes=["one", "two"])
    with translation.override(language):
        assert said in error.sentence()
    assert error.facts == {"outcomes": ["one", "two"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "error", [Mixed(outcomes=["one", "two"]), Titled(title=TITLE), Counted(count=2)]
)
def test_the_audit_keeps_codes_and_tells_them_in_the_language_of_its_reader(
    error: OneWindowError, language: str
) -> None:
    with translation.override("ar"):
        kept = error.kept()
    assert kept["code"] == error.code
    assert kept["facts"] == error.facts
    with translation.override("en"):
        assert kept["sentence"] == error.sentence()
    with translation.override(language):
        assert retold(kept) == error.sentence()


def test_a_line_that_would_be_said_otherwise_today_is_given_as_written() -> None:
    kept = Titled(title=TITLE).kept()
    for other in (
        {"code": "TEST_TITLED", "sentence": "As it was."},
        {**kept, "sentence": "As it was."},
        {**kept, "code": "GONE", "sentence": "As it was."},
        {**kept, "facts": {"name": "x"}, "sentence": "As it was."},
    ):
        with translation.override("zh-hans"):
            assert retold(other) == "As it was."


def test_one_and_several_have_their_own_sentence() -> None:
    assert (Counted(count=1).sentence(), Counted(count=2).sentence()) == ("A thing.", "2 things.")
